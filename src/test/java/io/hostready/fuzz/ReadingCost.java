package io.hostready.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What reading an input cost the calling thread: time on the processor, which other programs do not
 * add to, and bytes that were allocated.
 */
record ReadingCost(long nanoseconds, long bytes) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Below this, a difference may be the compiler's or the clock's. */
  private static final long NOTICEABLE_NANOSECONDS = 80_000_000;

  private static final long NOTICEABLE_BYTES = 16 << 20;

  static ReadingCost of(Reader reader, byte[] input) throws Exception {
    long id = Thread.currentThread().threadId();
    long bytes = THREADS.getThreadAllocatedBytes(id);
    long nanoseconds = THREADS.getCurrentThreadCpuTime();
    reader.read(input);
    return new ReadingCost(
        THREADS.getCurrentThreadCpuTime() - nanoseconds,
        THREADS.getThreadAllocatedBytes(id) - bytes);
  }

  /** Whether this is more than {@code most} times what the smaller input cost. */
  boolean isMoreThan(int most, ReadingCost smaller) {
    return nanoseconds > NOTICEABLE_NANOSECONDS && nanoseconds > most * smaller.nanoseconds
        || bytes > NOTICEABLE_BYTES && bytes > most * smaller.bytes;
  }

  @Override
  public String toString() {
    return nanoseconds / 1_000_000 + " ms, " + (bytes >> 10) + " KiB";
  }
}
