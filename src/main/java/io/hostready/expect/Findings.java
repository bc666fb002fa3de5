package io.hostready.expect;

import io.hostready.host.Host;
import io.hostready.probe.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Several findings told as one. Plain loops: a check comes here some hundred times and ends before
 * streams would be compiled.
 */
final class Findings {

  private Findings() {}

  /** What each criterion finds, in their order. */
  static List<Finding> of(List<Criterion> parts, Host host) {
    List<Finding> findings = new ArrayList<>(parts.size());
    for (Criterion part : parts) {
      findings.add(part.judge(host));
    }
    return findings;
  }

  static List<Finding> failed(List<Finding> findings) {
    List<Finding> failed = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.verdict() instanceof Verdict.Fail) {
        failed.add(finding);
      }
    }
    return failed;
  }

  static List<Finding> passed(List<Finding> findings) {
    List<Finding> passed = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.passes()) {
        passed.add(finding);
      }
    }
    return passed;
  }

  /** Pass, unless something could not be told; then unknown, with every reason. */
  static Verdict passOrUnknown(List<Finding> findings) {
    Set<String> why = new LinkedHashSet<>();
    for (Finding finding : findings) {
      if (finding.verdict() instanceof Verdict.Unknown unknown) {
        why.add(unknown.why());
      }
    }
    return why.isEmpty() ? new Verdict.Pass() : new Verdict.Unknown(String.join("; ", why));
  }

  /** What was expected, each phrase once. */
  static String expected(List<Finding> findings, String between) {
    if (findings.size() == 1) {
      return findings.getFirst().expected();
    }
    Set<String> phrases = new LinkedHashSet<>();
    for (Finding finding : findings) {
      phrases.add(finding.expected());
    }
    return String.join(between, phrases);
  }

  /** What was found, each phrase once. */
  static String found(List<Finding> findings, String between) {
    if (findings.size() == 1) {
      return findings.getFirst().found();
    }
    Set<String> phrases = new LinkedHashSet<>();
    for (Finding finding : findings) {
      phrases.add(finding.found());
    }
    return String.join(between, phrases);
  }

  /** Everything that was read, each once. */
  static List<Evidence> evidence(List<Finding> findings) {
    if (findings.size() == 1 && findings.getFirst().evidence().size() < 2) {
      return findings.getFirst().evidence();
    }
    Set<Evidence> evidence = new LinkedHashSet<>();
    for (Finding finding : findings) {
      evidence.addAll(finding.evidence());
    }
    return List.copyOf(evidence);
  }
}
