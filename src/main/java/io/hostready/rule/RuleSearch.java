package io.hostready.rule;

import io.hostready.yaml.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds rules by words of their id, title, problem, why and advice, in upper or lower case. */
public final class RuleSearch {

  private static final int MOST_SUGGESTED = 5;

  /** Longer names cannot be names of rules. */
  private static final int LONGEST_NAME = 100;

  private RuleSearch() {}

  /**
   * The rules that contain all of the words, in the given order. A word is searched at the start of
   * words first ("nat" finds NAT, not "alternative"), and anywhere if no rule has it there.
   */
  public static List<Rule> find(Collection<Rule> rules, List<String> words) {
    List<Rule> found = find(rules, words, RuleSearch::startsWord);
    return found.isEmpty() ? find(rules, words, String::contains) : found;
  }

  private static List<Rule> find(
      Collection<Rule> rules, List<String> words, BiPredicate<String, String> has) {
    List<String> wanted = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    return rules.stream()
        .filter(
            rule -> {
              String text = text(rule);
              return wanted.stream().allMatch(word -> has.test(text, word));
            })
        .toList();
  }

  /** The rules that an unknown name may refer to, in a sentence; empty if no name is similar. */
  static String suggestion(Collection<Rule> rules, String name) {
    if (name.length() > LONGEST_NAME) {
      return "";
    }
    List<String> ids = rules.stream().map(rule -> rule.id().value()).toList();
    Optional<String> nearest = Suggestion.nearest(name, ids);
    if (nearest.isPresent()) {
      return "Did you mean '" + nearest.get() + "'?";
    }
    List<String> matching = matching(rules, name).stream().map(rule -> rule.id().value()).toList();
    if (matching.isEmpty()) {
      return "";
    }
    int more = matching.size() - MOST_SUGGESTED;
    return "Matching rules: "
        + matching.stream().limit(MOST_SUGGESTED).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "")
        + ".";
  }

  /**
   * The rules whose id or title has most of the name's words, otherwise the few whose text has all.
   */
  private static List<Rule> matching(Collection<Rule> rules, String name) {
    List<String> words =
        Stream.of(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
            .filter(word -> word.length() > 2)
            .toList();
    List<Rule> best = new ArrayList<>();
    long most = 1;
    for (Rule rule : rules) {
      String text = lower(rule.id().value() + " " + rule.text().title());
      long count = words.stream().filter(word -> startsWord(text, word)).count();
      if (count > most) {
        best.clear();
        most = count;
      }
      if (count == most) {
        best.add(rule);
      }
    }
    if (!best.isEmpty() || words.isEmpty()) {
      return best;
    }
    List<Rule> found = find(rules, words, RuleSearch::startsWord);
    return found.size() > MOST_SUGGESTED ? List.of() : found; // a word without meaning
  }

  /** What is searched of a rule, in lower case. */
  public static String text(Rule rule) {
    RuleWording text = rule.text();
    return lower(
        Stream.of(
                Stream.of(rule.id().value(), text.title(), text.why()),
                texts(text.problem()),
                texts(text.advice()))
            .flatMap(part -> part)
            .collect(Collectors.joining("\n")));
  }

  private static Stream<String> texts(TextByHost text) {
    return Stream.concat(text.cases().stream().map(TextByHost.Case::text), text.general().stream());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean startsWord(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
        return true;
      }
    }
    return false;
  }
}
