package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.host.UrlCredentials;
import io.hostready.probe.Value;
import io.hostready.text.Joined;
import io.hostready.text.Quoted;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.Problem;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.Suggestion;
import java.util.List;
import java.util.Optional;

/**
 * A parameter that a pack declares: its type, its default, and how it is detected on the host.
 *
 * @param values the values of a parameter of type enum
 * @param detect probes that are tried in order; the first facet that is present is the value
 * @param detectOn the hosts on which a detected value is used; empty for every host; a host for
 *     which this is unknown is included
 */
public record ParameterDeclaration(
    String name,
    Type type,
    String defaultValue,
    String description,
    List<String> values,
    List<CriterionReader.UsedFacet> detect,
    Optional<Criterion> detectOn) {

  public ParameterDeclaration {
    values = List.copyOf(values);
    detect = List.copyOf(detect);
  }

  /** The type of a value. */
  public enum Type {
    TEXT,
    VERSION,
    PATH,
    ENUM,
    NUMBER,
    BOOLEAN;

    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The maximum length of a detected value, in characters: PATH_MAX of linux/limits.h. */
  private static final int LONGEST_TOLD = 4096;

  /** The problem with a value at a position; empty if it is valid. */
  public Optional<Problem> problem(SourceSpan where, String value) {
    if (UrlCredentials.isIn(value)) {
      return Optional.of(
          new Problem(where, "parameter '" + name + "' has a user or password in its URL")
              .expecting(
                  "put both into a file in /etc/apt/auth.conf.d with mode 0600"
                      + " (apt_auth.conf(5))"));
    }
    return expected(value)
        .map(
            phrase ->
                new Problem(
                        where, "invalid value " + Quoted.of(value) + " of parameter '" + name + "'")
                    .expecting("use " + phrase));
  }

  /** What a value should be; empty if it is valid. */
  private Optional<String> expected(String value) {
    return switch (type) {
      case TEXT -> problemUnless(!value.isBlank(), "a string");
      case VERSION -> problemUnless(isVersion(value), "a version such as 29 or 27.3");
      case PATH ->
          problemUnless(
              value.startsWith("/") && !(value + "/").contains("/../"),
              "a path that starts with '/' and has no '..'");
      case ENUM ->
          problemUnless(
              values.contains(value),
              Joined.or(values)
                  + Suggestion.nearest(value, values)
                      .map(word -> ". Did you mean '" + word + "'?")
                      .orElse(""));
      case NUMBER -> problemUnless(value.matches("\\d{1,18}"), "a whole number");
      case BOOLEAN -> problemUnless(value.equals("true") || value.equals("false"), "true or false");
    };
  }

  private static Optional<String> problemUnless(boolean holds, String expected) {
    return holds ? Optional.empty() : Optional.of(expected);
  }

  private static boolean isVersion(String value) {
    try {
      VersionNumber.parse(value);
      return true;
    } catch (IllegalArgumentException notAVersion) {
      return false;
    }
  }

  private boolean fits(String value) {
    return !UrlCredentials.isIn(value) && expected(value).isEmpty();
  }

  /** The detected value, otherwise the default. */
  public String valueOn(Host host) {
    return detectedOn(host).orElse(defaultValue);
  }

  /** The detected value, if it is used on the host. An invalid detected value is ignored. */
  public Optional<String> detectedOn(Host host) {
    for (CriterionReader.UsedFacet used : detect) {
      Optional<String> told =
          value(used, host)
              .filter(v -> !(v instanceof Value.Missing) && !(v instanceof Value.Unreadable))
              .map(Value::preview)
              .filter(value -> value.length() <= LONGEST_TOLD && fits(value));
      if (told.isPresent()) {
        return told.filter(_ -> usesDetected(host));
      }
    }
    return Optional.empty();
  }

  /** Whether detected values are used: not if the condition is known to fail. */
  private boolean usesDetected(Host host) {
    try {
      return detectOn.isEmpty() || !(detectOn.get().verdict(host) instanceof Verdict.Fail);
    } catch (RuntimeException broken) {
      return true;
    }
  }

  /** A probe that throws has detected nothing; the rule with the same probe reports the error. */
  private static Optional<Value> value(CriterionReader.UsedFacet used, Host host) {
    try {
      return used.valueOn(host);
    } catch (RuntimeException broken) {
      return Optional.empty();
    }
  }
}
