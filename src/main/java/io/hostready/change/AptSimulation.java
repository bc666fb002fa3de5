package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The actions that apt would take, in its order. Source: the lines {@code Inst}, {@code Remv} and
 * {@code Purg} of apt-get --simulate.
 */
public record AptSimulation(List<Action> actions) {

  /**
   * One package: its old version if it is installed, its new version unless it is removed. The name
   * has the architecture only if it is not the host's. The origin is from the Release file, such as
   * {@code Docker CE:noble}: it is for display and proves nothing.
   */
  public record Action(
      String name, Optional<String> from, Optional<String> to, Optional<String> origin) {

    public Action {
      if (from.isEmpty() && to.isEmpty()) {
        throw new IllegalArgumentException("nothing happens to " + name);
      }
    }

    /** True if the package is not installed now. */
    public boolean isNew() {
      return from.isEmpty();
    }

    public boolean isRemoval() {
      return to.isEmpty();
    }

    @Override
    public String toString() {
      String what =
          isNew()
              ? "install " + name + " " + to.orElseThrow()
              : isRemoval()
                  ? "remove " + name + " " + from.orElseThrow()
                  : "change " + name + " " + from.orElseThrow() + " -> " + to.orElseThrow();
      return what + origin.map(release -> " (" + release + ")").orElse("");
    }
  }

  // Inst docker-ce [5:28] (5:29 Docker CE:noble [amd64]) []
  // Remv docker.io [26.1.5] [podman-docker ]
  private static final Pattern LINE =
      Pattern.compile(
          "(Inst|Remv|Purg) (\\S+)(?: \\[([^\\]]*)\\])?(?: \\((\\S+) ?([^)\\[]*)[^)]*\\))?.*");

  public AptSimulation {
    actions = List.copyOf(actions);
  }

  /** Parses the output of apt-get --simulate. Other lines are skipped. */
  public static AptSimulation parse(String simulation) {
    List<Action> actions = new ArrayList<>();
    for (String line : simulation.lines().toList()) {
      Matcher found = LINE.matcher(line);
      if (found.matches()) {
        Optional<String> from = Optional.ofNullable(found.group(3)).filter(v -> !v.isEmpty());
        Optional<String> to =
            found.group(1).equals("Inst") ? Optional.ofNullable(found.group(4)) : Optional.empty();
        if (from.isPresent() || to.isPresent()) {
          Optional<String> origin =
              to.map(_ -> found.group(5).strip()).filter(each -> !each.isEmpty());
          actions.add(new Action(found.group(2), from, to, origin));
        }
      }
    }
    return new AptSimulation(actions);
  }

  /**
   * The result of a simulation.
   *
   * @throws PlanningException with apt's own message if apt could not do it, and if it would purge
   */
  public static AptSimulation of(CommandOutcome outcome, ProgramCall command) {
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

  /** The first removal of a package that must not be removed. */
  public Optional<String> firstUnexpectedRemoval(List<String> mayRemove) {
    return actions.stream()
        .filter(Action::isRemoval)
        .map(Action::name)
        .filter(name -> !mayRemove.contains(name))
        .findFirst();
  }

  public List<String> preview() {
    return actions.isEmpty()
        ? List.of("apt has nothing to do")
        : actions.stream().map(Action::toString).toList();
  }

  /** Writes a member of an open object. */
  void write(JsonWriter json, String name) {
    json.array(name);
    for (Action action : actions) {
      json.object()
          .put("name", action.name())
          .putIfPresent("from", action.from())
          .putIfPresent("to", action.to())
          .putIfPresent("origin", action.origin())
          .end();
    }
    json.end();
  }

  /** Reads that member. */
  static AptSimulation read(JsonObject parent, String name) {
    List<Action> read = new ArrayList<>();
    for (JsonObject one : parent.objects(name)) {
      read.add(
          new Action(
              one.text("name"), one.findText("from"), one.findText("to"), one.findText("origin")));
    }
    return new AptSimulation(read);
  }
}
