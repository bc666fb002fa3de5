package io.hostready.expect;

import static java.util.stream.Collectors.joining;

import io.hostready.host.Host;
import io.hostready.probe.Evidence;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Combines several findings into one. */
final class FindingCombiner {

  /** The text of an alternative for its own alternatives. */
  private static final Pattern OTHERS =
      Pattern.compile(" \\(or \\d+ alternatives?: " + Finding.SHOW_RULE + "\\)");

  private FindingCombiner() {}

  /** The findings of each criterion, in their order. */
  static List<Finding> of(List<Criterion> parts, Host host) {
    return parts.stream().map(part -> part.judge(host)).toList();
  }

  static List<Finding> failed(List<Finding> findings) {
    return findings.stream().filter(one -> one.verdict() instanceof Verdict.Fail).toList();
  }

  static List<Finding> passed(List<Finding> findings) {
    return findings.stream().filter(Finding::passes).toList();
  }

  /** Pass, unless something is unknown; then unknown, with every reason once. */
  static Verdict passOrUnknown(List<Finding> findings) {
    List<String> why =
        findings.stream()
            .flatMap(
                one ->
                    one.verdict() instanceof Verdict.Unknown(String w)
                        ? Stream.of(w.split("; "))
                        : null)
            .distinct()
            .toList();
    return why.isEmpty() ? new Verdict.Pass() : new Verdict.Unknown(String.join("; ", why));
  }

  /** What was expected, each phrase once. */
  static String expected(List<Finding> findings, String between) {
    return findings.stream().map(Finding::expected).distinct().collect(joining(between));
  }

  /** What the first of several alternatives expected, and where to find the others. */
  static String firstExpected(List<Finding> findings) {
    List<String> all = findings.stream().map(Finding::expected).distinct().toList();
    int others = all.size() - 1;
    if (others == 0) {
      return all.getFirst();
    }
    return OTHERS.matcher(all.getFirst()).replaceAll("")
        + " (or "
        + others
        + (others == 1 ? " alternative: " : " alternatives: ")
        + Finding.SHOW_RULE
        + ")";
  }

  /** What was found, each phrase once. */
  static String found(List<Finding> findings, String between) {
    return findings.stream().map(Finding::found).distinct().collect(joining(between));
  }

  /** Everything that was read, each once. */
  static List<Evidence> evidence(List<Finding> findings) {
    return findings.stream().flatMap(one -> one.evidence().stream()).distinct().toList();
  }
}
