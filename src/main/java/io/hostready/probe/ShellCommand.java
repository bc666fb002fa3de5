package io.hostready.probe;

import io.hostready.text.ShellWords;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands for people, with which they see what a probe reads. Source: POSIX sh, grep(1). */
final class ShellCommand {

  /** Wildcards of a path, which a shell fills in. */
  private static final Pattern PLAIN_PATH = Pattern.compile("[\\w@%+=:,./*?-]+");

  private ShellCommand() {}

  /** A command and its arguments, each quoted if needed. */
  static String of(String... words) {
    return of(List.of(words));
  }

  static String of(List<String> words) {
    return ShellWords.joined(words);
  }

  /** Prints the lines of files that a regular expression matches. */
  static String grep(Pattern pattern, List<String> paths) {
    return "grep -nP -e "
        + ShellWords.quoted(pattern.pattern())
        + paths.stream().map(path -> " " + path(path)).collect(Collectors.joining());
  }

  /** Prints the lines of files that contain a text. */
  static String grep(String text, String... paths) {
    return "grep -n -e "
        + Stream.concat(Stream.of(text), Stream.of(paths))
            .map(ShellWords::quoted)
            .collect(Collectors.joining(" "));
  }

  /** A path, whose wildcards remain wildcards. */
  static String path(String path) {
    return PLAIN_PATH.matcher(path).matches() ? path : ShellWords.quoted(path);
  }
}
