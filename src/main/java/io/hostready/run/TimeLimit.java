package io.hostready.run;

import java.time.Duration;

/** How long a thread may take for one piece of work. Times are nanoseconds of its own clock. */
interface TimeLimit {

  long now();

  /** The time left for a piece that this thread began then; not positive once it is over. */
  long left(Thread thread, long began);

  /** The time that passes at least before the limit of a piece that begins now is over. */
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
