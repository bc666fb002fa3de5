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

/**
 * Puts proofs beside the readings of the same thing, and marks those that contradict each other.
 */
final class ProofComparison {

  private static final int MOST_READ = 3;

  private final Selection selection;
  private final Function<Rule, CheckResult> look;
  private final Map<RuleId, CheckResult> results;

  /**
   * A comparison of these results, which it marks.
   *
   * @param look judges a rule of the packs that was not asked for and is only compared with
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
   * What was tried and works, though a reading of it fails; or does not, though no reading of it or
   * of what it needs knows why.
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
        proof.rule().id(), (_, result) -> result.against("reading says: " + said(reading)));
    results.computeIfPresent(
        reading.rule().id(), (_, result) -> result.against("trying says: " + said(proof)));
  }

  /** What a result rests on: the few things that were read, else the finding. */
  private static String said(CheckResult result) {
    List<Evidence> read = result.finding().evidence();
    boolean isShort = !result.rule().isProof() && !read.isEmpty() && read.size() <= MOST_READ;
    String said =
        isShort && read.stream().allMatch(each -> each.value() != null)
            ? read.stream()
                .map(each -> each.subject() + " is " + each.value())
                .collect(Collectors.joining(", "))
            : result.finding().found();
    return said + " (" + result.rule().id() + ")";
  }
}
