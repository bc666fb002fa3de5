package io.hostready.cli;

import io.hostready.host.LiveFiles;
import io.hostready.host.Reading.Present;
import io.hostready.text.Quoted;
import io.hostready.text.SafeText;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Where the program talks: documents go to out, everything else to err.
 *
 * @param outToPerson whether a person reads out directly; asked only where that makes a difference
 * @param errToPerson the same of err
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    BooleanSupplier outToPerson,
    BooleanSupplier errToPerson,
    Map<String, String> environment) {

  Terminal(
      PrintStream out,
      PrintStream err,
      boolean outIsTerminal,
      boolean errIsTerminal,
      Map<String, String> environment) {
    this(out, err, () -> outIsTerminal, () -> errIsTerminal, environment);
  }

  /** One whose err goes to a file. */
  Terminal(
      PrintStream out, PrintStream err, boolean outIsTerminal, Map<String, String> environment) {
    this(out, err, outIsTerminal, false, environment);
  }

  /** The one that this process talks to. */
  static Terminal ofProcess(PrintStream out, PrintStream err) {
    return new Terminal(out, err, () -> isTerminal(1), () -> isTerminal(2), System.getenv());
  }

  boolean outIsTerminal() {
    return outToPerson.getAsBoolean();
  }

  /** Descriptor 1 leads to a pseudo-terminal or a console (pts(4), tty(4)). */
  static boolean isTerminal(int descriptor) {
    return new LiveFiles().status("/proc/self/fd/" + descriptor, false)
            instanceof Present(var link, _)
        && link.linkTarget()
            .filter(target -> target.startsWith("/dev/pts/") || target.startsWith("/dev/tty"))
            .isPresent();
  }

  /** Tells on err what is wrong or was left, in sentences; lines of a message stay lines. */
  void warn(String message) {
    err.println("hostready: " + SafeText.message(message));
  }

  /** Tells on err why something that was named is not taken, on one line. */
  void refuse(String message) {
    err.println("hostready: " + Quoted.harmless(message));
  }

  /** Whether a line of err may be drawn over. */
  boolean redraws() {
    return errToPerson.getAsBoolean() && !isDumb();
  }

  private boolean isDumb() {
    return "dumb".equals(environment.get("TERM"));
  }

  /** Whether to colour, by {@code --color} and NO_COLOR (no-color.org). */
  boolean colors(String when) {
    return switch (when) {
      case "always" -> true;
      case "never" -> false;
      default -> environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb() && outIsTerminal();
    };
  }
}
