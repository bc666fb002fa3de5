package io.hostready.cli;

/**
 * Java's memory in a long run. The serial collector would let the heap grow to a quarter of the
 * machine's memory before it collects garbage.
 */
final class HeapTrimmer {

  /** Heaps up to this size, in bytes, are ignored. */
  private static final long SMALL = 64L << 20;

  /** The initial size for comparison, before the first collection. */
  private long allowed = SMALL;

  /** Collects garbage if the heap has doubled since the last collection. */
  void start() {
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
