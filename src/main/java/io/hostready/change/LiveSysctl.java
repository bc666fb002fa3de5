package io.hostready.change;

import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.util.List;
import java.util.regex.Pattern;

/** A kernel parameter, now. White space within its value counts as one space. sysctl(8). */
public record LiveSysctl(String key) implements Setting {

  private static final Pattern KEY = Pattern.compile("[a-z0-9_-]+([./][A-Za-z0-9_.:@-]+)+");

  public LiveSysctl {
    Words.check(key, KEY, "a sysctl's key");
  }

  /** Its file. A slash in a key stands for a dot of the file's name, as in sysctl(8). */
  public String path() {
    return "/proc/sys/" + (key.contains("/") ? key : key.replace('.', '/'));
  }

  @Override
  public String described() {
    return "sysctl " + key;
  }

  @Override
  public Reading read(Host host) {
    return switch (host.text(path())) {
      case FileText.Text(_, String text) -> new Reading.Value(text.strip().replaceAll("\\s+", " "));
      case FileText.Missing(String path) -> new Reading.Unknown("there is no " + path);
      case FileText.Unreadable(String path, String why) -> new Reading.Unknown(path + ": " + why);
    };
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
