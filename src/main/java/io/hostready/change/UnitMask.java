package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import java.util.List;

/**
 * The mask of a systemd unit: a link to /dev/null in /etc/systemd/system, or in /run/systemd/system
 * until the next boot. Source: systemctl(1), mask and is-enabled.
 */
public record UnitMask(String unit) implements Setting {

  public static final String UNMASKED = "unmasked";
  private static final String MASKED = "masked";
  private static final String UNTIL_BOOT = "masked-runtime";

  public UnitMask {
    Words.check(unit, ActiveUnit.NAME, "a unit with its suffix");
  }

  @Override
  public String description() {
    return "mask of unit " + unit;
  }

  @Override
  public ChangeSummary change(String value) {
    return ChangeSummary.change(value.equals(UNMASKED) ? "unmask" : "mask", unit);
  }

  @Override
  public Reading<String> read(Host host) {
    // is-enabled reads files, and so works without a running systemd, too.
    List<String> argv = List.of("systemctl", "is-enabled", unit);
    return Setting.ask(host, argv, ended -> new Present<>(meaning(ended), String.join(" ", argv)));
  }

  private static String meaning(CommandOutcome.Ended ended) {
    String state = ended.out().strip();
    return state.equals(MASKED) || state.equals(UNTIL_BOOT) ? state : UNMASKED;
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return switch (value) {
      // The option: without it, systemctl changes only /etc, and with it only /run.
      case UNTIL_BOOT -> List.of(List.of("systemctl", "mask", "--runtime", unit));
      case MASKED -> List.of(List.of("systemctl", "mask", unit));
      default ->
          List.of(
              List.of("systemctl", "unmask", unit),
              List.of("systemctl", "unmask", "--runtime", unit));
    };
  }

  @Override
  public void check(String value) {
    if (!List.of(UNMASKED, MASKED, UNTIL_BOOT).contains(value)) {
      throw new IllegalArgumentException("'" + value + "' is no state of a mask");
    }
  }
}
