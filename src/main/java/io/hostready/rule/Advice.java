package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.probe.Value;
import io.hostready.yaml.Ordered;
import io.hostready.yaml.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person should do, by cases: the first case that holds for a host counts, and where none
 * does, the rule's general advice.
 */
public record Advice(List<Case> cases) {

  static final Advice GENERAL = new Advice(List.of());

  /**
   * One case.
   *
   * @param text the advice; {@code {name}} in it stands for a value of the host
   * @param when the hosts it is for; empty for all on which its values are found
   * @param values what the names in the text stand for
   */
  public record Case(
      String text,
      Optional<Template<Criterion>> when,
      Map<String, Template<CriterionReader.Taken>> values) {

    public Case {
      values = Ordered.copyOf(values);
    }

    /** The text for a host; empty where the condition does not hold or a value is not found. */
    private Optional<String> on(Host host, Parameters parameters) {
      if (when.isPresent()
          && !(when.get().bind(parameters).verdict(host) instanceof Verdict.Pass)) {
        return Optional.empty();
      }
      String filled = text;
      for (Map.Entry<String, Template<CriterionReader.Taken>> each : values.entrySet()) {
        Optional<Value> value =
            each.getValue()
                .bind(parameters)
                .valueOn(host)
                .filter(v -> !(v instanceof Value.Missing) && !(v instanceof Value.Unreadable));
        if (value.isEmpty()) {
          return Optional.empty();
        }
        filled = filled.replace("{" + each.getKey() + "}", value.get().shown());
      }
      return Optional.of(filled);
    }
  }

  public Advice {
    cases = List.copyOf(cases);
  }

  /** The text of the first case that holds for a host. */
  public Optional<String> on(Host host, Parameters parameters) {
    return cases.stream().flatMap(one -> one.on(host, parameters).stream()).findFirst();
  }

  /** Asks a host everything that any case may ask, for whoever records the host. */
  public void askAll(Host host, Parameters parameters) {
    for (Case one : cases) {
      one.when().ifPresent(when -> when.bind(parameters).askAll(host));
      one.values().values().forEach(value -> value.bind(parameters).valueOn(host));
    }
  }
}
