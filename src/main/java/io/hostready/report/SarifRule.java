package io.hostready.report;

import io.hostready.json.JsonWriter;
import io.hostready.rule.Level;
import io.hostready.rule.RuleSummary;
import io.hostready.run.CheckResult;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rule in SARIF, with the properties that GitHub code scanning shows, sorts and filters by.
 * Source: GitHub's documentation of SARIF support for code scanning.
 *
 * @param index its place in the list of rules
 * @param example the result of the first host that has one
 * @param toDo what to do there
 */
record SarifRule(int index, CheckResult example, Optional<String> toDo) {

  void write(JsonWriter json, RuleLinks links) {
    RuleSummary rule = example.rule();
    json.object()
        .put("id", rule.id().value())
        .put("name", name(rule.id().value()))
        .put("shortDescription", Sarif.message(rule.text().title()))
        .put("fullDescription", Sarif.message(rule.text().why()))
        .object("help")
        .put("text", ResultWording.line(toDo.orElse(rule.text().why())))
        .put("markdown", markdown(links.references(rule)))
        .end();
    links.references(rule).stream()
        .filter(SarifRule::isLink)
        .findFirst()
        .ifPresent(link -> json.put("helpUri", Sarif.uri(link)));
    json.put("defaultConfiguration", Map.of("level", Sarif.level(example.level())))
        .object("properties")
        .put("tags", List.of(rule.topic(), example.level().id()))
        .put("precision", "very-high")
        .put("problem.severity", severity(example.level()))
        .end()
        .end();
  }

  /** The id in Pascal case, as SARIF requires it: loop-device-available is LoopDeviceAvailable. */
  private static String name(String id) {
    return Arrays.stream(id.split("-"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private String markdown(List<String> references) {
    String seen =
        references.stream()
            .map(each -> isLink(each) ? "<" + Sarif.uri(each) + ">" : MarkdownText.plain(each))
            .collect(Collectors.joining(", "));
    return MarkdownText.plain(example.rule().text().why())
        + toDo.map(text -> "\n\n**What to do:** " + MarkdownText.plain(text)).orElse("")
        + (seen.isEmpty() ? "" : "\n\n**See:** " + seen);
  }

  private static boolean isLink(String reference) {
    return reference.startsWith("https://") || reference.startsWith("http://");
  }

  private static String severity(Level level) {
    return switch (level) {
      case REQUIRED -> "error";
      case RECOMMENDED -> "warning";
      case OPTIONAL -> "recommendation";
    };
  }
}
