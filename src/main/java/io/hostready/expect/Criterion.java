package io.hostready.expect;

import io.hostready.host.Host;
import io.hostready.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A condition on a host, which holds, does not hold, or is unknown. */
public sealed interface Criterion {

  /** Reads the host and compares. Verdicts are only pass, fail and unknown. */
  Finding judge(Host host);

  /** The same verdict without the finding; stops as soon as the verdict is known. */
  default Verdict verdict(Host host) {
    return judge(host).verdict();
  }

  /** What is expected, as a phrase. */
  String description();

  /** Every probe, in the order of the rule file, including those that a verdict would not need. */
  default Stream<Probe> probes() {
    return switch (this) {
      case Leaf(Probe probe, _) -> Stream.of(probe);
      case All(List<Criterion> parts) -> parts.stream().flatMap(Criterion::probes);
      case Any(List<Criterion> parts) -> parts.stream().flatMap(Criterion::probes);
      case None(List<Criterion> parts) -> parts.stream().flatMap(Criterion::probes);
      case Where(Criterion condition, Criterion then) ->
          Stream.concat(condition.probes(), then.probes());
    };
  }

  /** One probe and what is expected of it. */
  record Leaf(Probe probe, Expectation expectation) implements Criterion {
    @Override
    public Finding judge(Host host) {
      return expectation.judge(probe, probe.observe(host));
    }

    @Override
    public String description() {
      return expectation.expected(probe);
    }
  }

  /** Holds if every part holds; fails if one fails. A finding has every part. */
  record All(List<Criterion> parts) implements Criterion {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public String description() {
      return Criterion.joined("all of", parts);
    }

    @Override
    public Finding judge(Host host) {
      List<Finding> findings = FindingCombiner.of(parts, host);
      List<Finding> failed = FindingCombiner.failed(findings);
      List<Finding> reported = failed.isEmpty() ? findings : failed;
      return new Finding(
          failed.isEmpty() ? FindingCombiner.passOrUnknown(findings) : new Verdict.Fail(),
          FindingCombiner.expected(reported, "; "),
          FindingCombiner.found(reported, "; "),
          FindingCombiner.evidence(findings));
    }

    @Override
    public Verdict verdict(Host host) {
      Verdict verdict = new Verdict.Pass();
      for (Criterion part : parts) {
        Verdict next = part.verdict(host);
        if (next instanceof Verdict.Fail) {
          return next;
        }
        verdict = next instanceof Verdict.Pass ? verdict : next;
      }
      return verdict;
    }
  }

  /** Holds if one part holds; then the others are not checked. */
  record Any(List<Criterion> parts) implements Criterion {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public String description() {
      return Criterion.joined("one of", parts);
    }

    @Override
    public Finding judge(Host host) {
      List<Finding> findings = new ArrayList<>();
      for (Criterion part : parts) {
        Finding finding = part.judge(host);
        findings.add(finding);
        if (finding.passes()) {
          return new Finding(
              finding.verdict(),
              finding.expected(),
              finding.found(),
              FindingCombiner.evidence(findings));
        }
      }
      return new Finding(
          FindingCombiner.failed(findings).size() == findings.size()
              ? new Verdict.Fail()
              : FindingCombiner.passOrUnknown(findings),
          FindingCombiner.firstExpected(findings),
          FindingCombiner.found(findings, "; "),
          FindingCombiner.evidence(findings));
    }
  }

  /** Checks its part only on hosts on which a condition holds; holds on every other host. */
  record Where(Criterion condition, Criterion then) implements Criterion {
    @Override
    public String description() {
      return then.description() + " (only if " + condition.description() + ")";
    }

    @Override
    public Finding judge(Host host) {
      Finding met = condition.judge(host);
      if (met.verdict() instanceof Verdict.Fail) {
        return new Finding(new Verdict.Pass(), description(), met.found(), met.evidence());
      }
      Finding finding = then.judge(host);
      // If the condition is unknown, a part that holds still holds; a part that fails may not
      // apply.
      boolean inDoubt = !met.passes() && !finding.passes();
      return new Finding(
          inDoubt ? met.verdict() : finding.verdict(),
          finding.expected(),
          finding.found(),
          FindingCombiner.evidence(List.of(met, finding)));
    }
  }

  /** Holds if no part holds; fails if one holds. */
  record None(List<Criterion> parts) implements Criterion {
    public None {
      parts = List.copyOf(parts);
    }

    @Override
    public String description() {
      return Criterion.joined("none of", parts);
    }

    @Override
    public Finding judge(Host host) {
      List<Finding> findings = FindingCombiner.of(parts, host);
      List<Finding> held = FindingCombiner.passed(findings);
      List<Finding> reported = held.isEmpty() ? findings : held;
      boolean allFailed = FindingCombiner.failed(findings).size() == findings.size();
      return new Finding(
          !held.isEmpty()
              ? new Verdict.Fail()
              : allFailed ? new Verdict.Pass() : FindingCombiner.passOrUnknown(findings),
          "not: " + FindingCombiner.expected(reported, "; "),
          FindingCombiner.found(reported, "; "),
          FindingCombiner.evidence(findings));
    }
  }

  private static String joined(String how, List<Criterion> parts) {
    String all = parts.stream().map(Criterion::description).collect(Collectors.joining("; "));
    return parts.size() == 1 && how.startsWith("all") ? all : how + " (" + all + ")";
  }
}
