package io.hostready.fix;

import io.hostready.change.Alternative;
import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.Processes;
import io.hostready.host.Host;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Selects the program of an alternative, such as iptables-nft for iptables. Source:
 * update-alternatives(1).
 */
record SelectAlternative(String name, String path, Optional<String> unlessRunning) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "select-alternative",
          "selects the program of an alternative; undo selects the previous one, or automatic mode",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching(
                      "an alternative's name", Pattern.compile("[A-Za-z0-9+._-]+")),
                  "the alternative, such as iptables"),
              MapSchema.required("path", ValueSchema.path(), "the program to select"),
              MapSchema.optional(
                  "unless-running",
                  ValueSchema.matching("a process name", Pattern.compile("[A-Za-z0-9+._-]+")),
                  "a process: the fix is refused while it runs")),
          "update-alternatives(1) --set, --auto",
          """
          select-alternative:
            name: iptables
            path: /usr/sbin/iptables-nft
            unless-running: dockerd
          """,
          arguments ->
              new SelectAlternative(
                  arguments.text("name"),
                  arguments.text("path"),
                  arguments.findText("unless-running")));

  @Override
  public String description() {
    return "select " + path + " for " + name;
  }

  @Override
  public Optional<String> refusal(Host host) {
    if (!host.has(path)) {
      return Optional.of(
          path
              + " does not exist. Install the package that has it, and run 'update-alternatives"
              + " --set "
              + name
              + " "
              + path
              + "'.");
    }
    return unlessRunning
        .filter(process -> isRunning(host, process))
        .map(
            process ->
                process
                    + " is running, and uses "
                    + name
                    + ". Stop it first, such as with 'systemctl stop docker.socket docker.service',"
                    + " and make a new plan.");
  }

  /** A process that cannot be seen is treated as running. */
  private static boolean isRunning(Host host, String process) {
    return switch (Processes.read(host).running()) {
      case Unreadable(_, _) -> true;
      case io.hostready.host.Reading.Absent(_) -> false;
      case io.hostready.host.Reading.Present(var all, _) ->
          all.stream().anyMatch(each -> each.isNamed(process));
    };
  }

  @Override
  public void plan(PlanBuilder builder) {
    refusal(builder.host())
        .ifPresent(
            why -> {
              throw new PlanningException(why);
            });
    builder.set(new Alternative(name), path);
  }
}
