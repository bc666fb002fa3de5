package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.HostSource;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostNamesTest {

  @Test
  void aNameThatIsTakenHasTheFile() {
    assertEquals(
        List.of("web-1", "web-1 (b.tar.gz)", "web-1 (c)", "web-1 (2)", "web-1 (3)"),
        names("a.tar.gz", "captures/b.tar.gz", "trees/c/", "others/c", "live"));
  }

  private static List<String> names(String... sources) {
    HostNames names = new HostNames();
    return Stream.of(sources).map(source -> names.of(report(source))).toList();
  }

  private static HostReport report(String source) {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "");
    HostSummary host = report.host();
    return report.with(
        new HostSummary(
            HostSource.parse(source),
            host.machine(),
            host.os(),
            host.virtualization(),
            host.inventory()));
  }
}
