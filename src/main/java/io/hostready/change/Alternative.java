package io.hostready.change;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The selected program of an alternative: "auto", or the path that was selected.
 * update-alternatives(1).
 */
public record Alternative(String name) implements Setting {

  public static final String AUTO = "auto";

  public Alternative {
    Words.check(name, Pattern.compile("[A-Za-z0-9+._-]+"), "an alternative's name");
  }

  @Override
  public String description() {
    return "alternative " + name;
  }

  @Override
  public ChangeSummary change(String value) {
    return ChangeSummary.change("set", description() + " to " + value);
  }

  @Override
  public Reading<String> read(Host host) {
    return host.output(List.of("update-alternatives", "--query", name))
        .tryMap(
            stanza -> {
              String status = field(stanza, "Status");
              return status.equals("manual") ? field(stanza, "Value") : status;
            });
  }

  private static String field(String stanza, String name) {
    return stanza
        .lines()
        .takeWhile(line -> !line.isBlank())
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2).strip())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("it does not print " + name));
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return value.equals(AUTO)
        ? List.of(List.of("update-alternatives", "--auto", name))
        : List.of(List.of("update-alternatives", "--set", name, value));
  }

  @Override
  public void check(String value) {
    if (!value.equals(AUTO)) {
      Paths.check(value);
    }
  }
}
