package io.hostready.change;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The current value of a sysctl. White space within its value is normalized to one space.
 * sysctl(8).
 */
public record LiveSysctl(String key) implements Setting {

  private static final Pattern KEY = Pattern.compile("[a-z0-9_-]+([./][A-Za-z0-9_.:@-]+)+");

  public LiveSysctl {
    Words.check(key, KEY, "a sysctl's key");
  }

  /** Its file. A slash in a key represents a dot in the file's name, as in sysctl(8). */
  public String path() {
    return "/proc/sys/" + (key.contains("/") ? key : key.replace('.', '/'));
  }

  @Override
  public String description() {
    return "sysctl " + key;
  }

  @Override
  public ChangeSummary change(String value) {
    return ChangeSummary.change("set", description() + " to " + value);
  }

  @Override
  public Reading<String> read(Host host) {
    return host.text(path()).map(text -> text.strip().replaceAll("\\s+", " "));
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return List.of(List.of("sysctl", "-q", "-w", key + "=" + value));
  }

  @Override
  public void check(String value) {
    if (value.isBlank() || !value.equals(value.strip().replaceAll("\\s+", " "))) {
      throw new IllegalArgumentException("'" + value + "' is no value of " + key);
    }
  }
}
