package io.hostready.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.hostready.facts.Inventories;
import io.hostready.report.Chromium.Look;
import io.hostready.report.Chromium.Window;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of one host in a real browser, opened from a file without a network. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HtmlInBrowserTest {

  private static final Map<String, String> COMPARISONS = Differences.pages();

  private static Chromium chromium;

  @TempDir Path scratch;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static String everyVerdict(String text) {
    return Reports.document("html", Reports.everyVerdict(Level.RECOMMENDED, text));
  }

  private Window open(Look look) throws Exception {
    return chromium.open(everyVerdict("rough"), scratch, look);
  }

  private static String rules(String state) {
    return ".result:not([hidden])" + state + " h3";
  }

  @Test
  void theOutcomeIsAtTheTopAndFailuresAreOpenBelowIt() throws Exception {
    try (Window window = open(Look.SCREEN)) {
      assertThat(window.page().locator("h1")).hasText("web-1rough is not ready");
      assertTrue(
          (Boolean)
              window.says("document.querySelector('h1').getBoundingClientRect().bottom < 200"));
      assertEquals(
          List.of("Blocking failures 4", "Optional 2", "Waived 3", "Passed 3", "Not applicable 3"),
          window.texts("h2"));
      assertEquals(
          List.of("required-fail", "recommended-fail", "required-unknown", "recommended-unknown"),
          window.texts(rules("[open]")));
      Locator first = window.page().locator(".result").first();
      assertThat(first.locator(".found dd")).hasText("KEY in /etc/x: rough");
      assertThat(first.locator(".read tbody")).containsText("/etc/x:1");
      assertThat(first.locator(".fix dd")).containsText("load it risk: low");
      assertTrue(first.locator(".fix").isVisible());
    }
  }

  @Test
  void theInventoryIsBelowTheResults() throws Exception {
    HostReport report = Reports.everyVerdict(Level.RECOMMENDED, "rough");
    String document =
        Reports.document(
            "html", report.with(report.host().with(Optional.of(Inventories.withIdentifiers()))));
    for (Look look : List.of(Look.SCREEN, Look.PHONE, Look.SCREEN.withoutScripts())) {
      try (Window window = chromium.open(document, scratch, look)) {
        Page page = window.page();
        Locator inventory = page.locator("main ~ .inventory");
        assertThat(inventory.locator("h2")).hasText("Inventory");
        assertThat(inventory.locator("dl")).containsText("PowerEdge R640");
        assertEquals(
            List.of("Disks", "Filesystems", "Network interfaces"),
            window.texts(".inventory caption"));
        assertThat(inventory.locator("tbody tr").first()).containsText("Dell Express Flash");
        assertEquals(look.width(), window.says("document.documentElement.scrollWidth"));
        if (look.scripts()) {
          assertEquals(List.of(), window.barriers());
        }
      }
    }
    try (Window window = chromium.open(document, scratch, Look.SCREEN)) {
      assertEquals(
          List.of(),
          Printed.missing(
              Printed.text(window.page(), scratch), "PowerEdge", "nvme0n1", "PERC", "eno1"));
    }
    assertFalse(everyVerdict("rough").contains("<section class=\"inventory\""));
  }

  @Test
  void searchAndFiltersNarrowTheResults() throws Exception {
    try (Window window = open(Look.SCREEN)) {
      Page page = window.page();
      Locator status = page.getByRole(AriaRole.STATUS);
      assertThat(status).hasText("15 rules");
      page.keyboard().press("/");
      page.keyboard().type("CLOSED required");
      assertThat(status).hasText("1 of 15 rules");
      assertEquals(List.of("required-unknown"), window.texts(rules("")));
      assertEquals(List.of("Blocking failures 1"), window.texts("section:not([hidden]) h2"));
      page.keyboard().press("Escape");
      assertThat(status).hasText("15 rules");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("waived 3")).click();
      page.getByLabel("Level", new Page.GetByLabelOptions().setExact(true))
          .selectOption("optional");
      assertEquals(List.of("optional-waived"), window.texts(rules("")));
      page.getByLabel("Topic").selectOption("files");
      assertThat(page.getByText("No matching rules.")).isVisible();
    }
  }

  @Test
  void resultsAreArrangedAndOpenedAtOnce() throws Exception {
    try (Window window = open(Look.SCREEN)) {
      Page page = window.page();
      page.getByLabel("Order").selectOption("topic");
      assertEquals(List.of("texts 9", "files 6"), window.texts("h2"));
      page.getByLabel("Order").selectOption("rule");
      assertEquals("optional-fail", window.texts(rules("")).getFirst());
      page.getByLabel("Order").selectOption("most urgent first");
      assertEquals("required-fail", window.texts(rules("")).getFirst());
      page.getByText("Expand all").click();
      assertEquals(15, window.texts(rules("[open]")).size());
      page.getByText("Collapse all").click();
      assertEquals(0, window.texts(rules("[open]")).size());
    }
  }

  @Test
  void everythingIsReachedByTheKeyboardAlone() throws Exception {
    try (Window window = open(Look.SCREEN)) {
      Page page = window.page();
      page.keyboard().press("Tab");
      assertThat(page.getByText("Skip to the results")).isFocused();
      assertThat(page.getByText("Skip to the results")).isInViewport();
      page.keyboard().press("Enter");
      assertThat(page.locator("main")).isFocused();
      page.keyboard().press("Tab");
      assertThat(page.getByRole(AriaRole.SEARCHBOX)).isFocused();
      Locator last = page.locator("#rule-optional-not-applicable summary");
      for (int i = 0;
          i < 40 && !(Boolean) last.evaluate("it => it === document.activeElement");
          i++) {
        page.keyboard().press("Tab");
        assertNotEquals(
            "none", window.says("getComputedStyle(document.activeElement).outlineStyle"));
      }
      page.keyboard().press("Enter");
      assertThat(page.locator("#rule-optional-not-applicable .reason dd")).isVisible();
      assertThat(last).isInViewport();
      page.keyboard().press("Enter");
      assertThat(page.locator("#rule-optional-not-applicable .reason dd")).isHidden();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 800, 1400})
  void aRuleHasAnAddress(int width) throws Exception {
    try (Window window = open(new Look(width, ColorScheme.LIGHT, true))) {
      window.says("location.hash = 'rule-recommended-fail'");
      Locator summary = window.page().locator("#rule-recommended-fail summary");
      assertThat(summary).isFocused();
      assertThat(summary).isInViewport();
      // The controls may stay at the top.
      double covered =
          ((Number)
                  window.says("document.querySelector('.controls').getBoundingClientRect().bottom"))
              .doubleValue();
      double top = summary.boundingBox().y;
      assertTrue(top >= Math.max(0, covered), () -> top + " is above " + covered);
    }
  }

  @Test
  void theThemeIsTheReaders() throws Exception {
    String ground = "getComputedStyle(document.body).backgroundColor";
    try (Window window = open(Look.SCREEN)) {
      assertEquals("rgb(244, 246, 248)", window.says(ground));
      window.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      assertEquals("rgb(14, 19, 25)", window.says(ground));
    }
  }

  @ParameterizedTest
  @CsvSource({"1400, LIGHT", "1400, DARK", "400, LIGHT", "400, DARK"})
  void nobodyIsShutOut(int width, ColorScheme scheme) throws Exception {
    try (Window window = open(new Look(width, scheme, true))) {
      assertEquals(List.of(), window.barriers());
      window.page().getByText("Expand all").click();
      assertEquals(List.of(), window.barriers());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 400, 1400})
  void nothingIsWiderThanTheScreen(int width) throws Exception {
    String document = everyVerdict("x".repeat(1 << 20));
    try (Window window =
        chromium.open(document, scratch, new Look(width, ColorScheme.LIGHT, true))) {
      window.page().getByText("Expand all").click();
      assertEquals(width, window.says("document.documentElement.scrollWidth"));
    }
  }

  @Test
  void whatAHostSaysStaysText() throws Exception {
    try (Window window = chromium.open(everyVerdict(Reports.HOSTILE), scratch, Look.PHONE)) {
      window.page().getByText("Expand all").click();
      assertEquals(0, window.page().locator("b[onclick], section b").count());
      assertEquals(1, window.says("document.scripts.length"));
      String seen = window.page().locator("body").innerText();
      assertTrue(
          seen.contains("</script><!--]]>&amp;<b onclick=x>\"%0A::error::#`|*_[x](y)"), seen);
      assertEquals(
          List.of(),
          seen.codePoints()
              .filter(p -> p != '\n' && p != '\t' && SafeText.isUnsafe(p))
              .boxed()
              .toList());
    }
  }

  @Test
  void withoutScriptsEverythingIsThere() throws Exception {
    try (Window window = open(Look.SCREEN.withoutScripts())) {
      assertEquals(0, window.page().locator(".controls").count());
      assertEquals("required-fail", window.texts(".result h3").getFirst());
      Locator passed = window.page().locator("#rule-required-pass");
      assertThat(passed.locator(".read")).isHidden();
      passed.locator("summary").click();
      assertThat(passed.locator(".read")).containsText("/etc/x");
    }
  }

  @Test
  void itIsPrinted() throws Exception {
    try (Window window = open(Look.PHONE)) {
      String printed = Printed.text(window.page(), scratch);
      assertEquals(
          List.of(),
          Printed.missing(
              printed,
              "web-1rough is not ready",
              "Blocking failures",
              "required-fail",
              "KEY in /etc/x: rough",
              "load it",
              "optional-not-applicable"));
      assertFalse(printed.contains("Search rules"), printed);
    }
  }

  @Test
  void changesAndUpgradesShutNobodyOut() throws Exception {
    for (Look look : List.of(Look.SCREEN, Look.PHONE)) {
      for (Map.Entry<String, String> page : COMPARISONS.entrySet()) {
        try (Window window = chromium.open(page.getValue(), scratch, look)) {
          window.page().locator("summary").all().forEach(Locator::click);
          assertEquals(
              look.width(), window.says("document.documentElement.scrollWidth"), page.getKey());
          assertEquals(List.of(), window.barriers(), page.getKey());
          assertEquals(0, window.page().locator("[onclick], td b").count(), page.getKey());
        }
      }
    }
  }

  @Test
  void changesNameTheirHostsWhenOpenedAndOnPaper() throws Exception {
    try (Window window = chromium.open(COMPARISONS.get("changes"), scratch, Look.SCREEN)) {
      Page page = window.page();
      assertThat(page.locator("h1")).hasText("Changes");
      Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("required-fail"));
      assertThat(row.locator(".badge")).hasText("FAIL");
      Locator hosts = row.locator("li");
      assertThat(hosts.first()).isHidden();
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.locator("[open] li").first()).isVisible();
      assertEquals(
          List.of(),
          Printed.missing(
              Printed.text(page, scratch), "required-fail", "web-1b", "web-1d", "host-reachable"));
    }
    try (Window window = chromium.open(COMPARISONS.get("changes"), scratch, Look.PHONE)) {
      Locator cells = window.page().locator("tr:has(.badge) >> nth=0").locator("th, td");
      double last = -1; // a card: the rule, the results, what was found
      for (int cell : List.of(3, 0, 4)) {
        double top = cells.nth(cell).boundingBox().y;
        assertTrue(top > last, () -> top + " of cell " + cell);
        last = top;
      }
    }
  }

  @Test
  void aHostOfTheMatrixLeadsToWhatBlocksItsUpgrade() throws Exception {
    try (Window window = chromium.open(COMPARISONS.get("upgrades"), scratch, Look.SCREEN)) {
      Page page = window.page();
      assertThat(page.locator("h1")).hasText("1 of 2 hosts can run the target version");
      Locator blocked = page.locator("#host-0 h5").first();
      assertThat(blocked).isHidden();
      page.keyboard().press("Tab"); // the matrix, which can be scrolled
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(blocked).hasText("daemon-options-valid");
      assertThat(blocked).isInViewport();
      assertTrue(page.locator("#host-1").isHidden());
      assertEquals(
          List.of(),
          Printed.missing(
              Printed.text(page, scratch),
              "1 of 2 hosts",
              "target can run",
              "daemon-options-valid",
              "The upgrade to Docker"));
    }
    try (Window window = chromium.open(COMPARISONS.get("upgrade"), scratch, Look.PHONE)) {
      assertThat(window.page().locator("h1")).containsText("cannot run Docker");
      assertEquals(
          "\"28.5.2\"",
          window
              .says("getComputedStyle(document.querySelectorAll('td')[3], '::before').content")
              .toString()
              .replace(" \" \"", "")
              .replace(" \"", "\""));
      assertThat(window.page().locator("h3").first()).hasText("daemon-options-valid");
    }
  }
}
