package io.hostready.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The progress of a long run, as one line on standard error that is redrawn. Draws nothing if
 * standard error is not a terminal, or if a document is printed on the same terminal.
 */
final class Progress {

  /** The line is redrawn at most ten times a second. */
  private static final long BETWEEN_NANOS = 100_000_000;

  private static final int CELLS = 30;

  /** Moves to the start of the line and clears it: ECMA-48, EL. */
  private static final String CLEAR = "\r\u001b[K";

  private final Terminal terminal;
  private final String what;
  private final int all;
  private final LongSupplier nanos;
  private final boolean visible;
  private long drawnAt;
  private boolean drawn;
  private int done;

  /**
   * Starts with a count of 0 and draws nothing.
   *
   * @param what the unit, such as "hosts"
   * @param elsewhere whether no document goes to standard output
   */
  Progress(Terminal terminal, boolean elsewhere, int all, String what, LongSupplier nanos) {
    this.terminal = terminal;
    this.what = what;
    this.all = all;
    this.nanos = nanos;
    this.visible = all > 1 && terminal.redraws() && (elsewhere || !terminal.outIsTerminal());
    this.drawnAt = nanos.getAsLong();
  }

  /** One more is done. */
  void step() {
    done++;
    long now = nanos.getAsLong();
    if (visible && now - drawnAt >= BETWEEN_NANOS) {
      drawnAt = now;
      drawn = true;
      int full = (int) ((long) CELLS * done / all);
      terminal
          .err()
          .printf(
              Locale.ROOT,
              "%s[%s%s] %d of %d %s",
              CLEAR,
              "#".repeat(full),
              "-".repeat(CELLS - full),
              done,
              all,
              what);
      terminal.err().flush();
    }
  }

  /** Clears the line before other output, or at the end. */
  void clear() {
    if (drawn) {
      drawn = false;
      terminal.err().print(CLEAR);
      terminal.err().flush();
    }
  }
}
