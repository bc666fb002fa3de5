package io.hostready.run;

import io.hostready.expect.Verdict;
import io.hostready.probe.Evidence;
import io.hostready.rule.Proof;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares proofs with the other rules about the same feature, and marks contradictions. */
final class ProofComparison {

  private static final int MOST_READ = 3;

  private final Selection selection;
  private final Function<Rule, CheckResult> look;
  private final Map<RuleId, CheckResult> results;

  /**
   * A comparison of these results, which it marks.
   *
   * @param look checks a rule of the packs that was not requested and is only used for the
   *     comparison
   */
  ProofComparison(
      Selection selection, Function<Rule, CheckResult> look, Map<RuleId, CheckResult> results) {
    this.selection = selection;
    this.look = look;
    this.results = results;
  }

  void mark() {
    for (CheckResult result : List.copyOf(results.values())) {
      selection
          .find(result.rule().id())
          .flatMap(Rule::proof)
          .ifPresent(proof -> mark(result, proof));
    }
  }

  /**
   * A proof that passes although a rule about the same feature fails; or that fails although no
   * rule about it or its requirements fails.
   */
  private void mark(CheckResult result, Proof proof) {
    if (result.verdict() instanceof Verdict.Pass) {
      found(proof.readings()).stream()
          .filter(CheckResult::fails)
          .forEach(reading -> mark(result, reading));
    } else if (result.fails()) {
      List<CheckResult> readings = found(proof.related());
      if (readings.stream().noneMatch(CheckResult::fails)) {
        readings.stream()
            .filter(reading -> reading.verdict() instanceof Verdict.Pass)
            .forEach(reading -> mark(result, reading));
      }
    }
  }

  private List<CheckResult> found(List<RuleId> ids) {
    List<CheckResult> found = new ArrayList<>();
    for (RuleId id : ids) {
      Optional.ofNullable(results.get(id))
          .or(() -> selection.find(id).map(look))
          .ifPresent(found::add);
    }
    return found;
  }

  private void mark(CheckResult proof, CheckResult reading) {
    results.computeIfPresent(
        proof.rule().id(),
        (_, result) ->
            result.withContradiction("the configuration shows: " + verdictText(reading)));
    results.computeIfPresent(
        reading.rule().id(),
        (_, result) -> result.withContradiction("the proof shows: " + verdictText(proof)));
  }

  /** The evidence of a result: the few values that were read, otherwise the finding. */
  private static String verdictText(CheckResult result) {
    List<Evidence> read = result.finding().evidence();
    boolean isShort = !result.rule().isProof() && !read.isEmpty() && read.size() <= MOST_READ;
    String shown =
        isShort && read.stream().allMatch(each -> each.value() != null)
            ? read.stream()
                .map(each -> each.subject() + " is " + each.value())
                .collect(Collectors.joining(", "))
            : result.finding().found();
    return shown + " (" + result.rule().id() + ")";
  }
}
