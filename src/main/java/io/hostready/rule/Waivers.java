package io.hostready.rule;

import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.Suggestion;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Accepted failures: which rule, why, until which day, and on which hosts. A waiver is valid on its
 * last day and not after it.
 */
public record Waivers(List<Waiver> waivers) {

  public static final Waivers NONE = new Waivers(List.of());

  /** One accepted failure. Host is a name in which {@code *} matches any characters. */
  public record Waiver(
      RuleId rule, String reason, LocalDate until, Optional<String> host, SourceSpan at) {

    boolean covers(RuleId failed, Optional<String> hostname) {
      return rule.equals(failed)
          && host.map(pattern -> hostname.filter(name -> matches(pattern, name)).isPresent())
              .orElse(true);
    }

    /** Greedy matching of {@code *} without a regular expression: names are untrusted. */
    private static boolean matches(String pattern, String name) {
      String[] parts = pattern.split("\\*", -1);
      if (parts.length == 1) {
        return pattern.equals(name);
      }
      String first = parts[0];
      String last = parts[parts.length - 1];
      if (!name.startsWith(first)
          || !name.endsWith(last)
          || name.length() < first.length() + last.length()) {
        return false;
      }
      int reached = first.length();
      for (int i = 1; i < parts.length - 1; i++) {
        int found = name.indexOf(parts[i], reached);
        if (found < 0 || found + parts[i].length() > name.length() - last.length()) {
          return false;
        }
        reached = found + parts[i].length();
      }
      return true;
    }
  }

  /** The schema of a waivers file; created only if there is one. */
  private static final class Form {
    private static final ValueSchema<LocalDate> DAY =
        ValueSchema.scalar(
            "a day such as 2027-03-31",
            Map.of("type", "string"),
            text -> {
              try {
                return Optional.of(LocalDate.parse(text));
              } catch (DateTimeException notADay) {
                return Optional.empty();
              }
            });

    private static final MapSchema WAIVER =
        MapSchema.of(
            MapSchema.required("rule", PackReader.RULE_ID, "the rule whose failure is accepted"),
            MapSchema.required("reason", ValueSchema.text(), "why, and by whom"),
            MapSchema.required("until", DAY, "the last day on which it is accepted"),
            MapSchema.optional(
                "host", ValueSchema.text(), "only on hosts of this name; * is anything"));

    private static final MapSchema FILE =
        MapSchema.of(
            MapSchema.required(
                "waivers",
                ValueSchema.listOf(ValueSchema.node("waiver", Map.of("type", "object")), 1),
                "the accepted failures"));
  }

  public Waivers {
    waivers = List.copyOf(waivers);
  }

  /**
   * Reads a file of waivers.
   *
   * @throws io.hostready.yaml.InvalidInputException with every error, including unknown rules
   */
  public static Waivers read(Host files, String path, String label, RuleBook book) {
    Problems problems = new Problems();
    List<Waiver> waivers = new ArrayList<>();
    switch (files.bytes(path)) {
      case Absent(_) ->
          problems.add(new Problem(SourceSpan.whole(label), "file not found (--waivers)"));
      case Unreadable(_, var why) ->
          problems.add(
              new Problem(
                  SourceSpan.whole(label), "cannot read the file: " + why + " (--waivers)"));
      case Present(var content, _) ->
          YamlReader.read(label, content, problems)
              .flatMap(node -> Form.FILE.read(node, "waivers file", problems))
              .ifPresent(
                  values -> {
                    for (Object one : values.get("waivers", List.class)) {
                      waiver((YamlNode) one, book, problems).ifPresent(waivers::add);
                    }
                  });
    }
    problems.throwIfAny();
    return new Waivers(waivers);
  }

  private static Optional<Waiver> waiver(YamlNode node, RuleBook book, Problems problems) {
    Optional<Values> read = Form.WAIVER.read(node, "waiver", problems);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Values values = read.get();
    RuleId rule = new RuleId(values.text("rule"));
    if (book.find(rule.value()).isEmpty()) {
      problems.add(
          new Problem(values.at(), "unknown rule '" + rule + "' in waiver")
              .advising(Suggestion.sentence(rule.value(), book.ruleNames())));
      return Optional.empty();
    }
    return Optional.of(
        new Waiver(
            rule,
            values.text("reason").strip(),
            values.get("until", LocalDate.class),
            values.findText("host"),
            values.at()));
  }

  /** The waiver for a failure of a rule on a host; of several, the one with the latest end. */
  public Optional<Waiver> covering(RuleId rule, Optional<String> hostname) {
    Optional<Waiver> last = Optional.empty();
    for (Waiver waiver : waivers) {
      if (waiver.covers(rule, hostname)
          && (last.isEmpty() || waiver.until().compareTo(last.get().until()) >= 0)) {
        last = Optional.of(waiver);
      }
    }
    return last;
  }
}
