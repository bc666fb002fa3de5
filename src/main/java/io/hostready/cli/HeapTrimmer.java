package io.hostready.cli;

/**
 * Java's memory in a long run. The serial collector would rather let it grow, up to a quarter of
 * the machine, than clear up what is used no more.
 */
final class HeapTrimmer {

  /** A heap of this size, in bytes, is left alone. */
  private static final long SMALL = 64L << 20;

  /** What is looked at when nothing has been cleared up yet. */
  private long allowed = SMALL;

  /** Clears up where the heap has doubled since that was done last. */
  void keepSmall() {
    if (used() > allowed) {
      System.gc();
      allowed = Math.max(SMALL, 2 * used());
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
