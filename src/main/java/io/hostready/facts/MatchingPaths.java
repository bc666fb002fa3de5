package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * Paths of a host that match a glob pattern with {@code *}, {@code ?} and {@code [a-z]}, sorted
 * within each directory. Source: glob(7).
 */
public final class MatchingPaths {

  private MatchingPaths() {}

  /**
   * The paths; a last component without a pattern need not exist. Unreadable if a directory in the
   * path cannot be listed.
   */
  public static Reading<List<String>> of(Host host, String pattern) {
    List<String> reached = List.of("");
    for (String part : pattern.substring(1).split("/")) {
      List<String> next = new ArrayList<>();
      for (String directory : reached) {
        if (!Glob.isPattern(part)) {
          next.add(directory + "/" + part);
          continue;
        }
        switch (host.list(directory.isEmpty() ? "/" : directory)) {
          case Present(var names, _) ->
              names.stream()
                  .filter(name -> !name.startsWith(".") && new Glob(part).matches(name))
                  .forEach(name -> next.add(directory + "/" + name));
          case Absent(_) -> {}
          case Unreadable(_, var why) -> {
            return new Unreadable<>(directory, why);
          }
        }
      }
      reached = next;
    }
    return new Present<>(List.copyOf(reached), pattern);
  }
}
