package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.HostSource;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
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
    return Reports.from(HostSource.parse(source), Reports.everyVerdict(Level.REQUIRED, ""));
  }
}
