package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.ShellAssignments;
import io.hostready.text.ShellAssignments.Separator;
import java.util.List;
import java.util.Optional;

/**
 * The status of a systemd unit: LoadState, ActiveState, SubState and UnitFileState, with
 * systemctl's values. Absent if systemd is not the running init. Source: systemctl(1),
 * sd_booted(3).
 */
public record UnitStatus(ShellAssignments properties) {

  /** Exists only if systemd is the init: sd_booted(3). */
  private static final String SYSTEMD = "/run/systemd/system";

  /** The option of systemctl that names the properties. */
  public static final String PROPERTIES = "--property=LoadState,ActiveState,SubState,UnitFileState";

  /** Queries systemd; Unreadable if it does not answer. */
  public static Reading<UnitStatus> read(Host host, String unit) {
    List<String> argv = List.of("systemctl", "show", unit, PROPERTIES);
    return host.status(SYSTEMD)
        .flatMap(
            _ ->
                host.output(argv)
                    .map(said -> new UnitStatus(ShellAssignments.ofLines(said, Separator.EQUALS)))
                    .or(
                        () ->
                            new Unreadable<>(
                                String.join(" ", argv),
                                "there is no systemctl, though systemd runs")));
  }

  /**
   * A property's value; empty for a property that the unit does not have, such as UnitFileState
   * without a unit file.
   */
  public Optional<String> value(String property) {
    return properties.value(property).filter(value -> !value.isEmpty());
  }

  /** Whether the unit is masked: systemd refuses to start it. */
  public boolean isMasked() {
    return value("LoadState").filter("masked"::equals).isPresent();
  }
}
