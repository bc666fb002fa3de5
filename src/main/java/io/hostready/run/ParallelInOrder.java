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
 * Does many pieces of work on all processors and takes what they give in their order. Only a few
 * are ahead of what is taken, so that it takes no more memory however many there are.
 */
final class ParallelInOrder {

  /** Each holds all of one host in memory. */
  private static final int MOST_THREADS = 8;

  private static final ThreadFactory DAEMONS =
      work -> {
        Thread thread = new Thread(work, "hostready-host");
        thread.setDaemon(true);
        return thread;
      };

  private ParallelInOrder() {}

  /**
   * Does the work for 0 up to a count, and takes each result in the caller's thread. What either
   * throws passes through, and the rest is left undone.
   */
  static <T> void each(int count, IntFunction<T> work, Consumer<T> taker) {
    int threads = Math.min(MOST_THREADS, Host.processorsHere());
    Deque<Future<T>> ahead = new ArrayDeque<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads, DAEMONS)) {
      try {
        int begun = 0;
        for (int taken = 0; taken < count; taken++) {
          for (; begun < count && ahead.size() < 2 * threads; begun++) {
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
