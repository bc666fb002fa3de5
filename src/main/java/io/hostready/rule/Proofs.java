package io.hostready.rule;

import io.hostready.probe.ProofProbe;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import java.util.List;

/**
 * The allowed position of proofs in a rule: only its check, since every run evaluates all other
 * parts.
 */
final class Proofs {

  private static final List<String> ASKED_ALWAYS = List.of("level", "when", "fix");

  private Proofs() {}

  /** Whether a part of a rule has a proof. */
  static boolean areIn(YamlNode part) {
    return switch (part) {
      case YamlNode.Scalar _ -> false;
      case YamlNode.Sequence sequence -> sequence.items().stream().anyMatch(Proofs::areIn);
      case YamlNode.Mapping mapping ->
          mapping.entries().containsKey(ProofProbe.NAME)
              || mapping.entries().values().stream().anyMatch(entry -> areIn(entry.value()));
    };
  }

  /** Whether a proof in a part of a rule contacts other hosts. */
  static boolean askServers(YamlNode part) {
    return switch (part) {
      case YamlNode.Scalar _ -> false;
      case YamlNode.Sequence sequence -> sequence.items().stream().anyMatch(Proofs::askServers);
      case YamlNode.Mapping mapping ->
          mapping.entries().entrySet().stream()
              .anyMatch(
                  entry ->
                      entry.getKey().equals(ProofProbe.NAME)
                              && entry.getValue().value() instanceof YamlNode.Mapping arguments
                              && ProofProbe.OF_SERVERS.stream()
                                  .anyMatch(arguments.entries()::containsKey)
                          || askServers(entry.getValue().value()));
    };
  }

  static void refuseElsewhere(YamlNode.Mapping rule, boolean isProof, Problems problems) {
    for (String key : ASKED_ALWAYS) {
      YamlNode.Entry part = rule.entries().get(key);
      if (part != null && areIn(part.value())) {
        problems.add(
            new Problem(part.keyAt(), "invalid probe '" + ProofProbe.NAME + "' in '" + key + "'")
                .expecting("use it in 'check' only; proofs run only with --prove"));
      }
    }
    for (String key : List.of("proves", "needs")) {
      YamlNode.Entry named = rule.entries().get(key);
      if (named != null && !isProof) {
        refuse(named, key, problems);
      }
    }
  }

  private static void refuse(YamlNode.Entry named, String key, Problems problems) {
    problems.add(
        new Problem(named.keyAt(), "key '" + key + "' in a rule without a proof")
            .expecting("use it with the probe '" + ProofProbe.NAME + "' in 'check'"));
  }
}
