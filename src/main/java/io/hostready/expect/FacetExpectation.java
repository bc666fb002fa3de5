package io.hostready.expect;

import io.hostready.probe.Facet;
import io.hostready.probe.Phrase;
import io.hostready.probe.Probe;
import io.hostready.probe.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is expected of one facet, and the sentences of findings about it. */
record FacetExpectation(Facet facet, Matcher matcher) {

  /** The number of names that a finding lists if they are as expected. */
  private static final int MANY = 4;

  /** What is expected: "net.ipv4.ip_forward = 1", "CONFIG_VETH=y or =m". */
  String expected(Probe probe) {
    return switch (facet.phrase()) {
      case Phrase.Sentence sentence -> sentence.of(probe.subject(), matcher.expected());
      case Phrase.Alternative alternative ->
          alternative.of(probe.subject(), matcher.holds(new Value.Flag(true)));
      case Phrase.Names(Phrase.Sentences sentences) -> expected(sentences, probe.subjects());
    };
  }

  private String expected(Phrase.Sentences sentences, List<String> names) {
    return matcher instanceof StatesMatcher states
        ? states.expected(sentences, names)
        : String.join(", ", names) + ": " + matcher.expected();
  }

  /** The same for this value: only the names that are not as expected. */
  String expectedFor(Value value, Probe probe) {
    return value instanceof Value.States(Map<String, String> all)
            && matcher instanceof StatesMatcher states
            && facet.phrase() instanceof Phrase.Names(Phrase.Sentences sentences)
        ? expected(sentences, states.wrong(all))
        : expected(probe);
  }

  /** What was found: "net.ipv4.ip_forward = 0", "CONFIG_VETH is not set". */
  String found(Value value, String subject) {
    return switch (value) {
      case Value.Missing _ -> missing(subject);
      case Value.Unreadable _ -> value.preview();
      case Value.Flag(boolean is, String because)
          when facet.phrase() instanceof Phrase.Alternative alternative ->
          because(alternative.of(subject, is), because);
      case Value.States(Map<String, String> all)
          when facet.phrase() instanceof Phrase.Names(Phrase.Sentences sentences) ->
          found(all, sentences);
      case Value.Text(String text) -> sentence(subject, facet.shown(text));
      case Value.Flag _,
          Value.Count _,
          Value.Version _,
          Value.PackageVersion _,
          Value.Words _,
          Value.States _ ->
          sentence(subject, matcher.found(value));
    };
  }

  private static String because(String sentence, String because) {
    return because.isEmpty()
        ? sentence
        : sentence.isEmpty() ? because : sentence + " (" + because + ")";
  }

  private String missing(String subject) {
    return facet.phrase() instanceof Phrase.Sentence sentence && sentence.missing().isPresent()
        ? sentence.missing().get().replace(Phrase.SUBJECT, subject)
        : subject + " has no " + facet.name().replace('-', ' ');
  }

  private String sentence(String subject, String value) {
    return facet.phrase() instanceof Phrase.Sentence sentence
        ? sentence.of(subject, value)
        : subject + " " + value;
  }

  private String found(Map<String, String> all, Phrase.Sentences sentences) {
    List<String> wrong =
        matcher instanceof StatesMatcher states ? states.wrong(all) : List.copyOf(all.keySet());
    if (wrong.isEmpty()) {
      return sentences.of(
          shortened(List.copyOf(all.keySet())), all.values().stream().distinct().sorted().toList());
    }
    Map<String, List<String>> byState = new LinkedHashMap<>();
    wrong.forEach(name -> byState.computeIfAbsent(all.get(name), _ -> new ArrayList<>()).add(name));
    List<String> said = new ArrayList<>();
    byState.forEach((state, names) -> said.add(sentences.of(names, List.of(state))));
    return String.join(", ", said);
  }

  private static List<String> shortened(List<String> names) {
    return names.size() <= MANY ? names : List.of(names.getFirst(), names.size() - 1 + " more");
  }
}
