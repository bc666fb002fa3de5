package io.hostready.cli;

import io.hostready.report.Report;
import io.hostready.run.Outcome;
import io.hostready.yaml.Quoted;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges captures and trees, a few at a time, and reports each in its turn. Neither a host nor its
 * report is kept, for there may be thousands. One that cannot be read is told of, is unknown in the
 * report, and stops no other.
 */
record ManyHosts(List<String> paths, HostChecks checks, ReportOutput output, Terminal terminal) {

  /** After so many hosts what was read of them is thrown away. */
  private static final int SWEPT = 32;

  /** A host's report; wrong says why its files could not be opened. */
  private record Checked(Report report, Optional<String> wrong) {}

  /**
   * Judges all.
   *
   * @param aside whether no document goes to standard output
   */
  ExitCode check(boolean aside) {
    Progress progress = new Progress(terminal, aside, paths.size(), "hosts", System::nanoTime);
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    int[] counts = new int[2]; // of all that were taken, and of those that could not be opened
    InOrder.each(
        paths.size(),
        i -> check(paths.get(i)),
        checked -> {
          checked
              .wrong()
              .ifPresent(
                  why -> {
                    counts[1]++;
                    progress.clear();
                    terminal.err().println("hostready: " + Quoted.harmless(why));
                  });
          outcomes.add(checked.report().outcome());
          output.add(checked.report());
          progress.step();
          if (++counts[0] % SWEPT == 0) {
            // The serial collector would rather let the heap grow, up to a quarter of the machine.
            System.gc();
          }
        });
    progress.clear();
    output.end();
    return counts[1] > 0 ? ExitCode.WRONG_INPUT : ExitCode.of(CheckCommand.worst(outcomes));
  }

  private Checked check(String path) {
    Hosts.Opened opened;
    try {
      opened = Hosts.one(path);
    } catch (UsageError wrong) {
      return new Checked(checks.ofNone(path, wrong.getMessage()), Optional.of(wrong.getMessage()));
    }
    return new Checked(checks.of(opened), Optional.empty());
  }
}
