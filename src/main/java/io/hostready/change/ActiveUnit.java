package io.hostready.change;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a systemd unit is active. systemctl(1). */
public record ActiveUnit(String unit) implements Setting {

  /** A unit's name with its suffix. systemd.unit(5). */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9:_.\\\\@-]+\\.[a-z]+");

  public static final String ACTIVE = "active";
  public static final String INACTIVE = "inactive";

  public ActiveUnit {
    Words.check(unit, NAME, "a unit with its suffix");
  }

  @Override
  public String description() {
    return "unit " + unit;
  }

  @Override
  public ChangeSummary change(String value) {
    return ChangeSummary.change(value.equals(ACTIVE) ? "start" : "stop", unit);
  }

  @Override
  public Reading<String> read(Host host) {
    return host.output(List.of("systemctl", "show", unit, "--property=ActiveState", "--value"))
        .map(
            state ->
                switch (state.strip()) {
                  case "active", "reloading", "refreshing", "activating" -> ACTIVE;
                  default -> INACTIVE; // inactive, failed, deactivating, maintenance: not running
                });
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return List.of(List.of("systemctl", value.equals(ACTIVE) ? "start" : "stop", unit));
  }

  @Override
  public void check(String value) {
    Words.checkEither(value, ACTIVE, INACTIVE);
  }
}
