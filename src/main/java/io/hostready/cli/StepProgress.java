package io.hostready.cli;

import io.hostready.change.StepListener;
import io.hostready.text.SafeText;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The steps of a fix or an undo on standard error, each with its time. On a terminal a step is one
 * line, which shows the latest output line of its program; a log has all lines.
 */
final class StepProgress implements StepListener {

  /** On a terminal, dpkg overwrites this line; in a log it would be twenty lines. */
  private static final String COUNTING = "(Reading database ...";

  /** Moves to the start of the line and clears it: ECMA-48, EL. */
  private static final String CLEAR = "\r\u001b[K";

  /** Times are aligned at this column if the step is short enough. */
  private static final int TIME_COLUMN = 70;

  private static final String INDENT = "      ";

  private static final long NANOS = 1_000_000_000;

  /** Shorter times are not shown. */
  private static final long SHORT_NANOS = NANOS / 10;

  private final Terminal terminal;
  private final boolean redraws;
  private final int width;
  private final LongSupplier nanos;
  private String step = "";
  private long startedAt;

  /**
   * Starts without a step.
   *
   * @param verbose whether a terminal, too, gets all output lines of the programs
   */
  StepProgress(Terminal terminal, boolean verbose, LongSupplier nanos) {
    this.terminal = terminal;
    this.redraws = terminal.redraws() && !verbose;
    this.width = redraws ? terminal.style("never").width() - 1 : 0;
    this.nanos = nanos;
  }

  @Override
  public void started(String text) {
    step = SafeText.line(text);
    startedAt = nanos.getAsLong();
    print(redraws ? cut(step + " ...") : step + "\n");
  }

  @Override
  public void output(String line) {
    if (line.isBlank() || (line.startsWith(COUNTING) && !line.endsWith(")"))) {
      return;
    }
    String shown = SafeText.line(line);
    print(redraws ? CLEAR + cut(step + "  " + shown) : INDENT + shown + "\n");
  }

  @Override
  public void ended() {
    long took = nanos.getAsLong() - startedAt;
    if (redraws) {
      int gap = Math.max(2, TIME_COLUMN - step.length());
      print(CLEAR + step + (took < SHORT_NANOS ? "" : " ".repeat(gap) + time(took)) + "\n");
    } else if (took >= NANOS) {
      print(INDENT + "done in " + time(took) + "\n");
    }
  }

  @Override
  public void failed() {
    print(redraws ? CLEAR + step + " ... FAILED\n" : INDENT + "FAILED\n");
  }

  private String cut(String text) {
    return text.length() <= width ? text : text.substring(0, width - 3) + "...";
  }

  private static String time(long nanos) {
    if (nanos < 10 * NANOS) {
      return String.format(Locale.ROOT, "%.1fs", nanos / (double) NANOS);
    }
    long seconds = nanos / NANOS;
    return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
  }

  private void print(String text) {
    terminal.err().print(text);
    terminal.err().flush();
  }
}
