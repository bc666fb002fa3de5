package io.hostready.cli;

import io.hostready.report.DifferenceFormats;
import io.hostready.rule.Level;
import io.hostready.run.FleetComparison;
import io.hostready.run.FleetDifference;
import io.hostready.run.HostReport;
import io.hostready.text.Joined;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options --against OLD and --fail-on-new: the comparison with earlier reports. */
final class Against {

  private static final String AGAINST = "--against";
  private static final String FAIL_ON_NEW = "--fail-on-new";

  private final FleetComparison comparison;
  private final boolean failsOnNew;
  private final int unreadable;
  private @Nullable FleetDifference difference;

  private Against(FleetComparison comparison, boolean failsOnNew, int unreadable) {
    this.comparison = comparison;
    this.failsOnNew = failsOnNew;
    this.unreadable = unreadable;
  }

  /**
   * Declares both options.
   *
   * @param effect what --against does, after "Earlier reports"
   */
  static void declare(CommandSpec spec, String effect) {
    spec.addOption(
        OptionSpecs.repeated(
            AGAINST,
            "OLD",
            "Earlier JSON reports, a file or a directory with *.json; repeatable (default: none). "
                + effect));
    spec.addOption(
        OptionSpecs.flag(
            "With --against: set the exit code by findings that block and did not block before, or"
                + " not as badly.",
            FAIL_ON_NEW));
  }

  /**
   * Reads the earlier reports; empty without --against.
   *
   * @param failOn the level that replaces the one in each earlier report
   */
  static Optional<Against> read(
      Arguments arguments,
      OutputTargets targets,
      Terminal terminal,
      FleetComparison.Scope scope,
      Optional<Level> failOn) {
    if (!arguments.has(AGAINST)) {
      if (arguments.has(FAIL_ON_NEW)) {
        throw new UsageException(
            "--fail-on-new compares with earlier reports: add --against OLD, such as --against"
                + " yesterday.json");
      }
      return Optional.empty();
    }
    FleetComparison comparison = new FleetComparison(scope);
    HeapTrimmer heap = new HeapTrimmer();
    int bad =
        ReportFiles.ofInput(targets)
            .read(
                arguments.texts(AGAINST),
                terminal,
                (file, report) -> {
                  comparison.addEarlier(
                      failOn.isPresent() ? report.with(failOn.get()) : report, file);
                  heap.start();
                });
    if (comparison.earlier() == 0) {
      throw new UsageException(
          "--against has no report to compare with. To write one: hostready check --format"
              + " json=FILE");
    }
    return Optional.of(new Against(comparison, arguments.has(FAIL_ON_NEW), bad));
  }

  /** Refuses formats that a difference does not have. */
  static void checkFormats(Arguments arguments, OutputTargets targets) {
    for (OutputTargets.Target target : targets.targets()) {
      if (arguments.has(AGAINST) && !DifferenceFormats.NAMES.contains(target.format())) {
        throw new UsageException(
            "invalid --format '"
                + target.format()
                + "' with --against: use "
                + Joined.or(DifferenceFormats.NAMES));
      }
    }
  }

  /** Adds a later report. */
  void add(String file, HostReport report) {
    comparison.add(report, file);
  }

  /** The writer of the difference in every format. */
  ReportOutput.Opener everywhere() {
    return (format, medium) ->
        DifferenceFormats.open(format, medium, this::difference, Installation.version());
  }

  /** The writer of the difference in text; other formats are those of others. */
  ReportOutput.Opener inText(ReportOutput.Opener others) {
    return (format, medium) ->
        format.equals("text") ? everywhere().open(format, medium) : others.open(format, medium);
  }

  private FleetDifference difference() {
    FleetDifference known = difference;
    if (known == null) {
      known = comparison.difference();
      difference = known;
    }
    return known;
  }

  /** The exit code of a run that would end with another one without --against. */
  ExitCode exitCode(ExitCode whole) {
    if (unreadable > 0 || whole == ExitCode.WRONG_INPUT) {
      return ExitCode.WRONG_INPUT;
    }
    return failsOnNew ? ExitCode.of(difference().newOutcome()) : whole;
  }
}
