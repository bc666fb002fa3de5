package io.hostready.expect;

import io.hostready.host.Host;
import io.hostready.probe.Observation;
import io.hostready.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Something that holds of a host, or does not, or cannot be told. */
public sealed interface Criterion {

  /** Looks and judges. Verdicts are pass, fail and unknown only. */
  Finding judge(Host host);

  /** The same verdict without the finding, looking no further than it takes. */
  default Verdict verdict(Host host) {
    return judge(host).verdict();
  }

  /** What is wanted, as a phrase. */
  String described();

  /** Asks every probe, also those that judging would not come to. */
  void askAll(Host host);

  /** One probe and what is expected of it. */
  record Leaf(Probe probe, Expectation expectation) implements Criterion {
    @Override
    public Finding judge(Host host) {
      Observation observation = probe.observe(host);
      // What was found tells the names; where nothing was, only what is wanted can.
      return switch (observation) {
        case Observation.Unreadable _ -> expectation.judge(probe.subjectInFull(), observation);
        case Observation.Absent _ -> expectation.judge(probe.subject(), observation);
        case Observation.Found found ->
            expectation.judge(probe.subject(), probe.subjectOf(found), found);
      };
    }

    @Override
    public String described() {
      return probe.subjectInFull() + ": " + expectation.wanted();
    }

    @Override
    public void askAll(Host host) {
      probe.observe(host);
    }
  }

  /** Holds if every part holds; fails if one fails. A finding tells of every part. */
  record All(List<Criterion> parts) implements Criterion {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public String described() {
      return Criterion.listed("all of", parts);
    }

    @Override
    public void askAll(Host host) {
      parts.forEach(part -> part.askAll(host));
    }

    @Override
    public Finding judge(Host host) {
      List<Finding> findings = Findings.of(parts, host);
      List<Finding> failed = Findings.failed(findings);
      List<Finding> told = failed.isEmpty() ? findings : failed;
      return new Finding(
          failed.isEmpty() ? Findings.passOrUnknown(findings) : new Verdict.Fail(),
          Findings.expected(told, "; "),
          Findings.found(told, "; "),
          Findings.evidence(findings));
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

  /** Holds if one part holds; looks no further then. */
  record Any(List<Criterion> parts) implements Criterion {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public String described() {
      return Criterion.listed("one of", parts);
    }

    @Override
    public void askAll(Host host) {
      parts.forEach(part -> part.askAll(host));
    }

    @Override
    public Finding judge(Host host) {
      List<Finding> findings = new ArrayList<>();
      for (Criterion part : parts) {
        Finding finding = part.judge(host);
        findings.add(finding);
        if (finding.passes()) {
          return new Finding(
              finding.verdict(), finding.expected(), finding.found(), Findings.evidence(findings));
        }
      }
      return new Finding(
          Findings.failed(findings).size() == findings.size()
              ? new Verdict.Fail()
              : Findings.passOrUnknown(findings),
          "one of: " + Findings.expected(findings, "; or "),
          Findings.found(findings, "; "),
          Findings.evidence(findings));
    }
  }

  /** Asks its part only of hosts for which a condition holds; holds for every other host. */
  record Where(Criterion condition, Criterion then) implements Criterion {
    @Override
    public String described() {
      return then.described() + " (where " + condition.described() + ")";
    }

    @Override
    public void askAll(Host host) {
      condition.askAll(host);
      then.askAll(host);
    }

    @Override
    public Finding judge(Host host) {
      Finding met = condition.judge(host);
      if (met.verdict() instanceof Verdict.Fail) {
        return new Finding(new Verdict.Pass(), described(), met.found(), met.evidence());
      }
      Finding finding = then.judge(host);
      // In doubt about the condition, what holds anyway holds; what does not, may not be asked.
      boolean inDoubt = !met.passes() && !finding.passes();
      return new Finding(
          inDoubt ? met.verdict() : finding.verdict(),
          finding.expected(),
          finding.found(),
          Findings.evidence(List.of(met, finding)));
    }
  }

  /** Holds if no part holds; fails if one holds. */
  record None(List<Criterion> parts) implements Criterion {
    public None {
      parts = List.copyOf(parts);
    }

    @Override
    public String described() {
      return Criterion.listed("none of", parts);
    }

    @Override
    public void askAll(Host host) {
      parts.forEach(part -> part.askAll(host));
    }

    @Override
    public Finding judge(Host host) {
      List<Finding> findings = Findings.of(parts, host);
      List<Finding> held = Findings.passed(findings);
      List<Finding> told = held.isEmpty() ? findings : held;
      boolean allFailed = Findings.failed(findings).size() == findings.size();
      return new Finding(
          !held.isEmpty()
              ? new Verdict.Fail()
              : allFailed ? new Verdict.Pass() : Findings.passOrUnknown(findings),
          "not: " + Findings.expected(told, "; nor "),
          Findings.found(told, "; "),
          Findings.evidence(findings));
    }
  }

  private static String listed(String how, List<Criterion> parts) {
    String all = parts.stream().map(Criterion::described).collect(Collectors.joining("; "));
    return parts.size() == 1 && how.startsWith("all") ? all : how + " (" + all + ")";
  }
}
