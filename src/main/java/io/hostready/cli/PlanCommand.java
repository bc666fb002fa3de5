package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.report.Palette;
import io.hostready.report.PlanJson;
import io.hostready.report.PlanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready plan}: what fix would change, step by step; changes nothing. */
final class PlanCommand implements Command {

  private final Clock clock;

  PlanCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "what fix would change, step by step, with diffs; changes nothing";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready plan");
    Planning.addTo(spec);
    spec.addOption(
        Planning.word("-o", "FILE", null, "Save the plan as JSON, for fix --plan FILE."));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    Planning planning = Planning.of(options);
    String color = CheckCommand.word(options, "--color", List.of("auto", "always", "never"));
    Planning.Planned planned = planning.plan(Host.live(), clock);
    String json =
        new PlanJson(Installation.version())
            .plan(planned.plan(), planned.before(), planning.common().parameters());
    Optional.ofNullable(options.<String>matchedOptionValue("-o", null))
        .ifPresent(file -> save(json, Path.of(file)));
    terminal
        .out()
        .print(
            Planning.asJson(options)
                ? json
                : PlanText.of(planned.plan(), new Palette(terminal.colors(color))));
    if (Rights.areMissing(Host.live())) {
      terminal.err().println("hostready: " + Rights.NEEDED_FOR_FIX);
    }
    boolean nothing = planned.plan().isEmpty() && planned.plan().left().isEmpty();
    return nothing ? ExitCode.READY : ExitCode.NOT_READY;
  }

  private static void save(String json, Path file) {
    try {
      Files.writeString(file, json, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UsageError(
          "the plan could not be written to '"
              + file
              + "': "
              + failed.getMessage()
              + ". Expected a file in a folder that exists and may be written.");
    }
  }
}
