package io.hostready.run;

import io.hostready.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads for tasks that may never return, such as reading a file of /proc or of an unreachable
 * network mount. At its time limit, a task is interrupted and abandoned, and its thread is
 * replaced. The threads are daemon threads. On two CPUs, two threads share the tasks; more would
 * wait for each other's facts.
 */
final class TimeLimitedPool {

  private static final int MOST_THREADS = 2;

  /** For abandoned tasks: ends the commands that they run before the program exits. */
  private static final long GRACE_MILLIS = 1000;

  private TimeLimitedPool() {}

  /** The result of a task; empty if it exceeded the limit. */
  static <T> Optional<T> within(TimeLimit limit, Supplier<T> work) {
    return each(limit, List.of(work)).getFirst();
  }

  /**
   * The results of tasks, in their order; empty for each that exceeded the limit. An exception of a
   * task is thrown, and the remaining tasks are not run.
   */
  static <T> List<Optional<T>> each(TimeLimit limit, List<Supplier<T>> work) {
    return each(limit, work, Math.min(MOST_THREADS, Host.processorsHere()));
  }

  static <T> List<Optional<T>> each(TimeLimit limit, List<Supplier<T>> work, int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("hostready-probe").factory());
    try {
      List<Piece<T>> pieces = work.stream().map(each -> new Piece<>(each, limit)).toList();
      List<Future<T>> futures = pieces.stream().map(pool::submit).toList();
      List<Optional<T>> results = new ArrayList<>();
      for (int i = 0; i < pieces.size(); i++) {
        results.add(result(futures.get(i), pieces.get(i), pool));
      }
      pool.shutdownNow();
      if (results.stream().anyMatch(Optional::isEmpty)) {
        pool.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      }
      return results;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Waits until all earlier tasks are done or abandoned, so that a thread is free to start it. */
  private static <T> Optional<T> result(Future<T> future, Piece<T> piece, ThreadPoolExecutor pool)
      throws InterruptedException {
    while (true) {
      try {
        return Optional.of(future.get(piece.left(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException _) {
        if (piece.left() <= 0 && future.cancel(true)) {
          pool.setMaximumPoolSize(pool.getMaximumPoolSize() + 1);
          pool.setCorePoolSize(pool.getCorePoolSize() + 1);
        }
      } catch (CancellationException givenUp) {
        return Optional.empty();
      } catch (ExecutionException failed) {
        switch (failed.getCause()) {
          case RuntimeException unchecked -> throw unchecked;
          case Error error -> throw error;
          case null, default -> throw new IllegalStateException(failed);
        }
      }
    }
  }

  /** A task with its start time and thread. */
  private static final class Piece<T> implements Callable<T> {

    private record Start(Thread thread, long time) {}

    private final Supplier<T> work;
    private final TimeLimit limit;
    private volatile @Nullable Start start;

    Piece(Supplier<T> work, TimeLimit limit) {
      this.work = work;
      this.limit = limit;
    }

    @Override
    public T call() {
      start = new Start(Thread.currentThread(), limit.now());
      return work.get();
    }

    /** The time until it is abandoned, in nanoseconds. */
    long left() {
      Start begun = start;
      return begun == null ? limit.whole() : limit.left(begun.thread(), begun.time());
    }
  }
}
