package io.hostready.scenario;

import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.ThrowAwayHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What `check` said in JSON. */
record Report(JsonNode document, ProgramRun ran) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs `check` with more words and reads its report. */
  static Report check(ThrowAwayHost host, String... words) {
    List<String> argv = new ArrayList<>(List.of("check", "--format", "json"));
    argv.addAll(List.of(words));
    return of(host.hostready(argv.toArray(String[]::new)));
  }

  /** Reads what a command wrote to standard output. */
  static Report of(ProgramRun ran) {
    try {
      return new Report(JSON.readTree(ran.out()), ran);
    } catch (JacksonException e) {
      throw new AssertionError("no JSON on standard output:\n" + ran, e);
    }
  }

  String outcome() {
    return document.path("outcome").asString();
  }

  /** The ids of the rules with a verdict, in order of the report; at some level or at any. */
  List<String> rulesThat(String verdict, String... levels) {
    return results().stream()
        .filter(each -> each.path("verdict").asString().equals(verdict))
        .filter(
            each -> levels.length == 0 || List.of(levels).contains(each.path("level").asString()))
        .map(each -> each.path("rule").asString())
        .toList();
  }

  /** The rules that pass in only one of both reports, each with its result in both. */
  List<String> passesDifferFrom(Report other) {
    Set<String> differing = new TreeSet<>(rulesThat("pass"));
    for (String rule : other.rulesThat("pass")) {
      if (!differing.remove(rule)) {
        differing.add(rule);
      }
    }
    return differing.stream().map(rule -> about(rule) + "\n-> " + other.about(rule)).toList();
  }

  /** The proofs with a verdict. */
  List<String> proofsThat(String verdict) {
    return rulesThat(verdict).stream()
        .filter(rule -> of(rule).path("definedAt").asString().contains("proofs/"))
        .toList();
  }

  String verdict(String rule) {
    return of(rule).path("verdict").asString();
  }

  /** What it says about a rule beside the verdict. */
  String about(String rule) {
    return of(rule).toString();
  }

  private JsonNode of(String rule) {
    return results().stream()
        .filter(each -> each.path("rule").asString().equals(rule))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no rule '" + rule + "' in:\n" + ran));
  }

  private List<JsonNode> results() {
    return StreamSupport.stream(document.path("results").spliterator(), false).toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("outcome " + outcome() + ", exit " + ran.exit() + "\n");
    results().stream()
        .filter(each -> !each.path("verdict").asString().matches("pass|not-applicable"))
        .forEach(
            each ->
                text.append(
                    "%s %s (%s): %s; found %s\n"
                        .formatted(
                            each.path("verdict").asString(),
                            each.path("rule").asString(),
                            each.path("level").asString(),
                            each.path("reason").asString(),
                            each.path("found").asString())));
    return text.append(ran.err()).toString();
  }
}
