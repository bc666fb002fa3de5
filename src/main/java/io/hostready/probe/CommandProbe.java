package io.hostready.probe;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a command that changes nothing: the last resort, if no file has the information. */
record CommandProbe(List<String> argv, Duration timeout) implements Probe {

  private static final int SHOWN = 300;

  CommandProbe {
    argv = List.copyOf(argv);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "command",
          "the output of a command; the command must change nothing",
          MapSchema.of(
              MapSchema.required(
                  "argv",
                  ValueSchema.listOf(ValueSchema.text(), 1),
                  "the command and its arguments, run without a shell"),
              MapSchema.optional(
                  "timeout",
                  ValueSchema.number(1, 60),
                  "timeout in seconds; " + Host.COMMAND_LIMIT.toSeconds() + " by default")),
          List.of(
              Facet.count("exit-code", "the exit code").said("'{subject}' exits with {}"),
              Facet.text("stdout", "standard output without trailing newlines")
                  .said("'{subject}' prints {}"),
              Facet.text("stderr", "standard error without trailing newlines")
                  .said("'{subject}' prints {} on standard error")),
          true,
          "the command, in /usr/sbin, /usr/bin and so on; in a tree or capture, its"
              + " recorded output",
          """
          command:
            argv: [iptables, --version]
            expect: {stdout: {matches: nf_tables}}
          """,
          arguments ->
              new CommandProbe(
                  arguments.texts("argv"),
                  Duration.ofSeconds(arguments.number("timeout", Host.COMMAND_LIMIT.toSeconds()))));

  @Override
  public String subject() {
    return String.join(" ", argv);
  }

  @Override
  public String presence() {
    return argv.getFirst() + " found in PATH";
  }

  @Override
  public String absence() {
    return argv.getFirst() + " not found in PATH";
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of(argv));
  }

  @Override
  public Observation observe(Host host) {
    String command = String.join(" ", argv);
    return switch (host.run(argv, timeout)) {
      case CommandOutcome.Ended(int exit, String out, String err) -> {
        yield new Facets()
            .count("exit-code", exit)
            .text("stdout", out.stripTrailing())
            .text("stderr", err.stripTrailing())
            .found(
                Evidence.of(command, "exit code", String.valueOf(exit)),
                Evidence.of(command, "stdout", shortened(out)),
                Evidence.of(command, "stderr", shortened(err)));
      }
      case CommandOutcome.NotFound(String name) ->
          new Observation.Absent(
              "the directories of commands", List.of(Evidence.of(command, name, null)));
      case CommandOutcome.NotRun(String why) -> new Observation.Unreadable(command, why);
    };
  }

  private static @Nullable String shortened(String said) {
    String text = said.strip();
    if (text.isEmpty()) {
      return null;
    }
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
