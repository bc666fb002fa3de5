package io.hostready.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The arguments that the next commands of a text repeat, so that they have the same result.
 *
 * @param options such as " --pack docker-swarm": ready for a shell, with a space before each
 * @param rules the named rules; empty if all rules of the packs are checked
 */
public record RepeatedArguments(String options, List<String> rules) {

  static final RepeatedArguments NONE = new RepeatedArguments("", List.of());

  public RepeatedArguments {
    rules = List.copyOf(rules);
  }

  /** Such as "hostready plan swarm-ports-free --pack docker-swarm". */
  String command(String name) {
    return command(name, rules);
  }

  /** The same command for other rules. */
  String command(String name, List<String> others) {
    return "hostready "
        + name
        + others.stream().map(" "::concat).collect(Collectors.joining())
        + options;
  }
}
