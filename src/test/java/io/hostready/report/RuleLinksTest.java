package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of reports to a published site of rules ({@code --rules-url}). */
class RuleLinksTest {

  private static final RuleLinks SITE = new RuleLinks(Optional.of("https://example.org/rules/"));

  private static final String PAGE = "https://example.org/rules/rule/required-fail.html";

  private static String document(String format, RuleLinks links, int hosts) {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "x");
    return Reports.document(
        format, TextStyle.PLAIN, false, links, java.util.Collections.nCopies(hosts, report));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void htmlAndSarifLinkToThePageOfARule(int hosts) {
    String html = document("html", SITE, hosts);
    assertTrue(html.contains(hosts == 1 ? "href=\"" + PAGE + "\"" : "s\"" + PAGE + "\""), html);
    assertTrue(document("sarif", SITE, hosts).contains("\"helpUri\": \"" + PAGE + "\""));
  }

  @Test
  void withoutASiteNothingLinksToIt() {
    for (String format : List.of("html", "sarif")) {
      assertFalse(document(format, RuleLinks.NONE, 1).contains("/rule/required-fail.html"));
    }
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    Project.ProgramRun ran =
        Project.hostready("check", "--format", "html", "--rules-url", "javascript:alert(1)");
    assertEquals(2, ran.exitCode());
    assertEquals(
        "hostready: invalid --rules-url 'javascript:alert(1)': use an address such as"
            + " https://example.org/rules.\n",
        ran.err());
  }
}
