package io.hostready.yaml;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Collects problems so that all of them are reported together, each once. Not thread-safe. */
public final class Problems {

  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<SourceSpan> explained = new HashSet<>();
  private int count;
  private String name = "value";

  public void add(Problem problem) {
    count++;
    if (!explained.contains(problem.where())) {
      found.add(problem);
    }
  }

  /** Adds a problem that explains all later problems at the same position. */
  public void addCause(Problem problem) {
    add(problem);
    explain(problem.where());
  }

  /** Marks a position whose problem was reported elsewhere. */
  void explain(SourceSpan where) {
    explained.add(where);
  }

  /** Reads a value that messages call by this name: the key that it belongs to. */
  public <T> T of(String key, Supplier<T> read) {
    String outer = name;
    name = key;
    try {
      return read.get();
    } finally {
      name = outer;
    }
  }

  /** What is wrong with a value of another type: "invalid level 'high'". */
  String invalid(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar when scalar.isNothing() -> "empty " + name;
      case YamlNode.Scalar _ -> "invalid " + name + " " + node.description();
      case YamlNode.Sequence _, YamlNode.Mapping _ ->
          "invalid " + name + " (" + node.description() + ")";
    };
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Grows with each problem, even if it is a duplicate or is explained by another one. */
  public int count() {
    return count;
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

  /** Throws InvalidInputException with all collected problems, if any. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidInputException(sorted());
    }
  }
}
