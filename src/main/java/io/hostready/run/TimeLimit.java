package io.hostready.run;

import java.time.Duration;

/** The time limit of a thread for one task. Times are nanoseconds of the implementation's clock. */
interface TimeLimit {

  long now();

  /**
   * The remaining time of a task that this thread started at a time; not positive after the limit.
   */
  long left(Thread thread, long began);

  /** The minimum time until the limit of a task that starts now. */
  long whole();

  static TimeLimit of(Duration limit) {
    long nanos = limit.toNanos();
    return new TimeLimit() {
      @Override
      public long now() {
        return System.nanoTime();
      }

      @Override
      public long left(Thread thread, long began) {
        return began + nanos - now();
      }

      @Override
      public long whole() {
        return nanos;
      }
    };
  }
}
