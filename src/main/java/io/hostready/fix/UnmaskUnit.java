package io.hostready.fix;

import io.hostready.change.ActiveUnit;
import io.hostready.change.PlanningException;
import io.hostready.change.UnitMask;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.UnitFile;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Optional;

/**
 * Removes the mask of a systemd unit, and does not start the unit. Source: systemctl(1), unmask.
 */
record UnmaskUnit(String unit) implements Fix {

  /** Where systemctl masks units: for good, and until the next boot. */
  private static final List<String> DIRECTORIES =
      List.of("/etc/systemd/system/", "/run/systemd/system/");

  static final FixKind KIND =
      new FixKind(
          "unmask-unit",
          "removes the link to /dev/null that masks a systemd unit; the unit is neither enabled nor"
              + " started",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("a unit with its suffix", ActiveUnit.NAME),
                  "the unit, such as docker.service")),
          "systemctl(1) unmask",
          """
          unmask-unit: {name: docker.service}
          """,
          arguments -> new UnmaskUnit(arguments.text("name")));

  @Override
  public String description() {
    return "unmask " + unit;
  }

  /** systemctl unmask removes links in two directories, and undo restores only one of them. */
  @Override
  public Optional<String> refusal(Host host) {
    Optional<String> mask = UnitFile.mask(host, unit);
    if (mask.isEmpty()) {
      return Optional.empty();
    }
    String path = mask.get();
    boolean isLink =
        host.statusOfLink(path) instanceof Present(var there, _)
            && there.type() == FileStatus.Type.LINK;
    if (!isLink || DIRECTORIES.stream().noneMatch(each -> path.equals(each + unit))) {
      return Optional.of(
          path
              + " masks "
              + unit
              + ": expected a link to /dev/null in /etc/systemd/system or /run/systemd/system."
              + " Remove it by hand, and run 'systemctl daemon-reload'.");
    }
    List<String> masks =
        DIRECTORIES.stream()
            .map(each -> each + unit)
            .filter(each -> host.statusOfLink(each) instanceof Present)
            .toList();
    return Optional.of(masks)
        .filter(all -> all.size() > 1)
        .map(
            all ->
                String.join(" and ", all)
                    + " exist. Run 'systemctl unmask "
                    + unit
                    + "' and 'systemctl unmask --runtime "
                    + unit
                    + "' if both are masks.");
  }

  @Override
  public void plan(PlanBuilder builder) {
    if (UnitFile.mask(builder.host(), unit).isEmpty()) {
      return;
    }
    refusal(builder.host())
        .ifPresent(
            why -> {
              throw new PlanningException(why);
            });
    builder.set(new UnitMask(unit), UnitMask.UNMASKED);
  }
}
