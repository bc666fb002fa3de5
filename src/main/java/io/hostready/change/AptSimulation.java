package io.hostready.change;

import io.hostready.host.CommandOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the lines {@code Inst}, {@code Remv} and {@code Purg} of apt-get --simulate. Source:
 * apt-get(8).
 */
public final class AptSimulation {

  // Inst docker-ce [5:28] (5:29 Docker CE:noble [amd64]) []
  // Remv docker.io [26.1.5] [podman-docker ]
  private static final Pattern LINE =
      Pattern.compile(
          "(Inst|Remv|Purg) (\\S+)(?: \\[([^\\]]*)\\])?(?: \\((\\S+) ?([^)\\[]*)[^)]*\\))?.*");

  private AptSimulation() {}

  /** Parses the output of apt-get --simulate. Other lines are skipped. */
  public static PackageActions parse(String simulation) {
    List<PackageActions.Action> actions = new ArrayList<>();
    for (String line : simulation.lines().toList()) {
      Matcher found = LINE.matcher(line);
      if (found.matches()) {
        Optional<String> from = Optional.ofNullable(found.group(3)).filter(v -> !v.isEmpty());
        Optional<String> to =
            found.group(1).equals("Inst") ? Optional.ofNullable(found.group(4)) : Optional.empty();
        if (from.isPresent() || to.isPresent()) {
          Optional<String> origin =
              to.map(_ -> found.group(5).strip()).filter(each -> !each.isEmpty());
          actions.add(new PackageActions.Action(found.group(2), from, to, origin));
        }
      }
    }
    return new PackageActions(actions);
  }

  /**
   * The result of a simulation.
   *
   * @throws PlanningException with apt's own message if apt could not do it, and if it would purge
   */
  static PackageActions of(CommandOutcome outcome, ProgramCall command) {
    return switch (outcome) {
      case CommandOutcome.Ended(int exit, String out, _) when exit == 0 -> {
        refusePurge(out, command);
        yield parse(out);
      }
      case CommandOutcome.Ended(_, _, String err) ->
          throw new PlanningException(
              "apt refuses '" + ProgramCall.of(command.argv()).line() + "': " + errors(err));
      case CommandOutcome.NotFound(String program) ->
          throw new PlanningException(program + " not found: this host has no apt.");
      case CommandOutcome.NotRun(String why) -> throw new PlanningException(why + ".");
    };
  }

  private static void refusePurge(String simulation, ProgramCall command) {
    Optional<String> purged =
        simulation.lines().filter(line -> line.startsWith("Purg ")).findFirst();
    if (purged.isPresent()) {
      throw new PlanningException(
          "apt would purge '"
              + purged.get().split(" ")[1]
              + "', with its configuration and maybe its data; expected that '"
              + AptCommands.plain(command.argv())
              + "' removes at most. Check the setting: apt-config dump APT::Get::Purge");
    }
  }

  /** The error lines of apt, joined. */
  static String errors(String err) {
    List<String> lines =
        err.lines()
            .filter(line -> line.startsWith("E: "))
            .map(line -> line.substring(3).strip())
            .toList();
    return lines.isEmpty() ? err.strip() : String.join(" ", lines);
  }
}
