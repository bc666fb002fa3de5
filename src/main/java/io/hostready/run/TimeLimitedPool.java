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
 * Threads for work that may never return, such as reading a file of /proc or of a dead network
 * mount. A piece of work is interrupted and given up at its time limit, and its thread replaced.
 * Threads do not keep the program from its end. Two share the work where there are two processors;
 * more would wait for each other's facts.
 */
final class TimeLimitedPool {

  private static final int MOST_THREADS = 2;

  /** For work that was given up, to end the commands that it runs before the program ends. */
  private static final long GRACE_MILLIS = 1000;

  private TimeLimitedPool() {}

  /** What a piece of work gave; empty when it took longer than the limit. */
  static <T> Optional<T> within(TimeLimit limit, Supplier<T> work) {
    return each(limit, List.of(work)).getFirst();
  }

  /**
   * What each piece of work gave, in their order; empty where it took longer than the limit. An
   * exception of one passes through, and the rest is left undone.
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

  /** All pieces before this one are done or given up, so that a thread is free to begin it. */
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

  /** A piece of work that knows when and in which thread it began. */
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

    /** Nanoseconds until it is to be given up. */
    long left() {
      Start begun = start;
      return begun == null ? limit.whole() : limit.left(begun.thread(), begun.time());
    }
  }
}
