package io.hostready.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A limit that is over for threads that hang here, and for no others however long they take. */
final class HangingThreads implements TimeLimit {

  private static final long LOOK_AGAIN = 20_000_000;

  private final Set<Thread> hanging = ConcurrentHashMap.newKeySet();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Semaphore interrupts = new Semaphore(0);

  /** Hangs as a read of a dead mount does: no interrupt ends it. */
  void hang() {
    hanging.add(Thread.currentThread());
    while (true) {
      try {
        released.await();
        return;
      } catch (InterruptedException givenUp) {
        interrupts.release();
      }
    }
  }

  /** Hangs as a wait for a command does. */
  void hangUntilInterrupted() {
    hanging.add(Thread.currentThread());
    try {
      released.await();
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until so many threads of {@link #hang} were interrupted, which is how they are given up.
   */
  void awaitInterrupts(int count) {
    interrupts.acquireUninterruptibly(count);
  }

  /** Lets all that hang go on. */
  void release() {
    released.countDown();
  }

  @Override
  public long now() {
    return 0;
  }

  @Override
  public long left(Thread thread, long began) {
    return hanging.contains(thread) ? 0 : LOOK_AGAIN;
  }

  @Override
  public long whole() {
    return LOOK_AGAIN;
  }
}
