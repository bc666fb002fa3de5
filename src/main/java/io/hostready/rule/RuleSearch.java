package io.hostready.rule;

import io.hostready.yaml.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds rules by words of their id, title, problem, why and advice, in upper or lower case. */
public final class RuleSearch {

  private static final int MOST_SUGGESTED = 5;

  /** Longer names cannot be names of rules. */
  private static final int LONGEST_NAME = 100;

  /** The searched parts of a rule; each contains the ones before it. */
  private static final List<Function<Rule, String>> PARTS =
      List.of(rule -> normalized(rule.id().value()), RuleSearch::heading, RuleSearch::text);

  private RuleSearch() {}

  /** Where a word can be in a text, the best place first. */
  private enum Match implements BiPredicate<String, String> {
    WORD(true, true),
    WORD_START(true, false),
    ANYWHERE(false, false);

    private final boolean atStart;
    private final boolean atEnd;

    Match(boolean atStart, boolean atEnd) {
      this.atStart = atStart;
      this.atEnd = atEnd;
    }

    @Override
    public boolean test(String text, String word) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        int end = at + word.length();
        boolean plural = text.startsWith("s", end) && isBoundary(text, end + 1);
        if ((!atStart || isBoundary(text, at - 1)) && (!atEnd || plural || isBoundary(text, end))) {
          return true;
        }
      }
      return false;
    }

    private static boolean isBoundary(String text, int at) {
      return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }
  }

  /**
   * The rules that contain all of the words. Rules with the whole words (or their plurals) come
   * first, then rules with words that start with them: "nat" finds NAT before "native". In each of
   * the two, rules with the words in their id come before those with the words in their title or
   * problem, then the others, in the given order. A word inside of another one ("alternative") is
   * found only if no rule has it otherwise.
   */
  public static List<Rule> find(Collection<Rule> rules, List<String> words) {
    List<String> wanted = words.stream().map(RuleSearch::normalized).toList();
    Set<Rule> found = new LinkedHashSet<>();
    for (Match match : List.of(Match.WORD, Match.WORD_START)) {
      for (Function<Rule, String> part : PARTS) {
        found.addAll(find(rules, wanted, part, match));
      }
    }
    return List.copyOf(
        found.isEmpty() ? find(rules, wanted, RuleSearch::text, Match.ANYWHERE) : found);
  }

  private static List<Rule> find(
      Collection<Rule> rules, List<String> words, Function<Rule, String> part, Match match) {
    return rules.stream()
        .filter(
            rule -> {
              String text = part.apply(rule);
              return words.stream().allMatch(word -> match.test(text, word));
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
        Stream.of(normalized(name).split("[^\\p{L}\\p{N}]+"))
            .filter(word -> word.length() > 2)
            .toList();
    List<Rule> best = new ArrayList<>();
    long most = 1;
    for (Rule rule : rules) {
      String text = heading(rule);
      long count = words.stream().filter(word -> Match.WORD_START.test(text, word)).count();
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
    List<Rule> found = find(rules, words, RuleSearch::text, Match.WORD_START);
    return found.size() > MOST_SUGGESTED ? List.of() : found; // a word without meaning
  }

  /** What is searched of a rule, in lower case. */
  public static String text(Rule rule) {
    return heading(rule)
        + "\n"
        + normalized(
            Stream.concat(Stream.of(rule.text().why()), texts(rule.text().advice()))
                .collect(Collectors.joining("\n")));
  }

  private static String heading(Rule rule) {
    RuleWording text = rule.text();
    return normalized(
        Stream.of(
                Stream.of(rule.id().value(), text.title()),
                texts(text.problem()),
                text.feature().stream())
            .flatMap(part -> part)
            .collect(Collectors.joining("\n")));
  }

  private static Stream<String> texts(TextByHost text) {
    return Stream.concat(text.cases().stream().map(TextByHost.Case::text), text.general().stream());
  }

  /** In lower case, and with - in place of _: br_netfilter and br-netfilter are the same. */
  private static String normalized(String text) {
    return text.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
