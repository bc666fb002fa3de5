package io.hostready.cli;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.LiveFiles;
import io.hostready.host.Reading.Present;
import io.hostready.report.Palette;
import io.hostready.report.TextStyle;
import io.hostready.text.Quoted;
import io.hostready.text.SafeText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Where the program talks: documents go to out, everything else to err.
 *
 * @param outToPerson whether a person reads out directly; asked only where that makes a difference
 * @param errToPerson the same of err
 * @param columns the width of the terminal behind out; asked only if there is one
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    BooleanSupplier outToPerson,
    BooleanSupplier errToPerson,
    Supplier<OptionalInt> columns,
    Map<String, String> environment) {

  /** Columns of a terminal that does not tell how many it has, such as a serial console. */
  private static final int USUAL_COLUMNS = 80;

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");

  private static final Duration LIMIT = Duration.ofSeconds(2);

  Terminal(
      PrintStream out,
      PrintStream err,
      boolean outIsTerminal,
      boolean errIsTerminal,
      Map<String, String> environment) {
    this(out, err, () -> outIsTerminal, () -> errIsTerminal, OptionalInt::empty, environment);
  }

  /** One whose err goes to a file. */
  Terminal(
      PrintStream out, PrintStream err, boolean outIsTerminal, Map<String, String> environment) {
    this(out, err, outIsTerminal, false, environment);
  }

  /** The one that this process talks to. */
  static Terminal ofProcess(PrintStream out, PrintStream err) {
    return new Terminal(
        out,
        err,
        () -> isTerminal(1),
        () -> isTerminal(2),
        () -> device(1).map(Terminal::columnsOf).orElse(OptionalInt.empty()),
        System.getenv());
  }

  boolean outIsTerminal() {
    return outToPerson.getAsBoolean();
  }

  boolean errIsTerminal() {
    return errToPerson.getAsBoolean();
  }

  static boolean isTerminal(int descriptor) {
    return device(descriptor).isPresent();
  }

  /** The pseudo-terminal or console that a descriptor leads to, if it does (pts(4), tty(4)). */
  private static Optional<String> device(int descriptor) {
    return new LiveFiles().status("/proc/self/fd/" + descriptor, false)
            instanceof Present(var link, _)
        ? link.linkTarget()
            .filter(target -> target.startsWith("/dev/pts/") || target.startsWith("/dev/tty"))
        : Optional.empty();
  }

  /** The width of a terminal by stty(1), which prints rows and columns; 0 is unknown. */
  private static OptionalInt columnsOf(String device) {
    return Host.live().run(List.of("stty", "-F", device, "size"), LIMIT)
                instanceof CommandOutcome.Ended(int exitCode, String out, _)
            && exitCode == 0
        ? number(out.strip().replaceFirst(".* ", ""))
        : OptionalInt.empty();
  }

  private static OptionalInt number(String text) {
    return NUMBER.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** The variable COLUMNS overrides what the terminal says (environ(7)). */
  private int columnsOfOut() {
    OptionalInt given = number(environment.getOrDefault("COLUMNS", ""));
    return given.isPresent() ? given.getAsInt() : columns.get().orElse(USUAL_COLUMNS);
  }

  /** How a text on standard output looks, by {@code --color} and the terminal. */
  TextStyle style(String color) {
    boolean isTerminal = outIsTerminal();
    int width = isTerminal ? columnsOfOut() : TextStyle.PLAIN.width();
    return new TextStyle(new Palette(colors(color)), width, isTerminal);
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
    return errIsTerminal() && !isDumb();
  }

  private boolean isDumb() {
    return "dumb".equals(environment.get("TERM"));
  }

  /** Whether to colour, by {@code --color} and NO_COLOR (no-color.org). */
  private boolean colors(String when) {
    return switch (when) {
      case "always" -> true;
      case "never" -> false;
      default -> environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb() && outIsTerminal();
    };
  }
}
