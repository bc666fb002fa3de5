package io.hostready.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a long run is, as one line of standard error that is drawn over. Where nobody would see
 * it, or a document on the same screen would be torn by it, it draws nothing.
 */
final class Progress {

  /** A second has ten pictures at most. */
  private static final long BETWEEN_NANOS = 100_000_000;

  private static final int CELLS = 30;

  /** Back to the line's start, and clear to its end: ECMA-48, EL. */
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
   * Begins with nothing done and nothing drawn.
   *
   * @param what what is counted, such as "hosts"
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

  /** Makes room for a line of something else, or for what comes after the end. */
  void clear() {
    if (drawn) {
      drawn = false;
      terminal.err().print(CLEAR);
      terminal.err().flush();
    }
  }
}
