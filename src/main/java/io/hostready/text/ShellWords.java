package io.hostready.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a shell command line. */
public final class ShellWords {

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWords() {}

  /** Words as one command line, each quoted if needed. */
  public static String joined(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  /** Whether a word has the same meaning without quotes. */
  public static boolean isPlain(String word) {
    return PLAIN.matcher(word).matches();
  }

  /** A word that the shell does not interpret. */
  public static String quoted(String word) {
    return isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
