package io.hostready.rule;

import io.hostready.expect.CriterionReader;
import io.hostready.host.Host;
import io.hostready.probe.Value;
import io.hostready.yaml.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules whose failure is the reason why another one fails, too.
 *
 * @param named rules that the rule names
 * @param detected lists of words of a host that are IDs of rules, such as those that check the
 *     error in a log
 */
public record Causes(List<RuleId> named, List<Parameterized<CriterionReader.UsedFacet>> detected) {

  /** No rule. */
  public static final Causes NONE = new Causes(List.of(), List.of());

  public Causes {
    named = List.copyOf(named);
    detected = List.copyOf(detected);
  }

  /** The causes on a host; those that are detected come first. */
  public Causes on(Host host, Parameters parameters) {
    List<RuleId> all = new ArrayList<>();
    for (Parameterized<CriterionReader.UsedFacet> each : detected) {
      if (each.bind(parameters).valueOn(host).orElse(null) instanceof Value.Words(var ids)) {
        ids.stream().filter(RuleId::isOne).map(RuleId::new).forEach(all::add);
      }
    }
    all.addAll(named);
    return new Causes(all, List.of());
  }
}
