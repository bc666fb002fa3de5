package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import java.util.List;

/** Whether a systemd unit is enabled: systemctl(1), is-enabled. */
public record EnabledUnit(String unit) implements Setting {

  public static final String ENABLED = "enabled";
  public static final String DISABLED = "disabled";

  public EnabledUnit {
    Words.check(unit, ActiveUnit.NAME, "a unit with its suffix");
  }

  @Override
  public String description() {
    return "unit " + unit + " at boot";
  }

  @Override
  public ChangeSummary change(String value) {
    return ChangeSummary.change(value.equals(ENABLED) ? "enable" : "disable", unit + " at boot");
  }

  @Override
  public Reading<String> read(Host host) {
    // is-enabled reads files, and so works without a running systemd, too.
    return Setting.ask(host, List.of("systemctl", "is-enabled", unit), this::meaning);
  }

  /**
   * Its output is used and not its exit code: 1 for units that are disabled, masked or generated.
   */
  private Reading<String> meaning(CommandOutcome.Ended ended) {
    String state = ended.out().strip();
    if (!state.isEmpty() && !state.equals("not-found")) {
      return new Present<>(state, "systemctl is-enabled " + unit);
    }
    String reason = ended.err().isBlank() ? "" : ": " + ended.err().strip();
    return new Absent<>("unit " + unit + reason);
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return List.of(List.of("systemctl", value.equals(ENABLED) ? "enable" : "disable", unit));
  }

  @Override
  public void check(String value) {
    Words.checkEither(value, ENABLED, DISABLED);
  }
}
