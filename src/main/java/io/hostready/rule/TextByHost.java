package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.expect.Verdict;
import io.hostready.facts.PackageCommands;
import io.hostready.facts.UbuntuKernel;
import io.hostready.host.Host;
import io.hostready.host.UrlCredentials;
import io.hostready.probe.Value;
import io.hostready.yaml.Ordered;
import io.hostready.yaml.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text of a rule that can differ by host: the first case that holds for a host has its text, and
 * for all other hosts the general text is used.
 *
 * @param general the text for all other hosts; empty if the rule has no such text
 */
public record TextByHost(List<Case> cases, Optional<String> general) {

  /** No text. */
  public static final TextByHost NONE = new TextByHost(List.of(), Optional.empty());

  /** The same text for every host. */
  public static TextByHost of(String text) {
    return new TextByHost(List.of(), Optional.of(text));
  }

  /**
   * One case.
   *
   * @param text the text; {@code {name}} in it is a placeholder for a value of the host
   * @param when the hosts to which it applies; empty for all hosts on which its values are found
   * @param values the values of the placeholders
   */
  public record Case(
      String text,
      Optional<Parameterized<Criterion>> when,
      Map<String, Parameterized<CriterionReader.UsedFacet>> values) {

    public Case {
      values = Ordered.copyOf(values);
    }

    /** The text without a host: {@code <name>} in place of each value. */
    public String generic() {
      String filled = text;
      for (String name : values.keySet()) {
        filled = filled.replace("{" + name + "}", "<" + name + ">");
      }
      return filled;
    }

    /**
     * The text for a host, without passwords in URLs; empty if the condition does not hold or a
     * value is not found.
     */
    private Optional<String> on(Host host, Parameters parameters) {
      if (when.isPresent()
          && !(when.get().bind(parameters).verdict(host) instanceof Verdict.Pass)) {
        return Optional.empty();
      }
      String filled = text;
      for (Map.Entry<String, Parameterized<CriterionReader.UsedFacet>> each : values.entrySet()) {
        Optional<Value> value =
            each.getValue()
                .bind(parameters)
                .valueOn(host)
                .filter(v -> !(v instanceof Value.Missing) && !(v instanceof Value.Unreadable));
        if (value.isEmpty()) {
          return Optional.empty();
        }
        filled = filled.replace("{" + each.getKey() + "}", value.get().preview());
      }
      return Optional.of(UrlCredentials.blanked(filled));
    }
  }

  public TextByHost {
    cases = List.copyOf(cases);
  }

  /**
   * The text for a host, with the commands of its package manager and the packages of its kernel.
   */
  Optional<String> on(Host host, Parameters parameters) {
    return cases.stream()
        .flatMap(one -> one.on(host, parameters).stream())
        .findFirst()
        .or(() -> general)
        .map(text -> withCommandsOf(host, text));
  }

  private static String withCommandsOf(Host host, String text) {
    return PackageCommands.of(host)
        .map(manager -> manager.in(text))
        .orElseGet(() -> UbuntuKernel.read(host).in(text));
  }

  /** The meaning of each {@code <name>} in the generic texts, such as "<mtu>", in order. */
  public Map<String, String> valueDescriptions(Parameters parameters) {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (Case one : cases) {
      one.values()
          .forEach(
              (name, value) ->
                  meanings.putIfAbsent("<" + name + ">", value.bind(parameters).description()));
    }
    return meanings;
  }

  /** Runs all queries of all cases on a host, so that a recording contains them. */
  public void observeAll(Host host, Parameters parameters) {
    for (Case one : cases) {
      one.when()
          .ifPresent(when -> when.bind(parameters).probes().forEach(probe -> probe.observe(host)));
      one.values().values().forEach(value -> value.bind(parameters).valueOn(host));
    }
  }
}
