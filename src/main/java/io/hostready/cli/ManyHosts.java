package io.hostready.cli;

import io.hostready.report.Report;
import io.hostready.run.Outcome;
import io.hostready.yaml.Quoted;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Judges captures and trees, a few at a time, and reports each in its turn. Neither a host nor its
 * report is kept, for there may be thousands. One that cannot be read is told of, is unknown in the
 * report, and stops no other.
 */
record ManyHosts(List<String> paths, HostChecks checks, ReportOutput output, Terminal terminal) {

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
    AtomicInteger unopened = new AtomicInteger();
    Heap heap = new Heap();
    InOrder.each(
        paths.size(),
        i -> check(paths.get(i)),
        checked -> {
          checked
              .wrong()
              .ifPresent(
                  why -> {
                    unopened.incrementAndGet();
                    progress.clear();
                    terminal.err().println("hostready: " + Quoted.harmless(why));
                  });
          outcomes.add(checked.report().outcome());
          output.add(checked.report());
          progress.step();
          heap.keepSmall();
        });
    progress.clear();
    output.end();
    return unopened.get() > 0 ? ExitCode.WRONG_INPUT : ExitCode.of(CheckCommand.worst(outcomes));
  }

  private Checked check(String path) {
    Hosts.Opened opened;
    try {
      opened = Hosts.one(path, terminal.environment());
    } catch (UsageError wrong) {
      return unopened(path, wrong.getMessage());
    } catch (OutOfMemoryError | StackOverflowError tooLarge) {
      return tooLarge(path, tooLarge);
    }
    try {
      return new Checked(checks.of(opened), Optional.empty());
    } catch (OutOfMemoryError | StackOverflowError tooLarge) {
      return tooLarge(path, tooLarge);
    }
  }

  private Checked tooLarge(String path, Error why) {
    return unopened(
        path,
        "--host '"
            + path
            + "' takes more memory than this program may use ("
            + why
            + "). Check it"
            + " alone.");
  }

  private Checked unopened(String path, String why) {
    return new Checked(checks.ofNone(path, why), Optional.of(why));
  }
}
