package io.hostready.cli;

import io.hostready.text.SafeText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The progress of a long run, as one line on standard error that is redrawn, also while nothing
 * happens. Draws nothing if standard error is not a terminal, or if a document is printed on the
 * same terminal. Its methods can be called in any thread.
 */
final class Progress implements AutoCloseable {

  /** The line is redrawn at most ten times a second. */
  private static final long BETWEEN_NANOS = 100_000_000;

  /** After this time, an item in progress is named. */
  private static final long SLOW_NANOS = 3_000_000_000L;

  private static final int CELLS = 30;

  /** With the name of an item, the line has at most 80 columns. */
  private static final int NARROW_CELLS = 10;

  private static final int LONGEST_NAME = 24;

  /** Moves to the start of the line and clears it: ECMA-48, EL. */
  private static final String CLEAR = "\r\u001b[K";

  private final Terminal terminal;
  private final String what;
  private final int all;
  private final LongSupplier nanos;
  private final boolean visible;
  private final Map<String, Long> running = new LinkedHashMap<>();
  private long drawnAt;
  private boolean drawn;
  private boolean closed;
  private int done;

  /**
   * Starts with a count of 0 and draws nothing.
   *
   * @param what the unit, such as "hosts"
   * @param elsewhere whether no document goes to standard output, or only in {@link #pause}
   */
  Progress(Terminal terminal, boolean elsewhere, int all, String what, LongSupplier nanos) {
    this.terminal = terminal;
    this.what = what;
    this.all = all;
    this.nanos = nanos;
    this.visible = all > 1 && terminal.redraws() && (elsewhere || !terminal.outIsTerminal());
    this.drawnAt = nanos.getAsLong();
  }

  /** Redraws the line from time to time until the end, for items that take long. */
  Progress ticking() {
    if (visible) {
      Thread.ofPlatform().daemon().name("hostready-progress").start(this::tick);
    }
    return this;
  }

  private synchronized void tick() {
    try {
      while (!closed) {
        drawIfDue();
        wait(1000);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** One was started. */
  synchronized void start(String name) {
    running.put(name, nanos.getAsLong());
  }

  /** One more is done. */
  synchronized void step(String name) {
    running.remove(name);
    done++;
    drawIfDue();
  }

  private void drawIfDue() {
    long now = nanos.getAsLong();
    if (visible && now - drawnAt >= BETWEEN_NANOS) {
      drawnAt = now;
      drawn = true;
      String slow = slowest(now);
      int cells = slow.isEmpty() ? CELLS : NARROW_CELLS;
      int full = (int) ((long) cells * done / all);
      terminal
          .err()
          .printf(
              Locale.ROOT,
              "%s[%s%s] %d of %d %s%s",
              CLEAR,
              "#".repeat(full),
              "-".repeat(cells - full),
              done,
              all,
              what,
              slow);
      terminal.err().flush();
    }
  }

  /** The item that was started first, if that is some time ago. */
  private String slowest(long now) {
    return running.entrySet().stream()
        .findFirst()
        .filter(first -> now - first.getValue() >= SLOW_NANOS)
        .map(
            first ->
                ", waiting for "
                    + shortened(SafeText.line(first.getKey()))
                    + (running.size() > 1 ? " and " + (running.size() - 1) + " more" : ""))
        .orElse("");
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 3) + "...";
  }

  /** Clears the line, and lets something else be printed on the terminal. */
  void pause(Runnable output) {
    if (!visible) {
      output.run();
      return;
    }
    synchronized (this) {
      clear();
      output.run();
    }
  }

  private void clear() {
    if (drawn) {
      drawn = false;
      terminal.err().print(CLEAR);
      terminal.err().flush();
    }
  }

  /** Clears the line, and draws no other. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    clear();
  }
}
