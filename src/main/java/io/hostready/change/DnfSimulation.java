package io.hostready.change;

import io.hostready.host.CommandOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the table that dnf prints before a transaction, with {@code --assumeno}. Source:
 * dnf/cli/output.py of dnf 4, list_transaction.
 */
public final class DnfSimulation {

  private static final String ABORTED = "Operation aborted.";

  //  docker-ce       noarch       3:29.0.0-1.el9       docker-ce-stable       6.9 k
  private static final Pattern PACKAGE =
      Pattern.compile(" (\\S+) +(\\S+) +([0-9]\\S*) +(\\S+)(?: +[0-9.]+ *[kMGT]?)? *");

  //      replacing  runc.x86_64 4:1.2.0-1.el9
  private static final Pattern REPLACED =
      Pattern.compile(" +replacing +(\\S+)\\.([^.\\s]+) ([0-9]\\S*)");

  /** What a section of the table does with its packages. */
  private enum Section {
    ADD,
    REMOVE,
    REINSTALL,
    OTHER
  }

  private DnfSimulation() {}

  /**
   * The actions in a table.
   *
   * @param states the packages that are installed
   * @param architecture the host's; packages of others have it in their names
   */
  public static PackageActions parse(String output, PackageStates states, String architecture) {
    List<PackageActions.Action> actions = new ArrayList<>();
    Section section = Section.OTHER;
    for (String line : output.lines().toList()) {
      if (!line.startsWith(" ")) {
        section = section(line);
      }
      Matcher replaced = REPLACED.matcher(line);
      Matcher row = PACKAGE.matcher(line);
      if (replaced.matches() && section == Section.ADD) {
        String name = Dnf.key(replaced.group(1), replaced.group(2), architecture);
        actions.add(removal(name, replaced.group(3)));
      } else if (row.matches() && section != Section.OTHER) {
        String name = Dnf.key(row.group(1), row.group(2), architecture);
        actions.add(
            section == Section.REMOVE
                ? removal(name, row.group(3))
                : new PackageActions.Action(
                    name,
                    states.find(name).map(PackageStates.State::version),
                    Optional.of(row.group(3)),
                    Optional.of(row.group(4))));
      }
    }
    return new PackageActions(actions);
  }

  private static PackageActions.Action removal(String name, String version) {
    return new PackageActions.Action(
        name, Optional.of(version), Optional.empty(), Optional.empty());
  }

  private static Section section(String line) {
    if (line.matches("(Installing|Upgrading|Downgrading)\\b.*:")) {
      return Section.ADD; // "Installing dependencies:", "Installing weak dependencies:"
    }
    if (line.matches("Removing\\b.*:")) {
      return Section.REMOVE; // "Removing dependent packages:"
    }
    return line.equals("Reinstalling:") ? Section.REINSTALL : Section.OTHER;
  }

  /**
   * The result of a simulation.
   *
   * @throws PlanningException with dnf's own message if dnf could not do it
   */
  static PackageActions of(
      CommandOutcome outcome, ProgramCall command, PackageStates states, String architecture) {
    return switch (outcome) {
      case CommandOutcome.Ended(_, String out, String err) when err.contains(ABORTED) ->
          parse(out, states, architecture);
      case CommandOutcome.Ended(int exit, String out, _)
          when exit == 0 && out.contains("Nothing to do.") ->
          new PackageActions(List.of());
      case CommandOutcome.Ended(_, String out, String err) ->
          throw new PlanningException(
              "dnf refuses '"
                  + String.join(" ", Dnf.words(command.argv()))
                  + "': "
                  + errors(err.isBlank() ? out : err));
      case CommandOutcome.NotFound(String program) ->
          throw new PlanningException(program + " not found: this host has no dnf.");
      case CommandOutcome.NotRun(String why) -> throw new PlanningException(why + ".");
    };
  }

  /** The lines of dnf from its error on, joined. */
  static String errors(String err) {
    List<String> lines = err.lines().filter(line -> !line.isBlank()).map(String::strip).toList();
    int from = 0;
    while (from < lines.size() && !lines.get(from).startsWith("Error:")) {
      from++;
    }
    List<String> chosen = from < lines.size() ? lines.subList(from, lines.size()) : lines;
    String text =
        String.join(" ", chosen.subList(0, Math.min(6, chosen.size())))
            .replaceFirst("^Error: *", "");
    return text.endsWith(".") ? text : text + ".";
  }
}
