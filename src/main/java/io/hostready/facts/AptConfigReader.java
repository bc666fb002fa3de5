package io.hostready.facts;

import io.hostready.facts.AptConfig.Setting;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of apt's configuration in sequence, with the files that they include. Source:
 * apt.conf(5); ReadConfigFile and ReadConfigDir in apt-pkg/contrib/configuration.cc.
 */
final class AptConfigReader {

  static final String CLEAR = "#clear";
  static final String INCLUDE = "#include";

  /** apt.conf(5): files with other names are skipped. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+|[A-Za-z0-9_.-]+\\.conf");

  /** Maximum depth of nested scopes; apt's own files have up to four. */
  private static final int MAX_DEPTH = 64;

  /** In characters; apt's own longest name has 60. */
  private static final int MAX_NAME = 400;

  /** In characters, of all files together; a name is stored with each setting. */
  private static final int MAX_NAMES = 4 << 20;

  /** Nested includes: configuration.cc fails at a depth of more than 10. */
  private static final int MAX_INCLUDES = 10;

  /**
   * In characters, of all files together, and the number of files; a file can be included twice.
   */
  private static final int MAX_LENGTH = 8 << 20;

  private static final int MAX_FILES = 1000;

  private final Host host;
  private final Statements statements = new Statements();
  private int files;
  private long length;

  AptConfigReader(Host host) {
    this.host = host;
  }

  /** Thrown if a file that apt reads cannot be read, or is invalid for apt. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;

    UnreadableException(String path, String why) {
      super(why);
      this.path = path;
    }

    <T> Reading<T> reading() {
      return new Unreadable<>(path, String.valueOf(getMessage()));
    }
  }

  /** All settings that were read and that no later statement clears. */
  List<Setting> settings() {
    return statements.thatHold();
  }

  /** Reads the files of a directory in order of name; a missing directory is empty. */
  void readDirectory(String directory) throws UnreadableException {
    readDirectory(directory, 0);
  }

  /** Reads a file; a missing file has no settings. */
  void readFile(String path) throws UnreadableException {
    switch (host.text(path)) {
      case Present(var content, var where) -> read(where, content, 0);
      case Absent(_) -> {}
      case Unreadable(var where, var why) -> throw new UnreadableException(where, why);
    }
  }

  private void readDirectory(String directory, int depth) throws UnreadableException {
    switch (MatchingPaths.of(host, directory + "*")) {
      case Present(var found, _) -> {
        for (String path : found) {
          if (NAME.matcher(path.substring(directory.length())).matches()
              && typeOf(path) != FileStatus.Type.DIRECTORY) {
            readIncluded(path, depth);
          }
        }
      }
      case Absent(_) -> {}
      case Unreadable(var where, var why) -> throw new UnreadableException(where, why);
    }
  }

  private FileStatus.@Nullable Type typeOf(String path) {
    return host.status(path) instanceof Present(var there, _) ? there.type() : null;
  }

  private void readIncluded(String path, int depth) throws UnreadableException {
    switch (host.text(path)) {
      case Present(var content, var where) -> read(where, content, depth);
      case Absent(_) ->
          throw new UnreadableException(path, "it is included but missing; apt refuses to run");
      case Unreadable(var where, var why) -> throw new UnreadableException(where, why);
    }
  }

  /** Reads the text of one file; depth is the number of files that include it. */
  void read(String path, String text, int depth) throws UnreadableException {
    length += text.length();
    if (++files > MAX_FILES || length > MAX_LENGTH) {
      throw new UnreadableException(
          path,
          "apt's configuration has more than "
              + MAX_FILES
              + " files, or more than "
              + (MAX_LENGTH >> 20)
              + " Mi characters");
    }
    Deque<String> scopes = new ArrayDeque<>(List.of(""));
    List<String> words = new ArrayList<>();
    AptConfigTokens tokens = new AptConfigTokens(text);
    for (String token = tokens.next(); !token.isEmpty(); token = tokens.next()) {
      switch (token) {
        case "{" -> {
          String scope = scopes.getFirst() + (words.isEmpty() ? "" : words.getFirst());
          if (words.size() > 1) {
            add(new Setting(scope, words.get(1), path, tokens.line()));
          }
          if (scopes.size() > MAX_DEPTH) {
            throw new UnreadableException(
                path, "line " + tokens.line() + " opens more than " + MAX_DEPTH + " scopes");
          }
          scopes.push(scope + "::");
          words.clear();
        }
        case "}" -> {
          end(scopes.getFirst(), words, path, tokens.line(), depth);
          if (scopes.size() > 1) {
            scopes.pop();
          }
        }
        case ";" -> end(scopes.getFirst(), words, path, tokens.line(), depth);
        default -> words.add(token.startsWith("\"") ? token.substring(1) : token);
      }
    }
  }

  /** Consumes the words of one statement. */
  private void end(String scope, List<String> words, String path, int line, int depth)
      throws UnreadableException {
    if (!words.isEmpty() && words.getFirst().equals(CLEAR)) {
      for (String name : words.subList(1, words.size())) {
        add(scope + name.replaceFirst("::$", ""), null, path, line);
      }
    } else if (words.size() > 1 && words.getFirst().equals(INCLUDE)) {
      include(scope, words.get(1), path, line, depth);
    } else if (words.size() == 1) {
      add(new Setting(scope, words.getFirst(), path, line)); // an item of a list
    } else if (words.size() > 1) {
      add(new Setting(scope + words.getFirst(), words.get(1), path, line));
    }
    words.clear();
  }

  private void include(String scope, String target, String path, int line, int depth)
      throws UnreadableException {
    if (!scope.isEmpty() || depth >= MAX_INCLUDES) {
      throw new UnreadableException(
          path,
          "line "
              + line
              + " includes a file "
              + (scope.isEmpty() ? "more than " + MAX_INCLUDES + " files deep" : "within a scope")
              + "; apt refuses to run");
    }
    if (!target.startsWith("/")) {
      throw new UnreadableException(
          path, "line " + line + " includes a file of the directory that apt is started in");
    }
    if (!target.endsWith("/")) {
      readIncluded(target, depth + 1);
    } else if (typeOf(target.substring(0, target.length() - 1)) == null) {
      throw new UnreadableException(target, "it is included but missing; apt refuses to run");
    } else {
      readDirectory(target, depth + 1);
    }
  }

  private void add(Setting setting) throws UnreadableException {
    add(setting.name(), setting, setting.path(), setting.line());
  }

  private void add(String name, @Nullable Setting setting, String path, int line)
      throws UnreadableException {
    if (name.length() > MAX_NAME || !statements.add(name, setting)) {
      throw new UnreadableException(path, "line " + line + " has a name that is too long");
    }
  }

  /** Settings and clear statements, in the order of the files. */
  private static final class Statements {

    /** One statement; without a setting it clears the name and all names below it. */
    private record Statement(String name, @Nullable Setting setting) {}

    private final List<Statement> statements = new ArrayList<>();
    private long length;

    /** Whether the names of all statements together are short enough. */
    boolean add(String name, @Nullable Setting setting) {
      length += name.length();
      statements.add(new Statement(name, setting));
      return length <= MAX_NAMES;
    }

    /** The settings that no later statement clears. */
    List<Setting> thatHold() {
      Set<String> cleared = new HashSet<>();
      List<Setting> kept = new ArrayList<>();
      for (Statement statement : statements.reversed()) {
        String name = statement.name().toLowerCase(Locale.ROOT);
        if (statement.setting() == null) {
          cleared.add(name);
        } else if (cleared.isEmpty() || !isCleared(name, cleared)) {
          kept.add(statement.setting());
        }
      }
      return List.copyOf(kept.reversed());
    }

    private static boolean isCleared(String name, Set<String> cleared) {
      int end = name.length();
      while (end >= 0 && !cleared.contains(name.substring(0, end))) {
        end = end == 0 ? -1 : name.lastIndexOf("::", end - 1);
      }
      return end >= 0;
    }
  }
}
