package io.hostready.testbed;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Waits for an event that is certain to come. The limit only ends a test that would otherwise hang:
 * no test may depend on how fast the machine is.
 */
public final class Eventually {

  /** Longer than any event takes, also on one processor that others keep busy. */
  public static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Duration TICK = Duration.ofMillis(20);

  private Eventually() {}

  /**
   * Returns when the condition holds.
   *
   * @throws AssertionError naming the event when it has not come within {@link #LIMIT}
   */
  public static void await(String event, Callable<Boolean> condition) {
    await(event, LIMIT, condition);
  }

  /** The same with a limit of its own. */
  public static void await(String event, Duration limit, Callable<Boolean> condition) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not within " + limit + ": " + event);
        }
        Thread.sleep(TICK);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for: " + event, interrupted);
    } catch (Exception failed) {
      throw new AssertionError("while waiting for: " + event, failed);
    }
  }
}
