package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.report.ReportWriter;
import io.hostready.report.Reports;
import io.hostready.report.RuleLinks;
import io.hostready.run.HostReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the documents beside their contents. */
class ReportOutputTest {

  /** A document that its readers refuse. */
  private record TooLarge() implements ReportWriter {

    @Override
    public void add(HostReport report) {}

    @Override
    public void end() {}

    @Override
    public Optional<String> excess() {
      return Optional.of("31 MiB; GitLab reads 30 MiB.");
    }
  }

  @Test
  void whatExceedsAReadersLimitsIsSaidOnStandardErrorWithItsFile(@TempDir Path directory) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Map.of());
    Path file = directory.resolve("hosts.xml");
    OutputTargets targets =
        new OutputTargets(
            List.of(new OutputTargets.Target("junit", Optional.of(file))),
            false,
            RuleLinks.NONE,
            Optional.empty(),
            Optional.empty());
    HostReport report =
        new Reports()
            .rule(
                "files",
                "all-there",
                "It is there",
                "level: required",
                "check: {path: {path: /etc/x, expect: {present: true}}}")
            .report(FakeHost.empty().host());
    try (ReportOutput output =
        new ReportOutput(targets, terminal, "never", (_, _) -> new TooLarge())) {
      output.add(report);
      output.end();
    }
    assertEquals(
        "hostready: " + file + ": 31 MiB; GitLab reads 30 MiB.\n",
        err.toString(StandardCharsets.UTF_8));
  }
}
