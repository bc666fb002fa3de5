package io.hostready.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does pieces of work, one after another, in a thread that can be given up: reading a file of /proc
 * or of a dead network mount may never return. A thread given up is replaced for the pieces that
 * are left, and dies with the program. All pieces are handed over at once, because each hand-over
 * costs two changes of threads.
 */
final class Worker {

  private Worker() {}

  /** What a piece of work gave; empty when it took longer than the limit. */
  static <T> Optional<T> within(Duration limit, Supplier<T> work) {
    return each(limit, List.of(work)).getFirst();
  }

  /**
   * What each piece of work gave, in their order; empty where it took longer than the limit. An
   * exception of one passes through, and the rest is left undone.
   */
  static <T> List<Optional<T>> each(Duration limit, List<Supplier<T>> work) {
    List<Optional<T>> given = new ArrayList<>();
    while (given.size() < work.size()) {
      Batch<T> batch = new Batch<>(work.subList(given.size(), work.size()));
      batch.start();
      given.addAll(batch.await(limit));
    }
    return given;
  }

  /** Pieces that one thread does until it is given up. */
  private static final class Batch<T> extends Thread {

    private final List<Supplier<T>> work;
    private final List<Optional<T>> given = new ArrayList<>();
    private long began;
    private boolean ended;
    private boolean givenUp;
    private @Nullable RuntimeException failure;

    Batch(List<Supplier<T>> work) {
      super("hostready-probe");
      setDaemon(true);
      this.work = work;
    }

    @Override
    public void run() {
      try {
        for (Supplier<T> piece : work) {
          synchronized (this) {
            began = System.nanoTime();
          }
          T result = piece.get();
          synchronized (this) {
            if (givenUp) {
              return;
            }
            given.add(Optional.of(result));
            began = System.nanoTime();
          }
        }
        end(null);
      } catch (RuntimeException failed) {
        end(failed);
      } catch (Error broken) {
        end(new IllegalStateException(broken));
      }
    }

    private synchronized void end(@Nullable RuntimeException why) {
      failure = why;
      ended = true;
      notifyAll();
    }

    /** What was given until all was done, or one piece took too long; that one's place is empty. */
    synchronized List<Optional<T>> await(Duration limit) {
      long limitNanos = limit.toNanos();
      try {
        while (!ended) {
          // Before the thread is up, nothing has begun and no limit runs.
          long left = began == 0 ? limitNanos : began + limitNanos - System.nanoTime();
          if (left <= 0) {
            givenUp = true;
            interrupt();
            given.add(Optional.empty());
            return given;
          }
          wait(left / 1_000_000 + 1);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while looking", interrupted);
      }
      if (failure != null) {
        throw failure;
      }
      return given;
    }
  }
}
