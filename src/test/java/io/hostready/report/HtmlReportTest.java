package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is written into pages. What a browser makes of it is {@link HtmlInBrowserTest}'s. */
class HtmlReportTest {

  private static String page(int hosts, String text) {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, text);
    return Reports.document("html", Collections.nCopies(hosts, report).toArray(HostReport[]::new));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static List<String> all(String pattern, String page) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void whatAHostSaysIsNoMarkup() {
    for (int hosts : List.of(1, 3)) {
      String page = page(hosts, Reports.HOSTILE);
      assertFalse(page.contains("<b onclick"), page);
      assertFalse(page.contains("<!--"), page);
      assertEquals(hosts == 1 ? 1 : 2, count(page, "</script"), page);
      assertEquals(hosts == 1 ? 1 : 2, count(page, "<script"), page);
      assertEquals(hosts == 1 ? 0 : 1, count(page, "</noscript"), page);
      assertEquals(1, count(page, "</style"), page);
      assertEquals(1, count(page, "</title>"), page);
    }
  }

  @Test
  void nothingControlsOrDeceives() {
    for (int hosts : List.of(1, 3)) {
      String page = page(hosts, Reports.HOSTILE);
      assertEquals(
          List.of(),
          page.codePoints()
              .filter(point -> point != '\n' && SafeText.isUnsafe(point))
              .mapToObj(Integer::toHexString)
              .toList());
      assertTrue(page.contains("u202e"), page);
    }
  }

  @Test
  void aLineOfAMillionCharactersIsCut() {
    for (int hosts : List.of(1, 3)) {
      String page = page(hosts, "x".repeat(1 << 20));
      assertTrue(page.contains("xxx..."), "not cut");
      assertTrue(page.length() < 1 << 20, () -> "long: " + page.length());
    }
  }

  /**
   * The policy allows the style and the script by what they are, and everything else by nothing.
   */
  @Test
  void thePolicyFitsThePage() throws Exception {
    for (int hosts : List.of(1, 3)) {
      String page = page(hosts, "plain");
      String policy = all("Content-Security-Policy\" content=\"([^\"]*)\"", page).getFirst();
      assertTrue(policy.startsWith("default-src 'none'; "), policy);
      for (String part : List.of("style", "script")) {
        String text = all("<" + part + ">(.*?)</" + part + ">", page).getFirst();
        String hash =
            Base64.getEncoder()
                .encodeToString(
                    MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8)));
        assertTrue(policy.contains(part + "-src 'sha256-" + hash + "';"), policy);
      }
      assertFalse(policy.contains("unsafe"), policy);
    }
  }

  @Test
  void nothingIsFetched() {
    for (int hosts : List.of(1, 3)) {
      String page = page(hosts, "plain");
      assertEquals(List.of(), all("(\\ssrc=|\\ssrcset=|@import|url\\(|fetch\\(|XMLHttp)", page));
      assertEquals(List.of("icon"), all("<link rel=\"([^\"]*)\" href=\"data:", page));
      assertEquals(1, count(page, "<link"), page);
      assertEquals(List.of(), all("(innerHTML|document\\.write|eval\\(|style=\")", page));
    }
  }

  @Test
  void theOutcomeComesFirstThenWhatBlocks() {
    String page = page(1, "rough");
    assertTrue(page.contains("<html lang=\"en\" data-outcome=\"not-ready\">"), page);
    assertTrue(page.contains("<title>web-1rough is not ready</title>"), page);
    assertEquals(
        List.of(
            "required-fail",
            "required-unknown",
            "recommended-fail",
            "recommended-unknown",
            "optional-fail",
            "optional-unknown",
            "required-waived",
            "recommended-waived",
            "optional-waived",
            "required-pass",
            "recommended-pass",
            "optional-pass",
            "required-not-applicable",
            "recommended-not-applicable",
            "optional-not-applicable"),
        all("<details [^>]* data-rule=\"([^\"]*)\"", page));
    // What blocks is open.
    assertEquals(2, count(page, "\" open>"), page);
    assertTrue(
        page.contains(
            "<p class=\"lead\">1 required check failed, 1 could not be checked. 2 warnings, 2"
                + " optional"),
        page);
  }

  /** Red is for what blocks, amber for warnings, gray for optional features. */
  @Test
  void theBarTellsWhatBlocksFromWarningsAndOptionalFeatures() {
    assertEquals(
        List.of(
            "blocking 1",
            "unknown 1",
            "pending 0",
            "warning 2",
            "optional 2",
            "waived 3",
            "pass 3",
            "not-applicable 3"),
        all("<rect class=\"([^>]*) height", page(1, "rough")).stream()
            .map(each -> each.replaceAll("\" x=\"\\d+\" width=\"(\\d+)\"", " $1"))
            .toList());
  }

  @Test
  void theCommandOfAFixIsShownForAHostThatIsElsewhereToo() {
    assertTrue(
        page(1, "rough").contains("<code class=\"command\">hostready fix required-fail</code>"));
  }

  @Test
  void aReferenceIsALinkOnlyWhenItIsOne() {
    String page = page(1, "plain");
    assertTrue(page.contains(" · proc(5)"), page);
    assertEquals(List.of(), all("<a rel=[^>]*href=\"(javascript[^\"]*)\"", page));
  }

  /** Of hosts that say the same, each text and finding is told once. */
  @Test
  void whatManyHostsSayIsToldOnce() {
    String two = page(2, "the same");
    String many = page(1002, "the same");
    assertEquals(count(two, "\nf"), count(many, "\nf"));
    assertEquals(count(two, "\ns\""), count(many, "\ns\""));
    assertEquals(1002, count(many, "\nh["));
    int aHost = (many.length() - two.length()) / 1000;
    assertTrue(aHost < 400, () -> "characters a host: " + aHost);
  }

  @Test
  void withoutAScriptTheHostsThatAreNotReadyAreListed() {
    String page = page(600, "rough");
    String plain = page.substring(page.indexOf("<noscript>"));
    assertTrue(plain.contains("<h1>0 of 600 hosts are ready</h1>"), plain);
    assertTrue(plain.contains("<th scope=\"row\">web-1rough (499)</th>"), plain);
    assertTrue(plain.contains("<p>and 100 more.</p>"), plain);
    assertTrue(plain.contains("<th scope=\"row\">required-fail</th>"), plain);
  }

  @Test
  void numbersForgetWhatDidNotComeForLong() {
    TextDictionary numbers = new TextDictionary(10);
    List<String> told = new ArrayList<>();
    for (String text : List.of("aaaaa", "bbbbb", "aaaaa", "ccccc", "aaaaa", "bbbbb")) {
      int number = numbers.of(text, _ -> told.add(text));
      told.add(String.valueOf(number));
    }
    assertEquals(List.of("aaaaa", "0", "bbbbb", "1", "0", "ccccc", "2", "0", "bbbbb", "3"), told);
  }

  @Test
  void aTextLongerThanTheMemoryIsToldEachTime() {
    TextDictionary numbers = new TextDictionary(3);
    List<Integer> told = new ArrayList<>();
    numbers.of("long text", told::add);
    numbers.of("long text", told::add);
    assertEquals(List.of(0, 1), told);
  }
}
