package io.hostready.run;

import io.hostready.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does pieces of work in threads that can be given up: reading a file of /proc or of a dead network
 * mount may never return. A thread given up is replaced for the pieces that are left, and dies with
 * the program. Two threads share the work where there are two processors; more would wait for each
 * other's facts. All pieces are handed over at once: a hand-over costs two changes of threads.
 */
final class Worker {

  private static final int MOST_THREADS = 2;

  private Worker() {}

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
    Shared<T> shared = new Shared<>(work, limit);
    for (int i = 0; i < Math.min(threads, work.size()); i++) {
      shared.addThread();
    }
    return shared.await();
  }

  /** Pieces of work, which threads take one by one, and what they gave. */
  private static final class Shared<T> {

    private final List<Supplier<T>> work;
    private final TimeLimit limit;
    private final List<@Nullable Optional<T>> given = new ArrayList<>();
    private final List<Lane<T>> lanes = new ArrayList<>();
    private int next;
    private int settled;
    private @Nullable Throwable failure;

    Shared(List<Supplier<T>> work, TimeLimit limit) {
      this.work = work;
      this.limit = limit;
      work.forEach(_ -> given.add(null));
    }

    synchronized void addThread() {
      Lane<T> lane = new Lane<>(this);
      lanes.add(lane);
      lane.start();
    }

    /** The next piece for a thread, or null when it has no more to do. */
    private synchronized @Nullable Supplier<T> take(Lane<T> lane) {
      if (lane.givenUp || next == work.size() || failure != null) {
        lane.piece = -1;
        return null;
      }
      lane.piece = next++;
      lane.began = limit.now();
      return work.get(lane.piece);
    }

    private synchronized void settle(Lane<T> lane, Optional<T> result) {
      if (!lane.givenUp) {
        given.set(lane.piece, result);
        settled++;
        if (settled == work.size()) {
          notifyAll();
        }
      }
    }

    private synchronized void fail(Lane<T> lane, Throwable why) {
      if (!lane.givenUp) {
        failure = why;
        notifyAll();
      }
    }

    synchronized List<Optional<T>> await() {
      try {
        while (settled < work.size() && failure == null) {
          long left = limit.whole();
          for (Lane<T> lane : List.copyOf(lanes)) {
            left = Math.min(left, left(lane));
          }
          if (settled < work.size()) {
            wait(left / 1_000_000 + 1);
          }
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while looking", interrupted);
      }
      switch (failure) {
        case null -> {}
        case RuntimeException failed -> throw failed;
        case Error broken -> throw broken;
        case Throwable impossible -> throw new IllegalStateException(impossible);
      }
      List<Optional<T>> all = new ArrayList<>();
      for (Optional<T> one : given) {
        all.add(one == null ? Optional.empty() : one);
      }
      return all;
    }

    /** How long a thread may go on; one that may not is given up and replaced. */
    private long left(Lane<T> lane) {
      if (lane.piece < 0) {
        return limit.whole(); // before it is up nothing has begun
      }
      long left = limit.left(lane, lane.began);
      if (left > 0) {
        return left;
      }
      settle(lane, Optional.empty());
      lane.givenUp = true;
      lane.interrupt();
      lanes.remove(lane);
      if (next < work.size()) {
        addThread();
      }
      return limit.whole();
    }
  }

  /** A thread and what it is at; guarded by its {@link Shared}. */
  private static final class Lane<T> extends Thread {

    private final Shared<T> shared;
    private int piece = -1;
    private long began;
    private boolean givenUp;

    Lane(Shared<T> shared) {
      super("hostready-probe");
      setDaemon(true);
      this.shared = shared;
    }

    @Override
    public void run() {
      try {
        while (true) {
          Supplier<T> piece = shared.take(this);
          if (piece == null) {
            return;
          }
          shared.settle(this, Optional.of(piece.get()));
        }
      } catch (RuntimeException | Error failed) {
        shared.fail(this, failed);
      }
    }
  }
}
