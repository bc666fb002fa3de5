package io.hostready.facts;

import io.hostready.facts.Assignments.Separator;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;

/**
 * What systemd says of a unit: LoadState, ActiveState, SubState and UnitFileState, in systemctl's
 * words. Absent where systemd is not the init of this boot. Source: systemctl(1), sd_booted(3).
 */
public record UnitStatus(Assignments properties) {

  /** There exactly where systemd is the init: sd_booted(3). */
  private static final String SYSTEMD = "/run/systemd/system";

  /** The option of systemctl that names the properties. */
  public static final String PROPERTIES = "--property=LoadState,ActiveState,SubState,UnitFileState";

  /** Asks systemd; Unreadable where it does not answer. */
  public static Reading<UnitStatus> read(Host host, String unit) {
    return switch (host.status(SYSTEMD)) {
      case Present(_, _) -> ask(host, unit);
      case Absent(_) -> new Absent<>(SYSTEMD);
      case Unreadable(_, var why) -> new Unreadable<>(SYSTEMD, why);
    };
  }

  private static Reading<UnitStatus> ask(Host host, String unit) {
    List<String> argv = List.of("systemctl", "show", unit, PROPERTIES);
    String command = String.join(" ", argv);
    return switch (host.run(argv)) {
      case CommandOutcome.Ended(int exit, String out, String err) ->
          exit == 0
              ? new Present<>(new UnitStatus(Assignments.ofLines(out, Separator.EQUALS)), command)
              : new Unreadable<>(command, reason(exit, err));
      case CommandOutcome.NotFound _ ->
          new Unreadable<>(command, "there is no systemctl, though systemd runs");
      case CommandOutcome.NotRun(String why) -> new Unreadable<>(command, why);
    };
  }

  private static String reason(int exit, String err) {
    return err.lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .map(String::strip)
        .orElse("it ended with exit code " + exit);
  }

  /** A property's value; empty for one that the unit lacks, as one without a file UnitFileState. */
  public Optional<String> value(String property) {
    return properties.value(property).filter(value -> !value.isEmpty());
  }

  /** Whether the unit is masked: systemd refuses to start it. */
  public boolean isMasked() {
    return value("LoadState").filter("masked"::equals).isPresent();
  }
}
