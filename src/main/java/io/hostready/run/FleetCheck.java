package io.hostready.run;

import io.hostready.capture.OpenedHost;
import io.hostready.capture.UnreadableHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The check of many captures and trees, several in parallel, reported in their order. Neither a
 * host nor its report is kept, since there may be thousands. A host that cannot be read is unknown,
 * and does not stop others.
 *
 * @param opener opens a path, or throws {@link UnreadableHostException}
 */
public record FleetCheck(List<String> paths, HostCheck check, Function<String, OpenedHost> opener) {

  public FleetCheck {
    paths = List.copyOf(paths);
  }

  /** A host's report; wrong has the reason if its files could not be opened. */
  public record Checked(HostReport report, Optional<String> wrong) {}

  /** The outcome of all hosts, and how many could not be opened. */
  public record Summary(Outcome outcome, int unopened) {}

  /** Checks all hosts, and passes on each report in the caller's thread. */
  public Summary run(Consumer<Checked> taker) {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    AtomicInteger unopened = new AtomicInteger();
    ParallelInOrder.each(
        paths.size(),
        i -> check(paths.get(i)),
        checked -> {
          outcomes.add(checked.report().outcome());
          unopened.addAndGet(checked.wrong().isPresent() ? 1 : 0);
          taker.accept(checked);
        });
    return new Summary(Outcome.worst(outcomes), unopened.get());
  }

  private Checked check(String path) {
    try {
      return new Checked(check.of(opener.apply(path)), Optional.empty());
    } catch (UnreadableHostException unreadable) {
      return unreadable(path, String.valueOf(unreadable.getMessage()));
    } catch (OutOfMemoryError | StackOverflowError tooLarge) {
      return unreadable(
          path,
          "--host '"
              + path
              + "' takes more memory than this program may use ("
              + tooLarge
              + "). Check it alone.");
    }
  }

  private Checked unreadable(String path, String why) {
    return new Checked(check.ofUnopened(path, why), Optional.of(why));
  }
}
