package io.hostready.expect;

import io.hostready.probe.Observation;
import io.hostready.probe.Value;
import io.hostready.text.TimeLimitedRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule expects of an observation: that the thing is there or not, and a matcher for each of
 * some facets. At least one of these.
 */
public final class Expectation {

  private final Optional<Boolean> present;
  private final Map<String, Matcher> facets;
  private final boolean namesFacets;

  /**
   * Facets are not changed later. NamesFacets says whether sentences name the facet; a kind's only
   * facet needs no name.
   */
  Expectation(Optional<Boolean> present, Map<String, Matcher> facets, boolean namesFacets) {
    if (present.isEmpty() && facets.isEmpty()) {
      throw new IllegalArgumentException("an expectation that expects nothing");
    }
    this.present = present;
    this.namesFacets = namesFacets;
    this.facets = facets;
  }

  /** Judges what was seen. Subject is what was asked about, for the sentences of the finding. */
  public Finding judge(String subject, Observation observation) {
    return judge(subject, subject, observation);
  }

  /** The same where what was found is one of several things asked about. */
  Finding judge(String subject, String foundSubject, Observation observation) {
    String expected = subject + ": " + wanted();
    return switch (observation) {
      case Observation.Unreadable(String where, String why) ->
          new Finding(
              new Verdict.Unknown(where + ": " + why), expected, "could not look", List.of());
      case Observation.Absent absent ->
          new Finding(
              present.isPresent() && !present.get() ? new Verdict.Pass() : new Verdict.Fail(),
              expected,
              subject
                  + ": absent"
                  + (subject.contains(absent.where()) ? "" : " from " + absent.where()),
              absent.evidence());
      case Observation.Found found -> judgeFound(subject, foundSubject, expected, found);
    };
  }

  private Finding judgeFound(
      String subject, String foundSubject, String expected, Observation.Found found) {
    if (present.isPresent() && !present.get()) {
      return new Finding(
          new Verdict.Fail(), expected, foundSubject + ": present", found.evidence());
    }
    List<String> got = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> wantedInstead = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    facets.forEach(
        (name, matcher) -> {
          Value value = found.facets().getOrDefault(name, new Value.Missing("what was seen"));
          String shown = named(name, matcher.got(value));
          got.add(shown);
          try {
            if (value instanceof Value.Unreadable(String where, String why)) {
              unread.add(where + ": " + why);
            } else if (!matcher.holds(value)) {
              wrong.add(shown);
              wantedInstead.add(named(name, matcher.wantedOf(value)));
            }
          } catch (TimeLimitedRegex.SearchTimeoutException givenUp) {
            unread.add(subject + ": " + givenUp.getMessage());
          }
        });
    if (!wrong.isEmpty()) {
      return new Finding(
          new Verdict.Fail(),
          subject + ": " + String.join("; ", wantedInstead),
          foundSubject + ": " + String.join("; ", wrong),
          found.evidence());
    }
    Verdict verdict =
        unread.isEmpty() ? new Verdict.Pass() : new Verdict.Unknown(String.join("; ", unread));
    String seen = got.isEmpty() ? "present" : String.join("; ", got);
    return new Finding(verdict, expected, foundSubject + ": " + seen, found.evidence());
  }

  /** What is wanted, as a phrase: "present", "state builtin or loaded". */
  public String wanted() {
    List<String> parts = new ArrayList<>();
    present.ifPresent(is -> parts.add(is ? "present" : "absent"));
    facets.forEach((name, matcher) -> parts.add(named(name, matcher.wanted())));
    return String.join("; ", parts);
  }

  private String named(String facet, String phrase) {
    return namesFacets ? facet + " " + phrase : phrase;
  }
}
