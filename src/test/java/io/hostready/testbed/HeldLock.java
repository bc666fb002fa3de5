package io.hostready.testbed;

/**
 * A file that another process on a host keeps locked, as a running apt or dpkg does with
 * /var/lib/dpkg/lock-frontend. Source: fcntl(2), apt's GetLock.
 */
public final class HeldLock implements AutoCloseable {

  private static final String PROGRAM =
      """
      import fcntl, sys, time
      file = open(sys.argv[1], "a")
      fcntl.lockf(file, fcntl.LOCK_EX)
      print("held", flush=True)
      time.sleep(1000)
      """;

  private final Running holder;

  private HeldLock(Running holder) {
    this.holder = holder;
  }

  /** Takes the lock, waiting until it is free. */
  public static HeldLock take(ThrowAwayHost host, String path) {
    Running holder = host.start("python3", "-c", PROGRAM, path);
    while (!holder.outSoFar().startsWith("held")) {
      if (!holder.isAlive()) {
        throw new IllegalStateException("could not lock " + path + ":\n" + holder.await());
      }
      Thread.onSpinWait();
    }
    return new HeldLock(holder);
  }

  /** Lets it go. */
  @Override
  public void close() {
    holder.kill();
  }
}
