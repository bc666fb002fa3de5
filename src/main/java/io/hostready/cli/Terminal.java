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
 * The program's outputs: documents go to out, everything else to err.
 *
 * @param outToPerson whether out is a terminal; evaluated only if needed
 * @param errToPerson the same for err
 * @param columns the width of the terminal of out; evaluated only if there is one
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    BooleanSupplier outToPerson,
    BooleanSupplier errToPerson,
    Supplier<OptionalInt> columns,
    Map<String, String> environment) {

  /** The width of a terminal that does not report its width, such as a serial console. */
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

  /** A terminal whose err is a file. */
  Terminal(
      PrintStream out, PrintStream err, boolean outIsTerminal, Map<String, String> environment) {
    this(out, err, outIsTerminal, false, environment);
  }

  /** The terminal of this process. */
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

  /** The pseudo-terminal or console of a descriptor, if it is one (pts(4), tty(4)). */
  private static Optional<String> device(int descriptor) {
    return new LiveFiles().status("/proc/self/fd/" + descriptor, false)
            instanceof Present(var link, _)
        ? link.linkTarget()
            .filter(target -> target.startsWith("/dev/pts/") || target.startsWith("/dev/tty"))
        : Optional.empty();
  }

  /** The width of a terminal from stty(1), which prints rows and columns; 0 is unknown. */
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

  /** The variable COLUMNS overrides the terminal's width (environ(7)). */
  private int columnsOfOut() {
    OptionalInt given = number(environment.getOrDefault("COLUMNS", ""));
    return given.isPresent() ? given.getAsInt() : columns.get().orElse(USUAL_COLUMNS);
  }

  /** The style of a text on standard output, from {@code --color} and the terminal. */
  TextStyle style(String color) {
    boolean isTerminal = outIsTerminal();
    int width = isTerminal ? columnsOfOut() : TextStyle.PLAIN.width();
    return new TextStyle(new Palette(colors(color)), width, isTerminal);
  }

  /**
   * Prints on err what is wrong or was skipped, in sentences; line breaks of a message are kept.
   */
  void warn(String message) {
    err.println("hostready: " + SafeText.message(message));
  }

  /** Prints on err why a given file was refused, on one line. */
  void refuse(String message) {
    err.println("hostready: " + Quoted.harmless(message));
  }

  /** Whether a line of err can be redrawn. */
  boolean redraws() {
    return errIsTerminal() && !isDumb();
  }

  private boolean isDumb() {
    return "dumb".equals(environment.get("TERM"));
  }

  /** Whether to use color, from {@code --color} and NO_COLOR (no-color.org). */
  private boolean colors(String when) {
    return switch (when) {
      case "always" -> true;
      case "never" -> false;
      default -> environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb() && outIsTerminal();
    };
  }
}
