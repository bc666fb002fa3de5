package io.hostready.run;

import io.hostready.capture.OpenedHost;
import io.hostready.capture.UnreadableHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The check of many hosts, several in parallel, reported in their order. Neither a host nor its
 * report is kept, since there may be thousands. A host that cannot be opened is unknown, and does
 * not stop others.
 *
 * @param hosts paths or destinations of ssh, in order
 */
public record FleetCheck(List<String> hosts, HostCheck check, HostAccess access) {

  public FleetCheck {
    hosts = List.copyOf(hosts);
  }

  /** A host's report; unopened has the reason if it could not be opened. */
  public record Checked(HostReport report, Optional<UnopenedHost> unopened) {}

  /** The outcome of all hosts, and how many of the given paths are no hosts. */
  public record Summary(Outcome outcome, int invalid) {}

  /** What the check reports while it runs. */
  public interface Listener {

    /** A host is about to be opened; called in any thread. */
    void started(String host);

    /** A host was checked, possibly before earlier ones; called in any thread. */
    void checked(String host);

    /** The next host in the order; called in the thread of {@link #run}. */
    void take(Checked checked);
  }

  /** Checks all hosts. */
  public Summary run(Listener listener) {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    AtomicInteger invalid = new AtomicInteger();
    Semaphore computing = new Semaphore(ParallelInOrder.Width.ofProcessors().threads());
    ParallelInOrder.each(
        hosts.size(),
        access.width(),
        i -> {
          listener.started(hosts.get(i));
          Checked checked = check(hosts.get(i), computing);
          listener.checked(hosts.get(i));
          return checked;
        },
        checked -> {
          outcomes.add(checked.report().outcome());
          boolean isInvalid =
              checked.unopened().filter(UnopenedHost.Invalid.class::isInstance).isPresent();
          invalid.addAndGet(isInvalid ? 1 : 0);
          listener.take(checked);
        });
    return new Summary(Outcome.worst(outcomes), invalid.get());
  }

  private Checked check(String host, Semaphore computing) {
    try {
      return new Checked(report(host, access.fetch(host), 1, computing), Optional.empty());
    } catch (UnreadableHostException | UnreachableHostException failed) {
      return unopened(access.unopened(host, String.valueOf(failed.getMessage())));
    } catch (OutOfMemoryError | StackOverflowError tooLarge) {
      return unopened(
          access.unopened(
              host,
              access.option()
                  + " '"
                  + host
                  + "' takes more memory than this program may use ("
                  + tooLarge
                  + "). Check it alone."));
    }
  }

  private HostReport report(
      String host, Supplier<OpenedHost> data, int times, Semaphore computing) {
    OpenedHost opened;
    HostReport report;
    computing.acquireUninterruptibly();
    try {
      opened = data.get();
      report = check.of(opened);
    } finally {
      computing.release();
    }
    return access
        .fetchMissing(host, opened, report, times)
        .map(more -> report(host, more, times + 1, computing))
        .orElse(report);
  }

  private Checked unopened(UnopenedHost host) {
    return new Checked(check.of(host), Optional.of(host));
  }
}
