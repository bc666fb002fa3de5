package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What people read about an upgrade, as text and as a page. */
class UpgradeTextTest {

  private static String text(String... situations) {
    return new UpgradeText(TextStyle.PLAIN, RepeatedArguments.NONE)
        .of(UpgradeReports.of(situations));
  }

  @Test
  void aVersionThatDoesNotRunHasItsReasonTheAdviceAndTheHold() {
    String text = text("pi-4-with-a-defective-release-offered");
    assertTrue(text.contains("Docker: 27.5.1 is installed, 29.8.0 is offered\n"), text);
    assertTrue(
        text.contains(
            """
              27.5.1  runs     installed
              28.5.2  runs
              29.8.0  blocked  offered    no-known-defective-release

            Blocks Docker 29.8.0:

            FAIL  no-known-defective-release: docker-ce 29.8.0 does not run on Arm CPUs\
            """),
        text);
    assertTrue(text.contains("      advice    Install 29.7.2"), text);
    assertTrue(
        text.contains(
            "\n"
                + "NOT READY for Docker 29.8.0: 1 rule blocks it, the newest Docker that no further"
                + " rule blocks is\n28.5.2\n"
                + "The installed version is blocked already (see hostready check): "),
        text);
    assertTrue(
        text.endsWith(
            "\nTo keep Docker 27.5.1, hold its packages: hostready fix --pack docker-hold\n"),
        text);
  }

  @Test
  void versionsThatOneRuleBlocksAreNamedTogether() {
    String text = text("kernel-without-iptables-raw");
    assertTrue(text.contains("Blocks Docker 28.5.2 and 29.8.2:\n"), text);
    assertEquals(1, text.split("FAIL  iptables-raw-table-loadable").length - 1, text);
  }

  @Test
  void aStockHostReadsWhatChanges() {
    String text = text("stock");
    assertTrue(
        text.contains("The upgrade to Docker 29.8.2 changes:\n  restart  The upgrade"), text);
    assertTrue(text.contains("1 optional feature lost: old API clients\n"), text);
    assertTrue(
        text.endsWith("READY for Docker 29.8.2: no rule blocks the upgrade, 6 changes\n"), text);
    assertFalse(text.contains("docker-hold"), text);
  }

  @Test
  void aVersionOfAnUnknownLineHasNoVerdict() {
    String text = text("docker-30-offered");
    assertTrue(text.contains("  30.0.0  undecided  offered\n"), text);
    assertTrue(
        text.contains(
            "\nUNDECIDED for Docker 30.0.0: hostready has no data on this version: update"
                + " hostready; the newest\nDocker that this host can run is 29.8.2\n"),
        text);
  }

  @Test
  void severalHostsAreATable() {
    String text = text("stock", "cors-header");
    assertEquals(
        List.of(
            "host                 installed  can run  target  verdict  rules",
            "jammy                27.5.1     29.8.2   29.8.2  runs",
            "jammy (cors-header)  27.5.1     27.5.1   29.8.2  blocked  daemon-options-valid",
            "",
            "1 of 2 hosts runs the target version"),
        text.lines().toList());
  }

  @Test
  void thePageHasAMatrixOfHostsByVersions() {
    String page = UpgradeHtml.of(UpgradeReports.of("stock", "cors-header"));
    assertTrue(page.contains("<th scope=\"col\">28.5.2</th></tr>"), page);
    assertTrue(
        page.contains(
            "<td data-label=\"target\">29.8.2 <span class=\"badge not-ready\">blocked</span></td>"),
        page);
    assertTrue(page.contains("<h4>Blocks Docker 28.5.2 and 29.8.2</h4>"), page);
    assertTrue(page.contains("script-src 'none'"), page);
  }
}
