package io.hostready.run;

import io.hostready.host.Host;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Runs many tasks in parallel and passes on their results in order. Only a few tasks are ahead of
 * the consumer, so that memory use does not grow with their number.
 */
final class ParallelInOrder {

  /** Each task holds all data of one host in memory. */
  private static final int MOST_THREADS = 8;

  /**
   * How many tasks there are at a time.
   *
   * @param threads those that run
   * @param ahead those that run, and those whose results wait for an earlier one
   */
  record Width(int threads, int ahead) {

    /** For tasks that compute: as many as CPUs, up to a limit. */
    static Width ofProcessors() {
      int threads = Math.min(MOST_THREADS, Host.processorsHere());
      return new Width(threads, 2 * threads);
    }

    /** For tasks that wait; a slow one must not keep the others from running. */
    static Width ofWaiting(int threads) {
      return new Width(threads, 4 * threads);
    }
  }

  private static final ThreadFactory DAEMONS =
      work -> {
        Thread thread = new Thread(work, "hostready-host");
        thread.setDaemon(true);
        return thread;
      };

  private ParallelInOrder() {}

  /**
   * Runs the tasks from 0 up to a count, and passes on each result in the caller's thread. An
   * exception of either is thrown, and the remaining tasks are not run.
   */
  static <T> void each(int count, Width width, IntFunction<T> work, Consumer<T> taker) {
    Deque<Future<T>> ahead = new ArrayDeque<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(width.threads(), DAEMONS)) {
      try {
        int begun = 0;
        for (int taken = 0; taken < count; taken++) {
          for (; begun < count && ahead.size() < width.ahead(); begun++) {
            int next = begun;
            ahead.add(pool.submit(() -> work.apply(next)));
          }
          taker.accept(result(ahead.remove()));
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }
}
