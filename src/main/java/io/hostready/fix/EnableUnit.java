package io.hostready.fix;

import io.hostready.change.ActiveUnit;
import io.hostready.change.EnabledUnit;
import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.UnitStatus;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.Optional;

/** Starts a systemd unit, now and at every boot. Source: systemctl(1), sd_booted(3). */
record EnableUnit(String unit) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "enable-unit",
          "enables and starts a systemd unit; only enables it if systemd is not running",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("a unit with its suffix", ActiveUnit.NAME),
                  "the unit, such as docker.service")),
          "systemctl(1) enable and start",
          """
          enable-unit: {name: docker.service}
          """,
          arguments -> new EnableUnit(arguments.text("name")));

  @Override
  public String description() {
    return "enable " + unit + " and start it";
  }

  /** Starting a masked unit fails, and an administrator masked it on purpose. */
  @Override
  public Optional<String> refusal(Host host) {
    return UnitStatus.read(host, unit)
        .toOptional()
        .filter(UnitStatus::isMasked)
        .map(
            _ ->
                unit
                    + " is masked (a link to /dev/null), so systemd refuses to start it. Find out"
                    + " who masked it and why. To start it: 'systemctl unmask "
                    + unit
                    + "' and 'systemctl enable --now "
                    + unit
                    + "'.");
  }

  @Override
  public void plan(PlanBuilder builder) {
    refusal(builder.host())
        .ifPresent(
            why -> {
              throw new PlanningException(why);
            });
    builder.set(new EnabledUnit(unit), EnabledUnit.ENABLED);
    // sd_booted(3): this directory exists if systemd is the running init.
    if (!builder.host().has("/run/systemd/system")) {
      builder.addManualStep(
          "systemd does not run here, so "
              + unit
              + " cannot be started by it. Start it in this"
              + " host's own way; systemd will start it once the host boots with it.");
      return;
    }
    builder.set(new ActiveUnit(unit), ActiveUnit.ACTIVE);
  }
}
