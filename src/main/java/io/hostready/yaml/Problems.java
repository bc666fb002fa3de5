package io.hostready.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects mistakes so that all of them are reported at once. Not for use by several threads. */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  public void add(SourceSpan where, String message) {
    Problem problem = new Problem(where, message);
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public int count() {
    return found.size();
  }

  /** All problems, by file, then by position. */
  public List<Problem> sorted() {
    return found.stream()
        .sorted(
            Comparator.comparing((Problem problem) -> problem.where().file())
                .thenComparing(problem -> problem.where().line())
                .thenComparing(problem -> problem.where().column()))
        .toList();
  }

  /** Throws InvalidInput with everything collected, if anything was. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidInput(sorted());
    }
  }
}
