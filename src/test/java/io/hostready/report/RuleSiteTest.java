package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.host.Host;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.Selection;
import io.hostready.yaml.Parameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of all shipped rules, as text. */
class RuleSiteTest {

  private static final RuleBook BOOK =
      RuleBook.read(
          Host.localFiles(),
          List.of(new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));

  private static final Map<String, String> PAGES = new RuleSite(BOOK).pages(List.of());

  private static Stream<String> matches(String page, String expression) {
    return Pattern.compile(expression)
        .matcher(page)
        .results()
        .map((MatchResult one) -> one.group(1));
  }

  @Test
  void thereIsAPageForEachRulePackAndTopic() {
    Set<String> expected = new HashSet<>(Set.of("index.html"));
    for (Rule rule : BOOK.rules().values()) {
      expected.add("rule/" + rule.id() + ".html");
      expected.add("topic/" + rule.topic() + ".html");
    }
    BOOK.packs().keySet().forEach(pack -> expected.add("pack/" + pack + ".html"));
    assertEquals(expected, PAGES.keySet());
  }

  @Test
  void everyLinkWithinTheSiteHasItsPage() {
    PAGES.forEach(
        (path, page) ->
            matches(page, "<a href=\"([^\"]+)\"")
                .forEach(
                    link -> {
                      String target = Path.of(path).resolveSibling(link).normalize().toString();
                      assertTrue(PAGES.containsKey(target), path + " links to " + target);
                    }));
  }

  @Test
  void nothingComesFromTheNetworkAndOnlyTheIndexHasAScript() {
    PAGES.forEach(
        (path, page) -> {
          assertTrue(page.contains("default-src 'none'; "), path);
          assertFalse(page.matches("(?s).*<(link|img|script|iframe)[^>]* src=.*"), path);
          assertEquals(path.equals("index.html"), page.contains("<script>"), path);
          assertEquals(!path.equals("index.html"), page.contains("script-src 'none'"), path);
        });
  }

  @Test
  void theIndexListsEveryOtherPage() {
    Set<String> others = new HashSet<>(PAGES.keySet());
    others.remove("index.html");
    assertEquals(others, RuleSite.pagesOf(PAGES.get("index.html")));
    assertEquals(Set.of(), RuleSite.pagesOf("<a href=\"rule/../../x.html\">x</a>"));
  }

  @Test
  void theCleanupOfAProofIsOnItsPage() {
    String page = PAGES.get("rule/docker-runs-containers.html");
    String runs =
        matches(page, "(?s)>What the proof runs<(.*?)</section>").findFirst().orElseThrow();
    assertTrue(runs.contains("Afterwards, as root on the host:"), runs);
    String end =
        """
        step removing the container and the image
        docker rm -f &quot;$proof&quot; &gt;/dev/null
        docker rmi &quot;$proof&quot; &gt;/dev/null
        """;
    assertTrue(runs.contains(end), runs);
    assertTrue(runs.contains("\n  docker logs "), runs);
  }

  @Test
  void theSameRulesMakeTheSamePages() {
    assertEquals(PAGES, new RuleSite(BOOK).pages(List.of()));
  }

  @Test
  void everyRuleCanBeCheckedByHandWithCommandsThatAShellCanRead() throws Exception {
    Parameters parameters =
        Selection.proving(BOOK, List.copyOf(BOOK.packs().keySet()), List.of(), Map.of()).defaults();
    List<String> all = new ArrayList<>();
    for (Rule rule : BOOK.rules().values()) {
      List<String> commands =
          rule.check()
              .bind(parameters)
              .probes()
              .flatMap(probe -> probe.commands().stream())
              .toList();
      assertTrue(rule.isProof() || !commands.isEmpty(), rule.id().value());
      all.addAll(commands);
    }
    for (String command : new HashSet<>(all)) {
      assertFalse(command.contains("\n"), command);
      Process bash =
          new ProcessBuilder("bash", "-n", "-c", command).redirectErrorStream(true).start();
      String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, bash.waitFor(), command + ": " + said);
    }
  }

  @Test
  void aProofIsCheckedByHostreadyAloneAndItsScriptIsShownApart() {
    String page = PAGES.get("rule/iptables-nat-works.html");
    String byHand = matches(page, "(?s)>Check by hand<(.*?)</section>").findFirst().orElseThrow();
    assertEquals(
        List.of("hostready check --prove iptables-nat-works"),
        matches(byHand, "<code>(.*?)</code>").toList());
    String runs =
        matches(page, "(?s)>What the proof runs<(.*?)</section>").findFirst().orElseThrow();
    assertTrue(runs.contains("Do not run these lines on the host itself."), runs);
    assertTrue(runs.contains("iptables "), runs);
  }
}
