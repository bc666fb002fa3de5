package io.hostready.run;

import io.hostready.capture.OpenedHost;
import io.hostready.capture.UnreadableHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The rehearsal of many captures and trees, several in parallel, reported in their order. A host
 * that cannot be read does not stop others.
 *
 * @param opener opens a path, or throws {@link UnreadableHostException}
 */
public record UpgradeFleet(
    List<String> paths, UpgradeCheck check, Function<String, OpenedHost> opener) {

  public UpgradeFleet {
    paths = List.copyOf(paths);
  }

  /**
   * A host's report.
   *
   * @param path the path of its files
   * @param report empty if the host's files could not be opened
   * @param wrong the reason for that; otherwise empty
   */
  public record Rehearsed(String path, Optional<UpgradeReport> report, Optional<String> wrong) {}

  /** Rehearses on all hosts, and passes on each result in the caller's thread. */
  public void run(Consumer<Rehearsed> taker) {
    ParallelInOrder.each(
        paths.size(), ParallelInOrder.Width.ofProcessors(), i -> rehearse(paths.get(i)), taker);
  }

  private Rehearsed rehearse(String path) {
    try {
      return new Rehearsed(path, Optional.of(check.of(opener.apply(path))), Optional.empty());
    } catch (UnreadableHostException unreadable) {
      return new Rehearsed(
          path, Optional.empty(), Optional.of(String.valueOf(unreadable.getMessage())));
    }
  }
}
