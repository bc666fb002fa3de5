package io.hostready.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.hostready.facts.Inventories;
import io.hostready.facts.Inventory;
import io.hostready.report.Chromium.Look;
import io.hostready.report.Chromium.Window;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.text.SafeText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

/** The page of a thousand hosts and a hundred rules in a real browser. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostsInBrowserTest {

  private static final String ROWS = "tbody tr:not([aria-hidden])";

  private static Chromium chromium;
  private static List<HostReport> fleet = List.of();
  @TempDir static Path directory;
  private static Path page;

  @BeforeAll
  static void start() throws Exception {
    chromium = new Chromium();
    fleet = Fleet.of(1000);
    page = directory.resolve("all.html");
    Files.writeString(page, Reports.document("html", TextStyle.PLAIN, false, fleet));
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Window open(String fragment) {
    return chromium.open(page, fragment, Look.SCREEN);
  }

  private static Locator status(Window window) {
    return window.page().getByRole(AriaRole.STATUS);
  }

  private static List<String> names(Window window) {
    return window.texts(ROWS + " th > a");
  }

  /** The first hosts in an order, and those that are alike as they were given. */
  private static List<String> first(int many, Comparator<HostReport> order) {
    return fleet.stream().sorted(order).limit(many).map(HostReport::hostname).toList();
  }

  private static Comparator<HostReport> most(String verdict) {
    return Comparator.comparing(report -> -report.summary().get(verdict));
  }

  private static long hosts(Outcome outcome) {
    return fleet.stream().filter(report -> report.outcome() == outcome).count();
  }

  @Test
  void aThousandHostsAreThereAtOnce() {
    Instant begin = Instant.now();
    try (Window window = open("")) {
      assertThat(window.page().locator("h1"))
          .hasText(hosts(Outcome.READY) + " of 1,000 hosts are ready");
      assertThat(status(window)).hasText("1,000 hosts");
      Duration took = Duration.between(begin, Instant.now());
      assertTrue(took.toSeconds() < 20, took::toString);
      assertTrue(names(window).size() < 100, () -> names(window).toString());
      window.says("scrollTo(0, document.body.scrollHeight)");
      assertThat(window.page().locator(ROWS).last()).hasAttribute("aria-rowindex", "1001");
      assertThat(window.page().locator(ROWS).last()).isInViewport();
    }
  }

  @Test
  void hostsAreSorted() {
    try (Window window = open("#hosts")) {
      Page page = window.page();
      assertThat(page.locator(ROWS).first().locator(".badge")).hasText("not ready");
      Locator head = page.locator("thead");
      head.getByText("fail", new Locator.GetByTextOptions().setExact(true)).click();
      assertEquals(first(8, most("fail")), names(window).subList(0, 8));
      assertThat(head.locator("[aria-sort]")).hasText("fail");
      assertThat(head.locator("[aria-sort]")).hasAttribute("aria-sort", "descending");
      head.getByText("fail", new Locator.GetByTextOptions().setExact(true)).click();
      assertThat(head.locator("[aria-sort]")).hasAttribute("aria-sort", "ascending");
      assertEquals(first(8, most("fail").reversed()), names(window).subList(0, 8));
      page.getByLabel("Order").selectOption("by name");
      assertTrue(names(window).getFirst().startsWith("build-"), () -> names(window).toString());
    }
  }

  @Test
  void hostsAreFiltered() {
    try (Window window = open("#hosts")) {
      Page page = window.page();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("undecided")).click();
      assertThat(status(window)).hasText(hosts(Outcome.UNDECIDED) + " of 1,000 hosts");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("undecided")).click();
      String last = fleet.getLast().hostname();
      page.getByRole(AriaRole.SEARCHBOX).fill(last.toUpperCase(java.util.Locale.ROOT));
      assertThat(status(window)).hasText("1 of 1,000 hosts");
      assertEquals(List.of(last), names(window));
      page.getByRole(AriaRole.SEARCHBOX).fill("no such host");
      assertThat(page.getByText("No matching hosts.")).isVisible();
    }
  }

  @Test
  void aHostOpensAndTheListIsAsItWasLeft() {
    try (Window window = open("#hosts")) {
      Page page = window.page();
      page.getByRole(AriaRole.SEARCHBOX).fill("web");
      page.getByLabel("Order").selectOption("by name");
      assertThat(page.locator(ROWS).first()).containsText("web-");
      window.says("scrollTo(0, 2000)");
      // Not waitForFunction: if it has to wait, it needs eval, which the page forbids.
      assertThat(page.locator("tbody tr:nth-child(2)")).not().hasAttribute("aria-rowindex", "2");
      List<String> before = names(window);
      Object scrolled = window.says("scrollY");
      Locator link =
          page.locator(ROWS + " th > a", new Page.LocatorOptions()).nth(before.size() / 2);
      String name = link.innerText();
      link.click();
      assertThat(page.locator("h1")).containsText(name + " is ");
      assertThat(page.locator("h1")).isFocused();
      assertThat(page.locator("nav a").last())
          .hasText("next: " + before.get(before.size() / 2 + 1));
      page.goBack();
      assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("web");
      assertEquals(scrolled, window.says("scrollY"));
      assertTrue(names(window).contains(name), () -> names(window).toString());
    }
  }

  @Test
  void aHostAndARuleHaveAddresses() {
    HostReport last = fleet.getLast();
    String rule = last.results().getLast().rule().id().value();
    try (Window window = open("#host=" + last.hostname() + "&rule=" + rule)) {
      assertThat(window.page().locator("h1")).containsText(last.hostname());
      assertThat(window.page().locator("#rule-" + rule + " .body")).isVisible();
      assertThat(window.page().locator("#rule-" + rule + " summary")).isFocused();
      assertThat(window.page())
          .hasTitle(
              "hostready: " + last.hostname() + " is " + last.outcome().id().replace('-', ' '));
    }
    try (Window window = open("#rule=" + rule)) {
      assertThat(window.page().locator("h1")).hasText(rule);
      int named = window.page().locator(".names a").count();
      assertTrue(named > 0, () -> "hosts: " + named);
      window.page().locator(".result summary").first().click();
      window.page().locator(".names a").first().click();
      assertThat(window.page().locator("#rule-" + rule + " .body")).isVisible();
    }
    try (Window window = open("#host=%3Cb%3Enobody")) {
      assertThat(window.page().getByRole(AriaRole.ALERT))
          .hasText("This page has no host named <b>nobody.");
      assertThat(status(window)).hasText("1,000 hosts");
    }
  }

  @Test
  void theMatrixIsWalkedByKeys() {
    try (Window window = open("#matrix")) {
      Page page = window.page();
      assertThat(status(window)).containsText("1,000 hosts × ");
      page.locator(ROWS + " a").first().focus();
      for (String key : List.of("ArrowDown", "ArrowDown", "ArrowRight", "End", "ArrowLeft")) {
        page.keyboard().press(key);
      }
      assertEquals(
          "4", window.says("document.activeElement.parentNode.getAttribute('aria-rowindex')"));
      assertThat(page.locator(":focus")).isInViewport();
      for (int i = 0; i < 80; i++) {
        page.keyboard().press("PageDown");
      }
      assertEquals(
          "1001", window.says("document.activeElement.parentNode.getAttribute('aria-rowindex')"));
      assertThat(page.locator(":focus")).isInViewport();
      page.keyboard().press("Home");
      String host = page.locator(":focus").innerText();
      page.keyboard().press("Enter");
      assertThat(page.locator("h1")).containsText(host);
      page.getByText("← all hosts").click();
      assertThat(status(window)).containsText("1,000 hosts × ");
    }
  }

  @Test
  void theMatrixIsSortedFilteredAndOpened() {
    try (Window window = open("#matrix")) {
      Page page = window.page();
      Locator column = page.locator("thead th").nth(1);
      String rule = column.locator("a").innerText();
      column.locator("button").click();
      assertThat(column).hasAttribute("aria-sort", "descending");
      assertThat(page.getByLabel("Order")).hasValue("rule:" + rule);
      Locator cell = page.locator(ROWS).first().locator("td").first();
      assertThat(cell).hasAttribute("aria-label", "fails");
      String shown = status(window).innerText();
      page.getByText("passing rules too").click();
      assertThat(status(window)).hasText("1,000 hosts × " + columns(fleet) + " rules");
      page.getByText("passing rules too").click();
      assertThat(status(window)).hasText(shown);
      page.getByLabel("Topic").selectOption("docker");
      assertThat(page.locator("thead a").first()).containsText("docker");
      page.getByLabel("Topic").selectOption("all topics");
      String host = names(window).getFirst();
      cell.hover();
      assertThat(cell).hasAttribute("title", host + "\n" + rule + ": fails");
      cell.click();
      assertThat(page.locator("h1")).containsText(host);
      assertThat(page.locator("#rule-" + rule + " summary")).isFocused();
    }
  }

  private static long columns(List<HostReport> reports) {
    return reports.stream()
        .flatMap(one -> one.results().stream())
        .map(one -> one.rule().id())
        .distinct()
        .count();
  }

  private static Comparator<HostReport> mostCores() {
    return Comparator.comparing(
        report -> -report.host().inventory().map(each -> each.cpu().cores().orElse(0)).orElse(-1L));
  }

  @Test
  void machinesAreListedAndSorted() {
    try (Window window = open("#machines")) {
      Page page = window.page();
      assertThat(page.locator("nav [aria-current]")).hasText("Machines");
      Locator head = page.locator("thead");
      head.getByText("cores").click();
      assertThat(head.locator("[aria-sort]")).hasText("cores");
      assertThat(head.locator("[aria-sort]")).hasAttribute("aria-sort", "descending");
      assertThat(page.getByLabel("Order")).hasValue("part:cores");
      assertEquals(first(8, mostCores()), names(window).subList(0, 8));
      assertEquals("32", window.texts(ROWS + " [data-label=cores]").getFirst());
      head.getByText("machine", new Locator.GetByTextOptions().setExact(true)).click();
      assertThat(head.locator("[aria-sort]")).hasAttribute("aria-sort", "ascending");
      assertThat(page.locator(ROWS).first()).containsText("Dell Inc. PowerEdge R640");
      head.getByText("machine", new Locator.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator(ROWS).first().locator("[data-label=machine]")).hasText("-");
      page.getByRole(AriaRole.SEARCHBOX).fill("poweredge");
      assertThat(status(window)).hasText("666 of 1,000 hosts");
      page.locator(ROWS + " th > a").first().click();
      assertThat(page.locator(".inventory dl")).containsText("PowerEdge R640");
      assertThat(page.locator(".inventory caption").first()).hasText("Disks");
    }
  }

  @Test
  void hostsAreSortedByTheirMachines() {
    try (Window window = open("#hosts")) {
      window.page().getByLabel("Order").selectOption("most cores");
      assertEquals(first(8, mostCores()), names(window).subList(0, 8));
    }
  }

  @Test
  void withoutInventoriesThereIsNoListOfMachines() throws Exception {
    String document = Reports.document("html", TextStyle.PLAIN, false, Fleet.fixtures());
    try (Window window = chromium.open(document, directory, Look.SCREEN)) {
      assertEquals(List.of("Hosts", "Rules", "Matrix"), links(window));
      assertEquals(0, window.page().locator("option[value^='part:']").count());
    }
  }

  private static List<String> links(Window window) {
    return window.texts(".nav a").stream()
        .map(text -> text.replaceAll("\\d+", "").strip())
        .toList();
  }

  @Test
  void rulesAreListedByWhatTheyStandInTheWayOf() {
    try (Window window = open("#rules")) {
      Page page = window.page();
      String worst = names(window).getFirst();
      long failing =
          fleet.stream()
              .flatMap(one -> one.results().stream())
              .filter(one -> one.rule().id().value().equals(worst) && one.fails())
              .count();
      assertThat(page.locator(ROWS).first().locator(".number").first())
          .hasText(String.valueOf(failing));
      page.getByRole(AriaRole.SEARCHBOX).fill("swap");
      assertThat(page.locator(ROWS).first()).containsText("swap");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Matrix")).click();
      assertThat(page.locator("nav [aria-current]")).hasText("Matrix");
    }
  }

  @ParameterizedTest
  @CsvSource({"1400, LIGHT", "400, DARK"})
  void nobodyIsShutOut(int width, ColorScheme scheme) {
    HostReport worst = fleet.stream().min(most("fail")).orElseThrow();
    List<String> barriers = new ArrayList<>();
    try (Window window = chromium.open(page, "", new Look(width, scheme, true))) {
      for (String view :
          List.of(
              "#hosts",
              "#rules",
              "#matrix",
              "#machines",
              "#host=" + worst.hostname(),
              "#host=" + fleet.get(1).hostname(),
              "#rule=docker-package-installed")) {
        window.goes(view);
        window.barriers().forEach(barrier -> barriers.add(view + ": " + barrier));
      }
    }
    assertEquals(List.of(), barriers);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 400, 800, 1400})
  void nothingIsWiderThanTheScreen(int width) {
    String host = "#host=" + fleet.get(1).hostname();
    try (Window window = chromium.open(page, "", new Look(width, ColorScheme.LIGHT, true))) {
      for (String view :
          List.of(
              "#hosts", "#rules", "#matrix", "#machines", host, "#rule=docker-package-installed")) {
        window.goes(view);
        assertEquals(width, window.says("document.documentElement.scrollWidth"), view);
      }
    }
  }

  /** The page of one host is written by HtmlHost, and the same among many by host-view.js. */
  @Test
  void aHostAmongManyIsThePageOfThatHost() throws Exception {
    List<HostReport> reports = new ArrayList<>(Fleet.fixtures());
    for (Level level : Level.values()) {
      HostReport report = Reports.everyVerdict(level, Reports.HOSTILE);
      reports.add(report);
      reports.add(inventory(report, Inventories.saying(Reports.HOSTILE)));
      reports.add(inventory(report, Inventories.withIdentifiers()));
    }
    String all = Reports.document("html", TextStyle.PLAIN, false, reports);
    HostNames names = new HostNames();
    String parts =
        "[...document.querySelectorAll('.top > :not(.brand, .nav, h1), main > section,"
            + " .inventory, footer')].map((part) => part.outerHTML).join('\\n"
            + "')";
    try (Window many = chromium.open(all, directory, Look.SCREEN);
        Window alone = chromium.open(all, directory, Look.SCREEN)) {
      for (HostReport report : reports) {
        String one = Reports.document("html", TextStyle.PLAIN, false, List.of(report));
        String name = names.of(report);
        many.page()
            .evaluate("name => { location.hash = 'host=' + encodeURIComponent(name); }", name);
        assertThat(many.page().locator("h1")).containsText(name);
        alone.opens(Files.writeString(directory.resolve("one.html"), one), "");
        assertEquals(normal(alone.says(parts)), normal(many.says(parts)), name);
      }
    }
  }

  private static HostReport inventory(HostReport report, Inventory inventory) {
    return report.with(report.host().with(Optional.of(inventory)));
  }

  /** Line ends between elements, and the order of attributes, are not seen. */
  private static String normal(Object html) {
    return String.valueOf(html).replace(">\n<", "><").replace("> <", "><");
  }

  @Test
  void whatHostsSayStaysText() throws Exception {
    HostReport hostile =
        inventory(
            Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE),
            Inventories.saying(Reports.HOSTILE));
    String document = Reports.document("html", hostile, hostile);
    try (Window window = chromium.open(document, directory, Look.PHONE)) {
      for (String view : List.of("hosts", "rules", "matrix", "machines", "rule=required-fail")) {
        window.page().evaluate("view => { location.hash = view; }", view);
        assertThat(window.page().locator("h1")).isVisible();
        assertEquals(0, window.page().locator("[onclick]").count());
        String seen = window.page().locator("body").innerText();
        assertEquals(
            List.of(),
            seen.codePoints()
                .filter(p -> p != '\n' && p != '\t' && SafeText.isUnsafe(p))
                .boxed()
                .toList());
      }
      assertTrue(
          window.page().locator("body").innerText().contains("</script><!--]]>&amp;<b onclick=x>"));
      window.page().locator(".names a").first().click();
      assertThat(window.page().locator("#rule-required-fail .body")).isVisible();
    }
  }

  @Test
  void withoutScriptsWhatIsNotReadyIsListed() {
    try (Window window = chromium.open(page, "", Look.SCREEN.withoutScripts())) {
      assertThat(window.page().locator("h1"))
          .hasText(hosts(Outcome.READY) + " of 1000 hosts are ready");
      HostReport first =
          fleet.stream().filter(one -> one.outcome() != Outcome.READY).findFirst().orElseThrow();
      assertThat(window.page().locator("tbody tr").first()).containsText(first.hostname());
      assertThat(window.page().locator("h2").nth(1)).hasText("Failing rules");
      assertThat(window.page().locator("h2").nth(1)).isVisible();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"#hosts", "#matrix", "#machines"})
  void theWholeListIsPrinted(String view) throws Exception {
    List<HostReport> some = fleet.subList(0, 120);
    String document = Reports.document("html", TextStyle.PLAIN, false, some);
    try (Window window = chromium.open(document, directory, Look.SCREEN)) {
      window.page().evaluate("view => { location.hash = view; }", view);
      window.page().getByLabel("Order").selectOption("as given");
      String printed = Printed.text(window.page(), directory);
      assertEquals(
          List.of(),
          Printed.missing(printed, some.stream().map(HostReport::hostname).toArray(String[]::new)));
      assertFalse(printed.contains("worst first"), printed);
    }
  }
}
