package io.hostready.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.hostready.cli.Project;
import io.hostready.report.Chromium.Look;
import io.hostready.report.Chromium.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of {@code rules site} in a real browser, opened from files without a network. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RuleSiteInBrowserTest {

  private static final String RULE = "bridge-mtu-fits-default-route";

  @TempDir static Path site;

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
    String tests = Project.FIXTURES.resolve("rules").resolve(RULE + ".hosts").toString();
    Project.ProgramRun ran = Project.hostready("rules", "site", site.toString(), "--tests", tests);
    assertEquals(0, ran.exitCode(), ran.err());
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Window open(String path, Look look) {
    return chromium.open(site.resolve(path), "", look);
  }

  /** The index, and pages with everything that a page can have, in every look. */
  @ParameterizedTest
  @CsvSource({
    "index.html, 1400, LIGHT",
    "index.html, 400, DARK",
    "index.html, 400, LIGHT",
    "index.html, 1400, DARK",
    "rule/bridge-mtu-fits-default-route.html, 1400, LIGHT",
    "rule/bridge-mtu-fits-default-route.html, 400, DARK",
    "rule/overlay-mount-works.html, 400, LIGHT",
    "rule/docker-daemon-running.html, 1400, DARK",
    "topic/network.html, 400, DARK",
    "pack/docker-engine.html, 400, LIGHT",
    "pack/docker-engine.html, 1400, DARK",
  })
  void pagesFitAndHaveNoBarrier(String path, int width, ColorScheme scheme) {
    try (Window window = open(path, new Look(width, scheme, true))) {
      window.says("document.querySelectorAll('details').forEach((one) => one.open = true)");
      assertEquals(width, window.says("document.documentElement.scrollWidth"));
      assertEquals(List.of(), window.barriers());
    }
  }

  @Test
  void searchFindsRules() {
    try (Window window = open("index.html", Look.SCREEN)) {
      Page page = window.page();
      String found = "[data-words]:not([hidden]) a";
      page.keyboard().press("/");
      page.keyboard().type("Bridge-MTU");
      assertThat(page.getByRole(AriaRole.STATUS))
          .hasText(java.util.regex.Pattern.compile("[1-9] of \\d+ rules"));
      assertEquals(List.of(RULE), window.texts(found));
      assertEquals(List.of("network"), window.texts(".topic:not([hidden]) h2"));
      page.getByRole(AriaRole.SEARCHBOX).fill("submarine");
      assertThat(page.getByRole(AriaRole.STATUS))
          .hasText(java.util.regex.Pattern.compile("0 of \\d+ rules"));
    }
  }

  @Test
  void theIndexIsAListWithoutScripts() {
    try (Window window = open("index.html", Look.SCREEN.withoutScripts())) {
      assertThat(window.page().locator("input")).hasCount(0);
      assertThat(window.page().getByText(RULE)).isVisible();
      assertThat(window.page().getByText("subuid-subgid-ranges-assigned")).isVisible();
    }
  }

  @Test
  void aRulePageHasWhatItTakesToFixIt() {
    try (Window window = open("rule/" + RULE + ".html", Look.PHONE)) {
      assertEquals(
          List.of(
              "Why",
              "What it checks",
              "Check by hand",
              "When it fails",
              "What to do",
              "Examples",
              "References"),
          window.texts("h2"));
      assertThat(window.page().locator("#by-hand ~ .commands")).containsText("ip route");
      assertThat(window.page().locator(".example").first()).containsText("ready");
      assertThat(window.page().locator("#references ~ ul a").first())
          .hasAttribute("href", "https://github.com/moby/moby/issues/22028");
    }
  }
}
