package io.hostready.testbed;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file that another process on a host keeps locked, as a running apt or dpkg does with
 * /var/lib/dpkg/lock-frontend. Source: fcntl(2), apt's GetLock.
 */
public final class HeldLock implements AutoCloseable {

  /** Ends by itself when it is told to: on a machine there is no other way to reach it. */
  private static final String PROGRAM =
      """
      import fcntl, os, sys, time
      file = open(sys.argv[1], "a")
      fcntl.lockf(file, fcntl.LOCK_EX)
      print("held", flush=True)
      while not os.path.exists(sys.argv[2]):
          time.sleep(0.05)
      os.remove(sys.argv[2])
      """;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ThrowAwayHost host;
  private final Running holder;
  private final String end;

  private HeldLock(ThrowAwayHost host, Running holder, String end) {
    this.host = host;
    this.holder = holder;
    this.end = end;
  }

  /** Takes the lock, waiting until it is free. */
  public static HeldLock take(ThrowAwayHost host, String path) {
    String end = "/run/held-lock-" + COUNT.incrementAndGet();
    Running holder = host.start("python3", "-c", PROGRAM, path, end);
    while (!holder.outSoFar().startsWith("held")) {
      if (!holder.isAlive()) {
        throw new IllegalStateException("could not lock " + path + ":\n" + holder.await());
      }
      Thread.onSpinWait();
    }
    return new HeldLock(host, holder, end);
  }

  /** Lets it go. */
  @Override
  public void close() {
    host.run("touch", end).succeeds();
    holder.await().succeeds();
  }
}
