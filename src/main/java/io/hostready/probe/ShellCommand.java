package io.hostready.probe;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands for people, with which they see what a probe reads. Source: POSIX sh, grep(1). */
final class ShellCommand {

  /** Wildcards of a path, which a shell fills in. */
  private static final Pattern PLAIN_PATH = Pattern.compile("[\\w@%+=:,./*?-]+");

  private static final Pattern PLAIN_WORD = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellCommand() {}

  /** A command and its arguments, each quoted if needed. */
  static String of(String... words) {
    return of(List.of(words));
  }

  static String of(List<String> words) {
    return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
  }

  /** Prints the lines of files that a regular expression matches. */
  static String grep(Pattern pattern, List<String> paths) {
    return "grep -nP -e "
        + quoted(pattern.pattern())
        + paths.stream().map(path -> " " + path(path)).collect(Collectors.joining());
  }

  /** Prints the lines of files that contain a text. */
  static String grep(String text, String... paths) {
    return "grep -n -e "
        + Stream.concat(Stream.of(text), Stream.of(paths))
            .map(ShellCommand::quoted)
            .collect(Collectors.joining(" "));
  }

  /** A path, whose wildcards remain wildcards. */
  static String path(String path) {
    return PLAIN_PATH.matcher(path).matches() ? path : quoted(path);
  }

  static boolean isPlain(String word) {
    return PLAIN_WORD.matcher(word).matches();
  }

  static String quoted(String word) {
    return isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
