package io.hostready.expect;

import io.hostready.probe.Observation;
import io.hostready.probe.Probe;
import io.hostready.probe.Value;
import io.hostready.text.TimeLimitedRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule expects of an observation: that the object is present or not, and a matcher for each
 * of some facets. At least one of these.
 */
public final class Expectation {

  private final Optional<Boolean> present;
  private final List<FacetExpectation> facets;

  Expectation(Optional<Boolean> present, List<FacetExpectation> facets) {
    if (present.isEmpty() && facets.isEmpty()) {
      throw new IllegalArgumentException("an expectation that expects nothing");
    }
    this.present = present;
    this.facets = List.copyOf(facets);
  }

  /** Compares an observation with it. */
  public Finding judge(Probe probe, Observation observation) {
    return switch (observation) {
      case Observation.Unreadable(String where, String why) ->
          new Finding(
              new Verdict.Unknown(where + ": " + why), expected(probe), Finding.UNREAD, List.of());
      case Observation.Absent absent ->
          new Finding(
              present.isPresent() && !present.get() ? new Verdict.Pass() : new Verdict.Fail(),
              expected(probe),
              probe.absence(absent),
              absent.evidence());
      case Observation.Found found -> judgeFound(probe, found);
    };
  }

  private Finding judgeFound(Probe probe, Observation.Found found) {
    if (present.isPresent() && !present.get()) {
      return new Finding(new Verdict.Fail(), expected(probe), probe.presence(), found.evidence());
    }
    String subject = probe.subjectOf(found);
    List<String> got = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> expectedInstead = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    for (FacetExpectation expected : facets) {
      Value value =
          found.facets().getOrDefault(expected.facet().name(), new Value.Missing("what was seen"));
      String shown = expected.found(value, subject);
      got.add(shown);
      try {
        if (value instanceof Value.Unreadable(String where, String why)) {
          unread.add(where + ": " + why);
        } else if (!expected.matcher().holds(value)) {
          wrong.add(shown);
          expectedInstead.add(expected.expectedFor(value, probe));
        }
      } catch (TimeLimitedRegex.SearchTimeoutException givenUp) {
        unread.add(subject + ": " + givenUp.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      return new Finding(
          new Verdict.Fail(),
          joined(expectedInstead, probe.subject()),
          joined(wrong, subject),
          found.evidence());
    }
    Verdict verdict =
        unread.isEmpty() ? new Verdict.Pass() : new Verdict.Unknown(String.join("; ", unread));
    String seen = got.isEmpty() ? probe.presence() : joined(got, subject);
    return new Finding(verdict, expected(probe), seen, found.evidence());
  }

  /** What is expected, as a sentence: "docker.service ActiveState=active, enabled". */
  public String expected(Probe probe) {
    List<String> parts = new ArrayList<>();
    if (present.isPresent() && !present.get()) {
      return probe.absence();
    }
    if (facets.isEmpty()) {
      return probe.presence();
    }
    facets.forEach(expected -> parts.add(expected.expected(probe)));
    return joined(parts, probe.subject());
  }

  /**
   * Joins sentences and writes a repeated subject once. A sentence in parentheses follows another
   * one.
   */
  private static String joined(List<String> sentences, String subject) {
    StringBuilder all = new StringBuilder();
    boolean isTold = false;
    for (String sentence : sentences) {
      boolean begins = sentence.startsWith(subject + " ");
      String rest = begins && isTold ? sentence.substring(subject.length() + 1) : sentence;
      isTold |= begins;
      if (rest.startsWith("(")) {
        all.append(
            all.isEmpty() ? subject + ": " + rest.substring(1, rest.length() - 1) : " " + rest);
      } else {
        all.append(all.isEmpty() ? "" : ", ").append(rest);
      }
    }
    return all.toString();
  }
}
