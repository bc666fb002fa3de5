package io.hostready.facts;

import io.hostready.host.FileStatus;
import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What apt is told by its settings, in the order in which it reads them: /etc/apt/apt.conf.d in
 * order of name, then /etc/apt/apt.conf. What APT_CONFIG or #include name is left out. Source:
 * apt.conf(5), apt-pkg/contrib/configuration.cc.
 */
public record AptConfig(Fact<List<Setting>> settings) {

  private static final String FOLDER = "/etc/apt/apt.conf.d/";
  private static final String MAIN = "/etc/apt/apt.conf";

  /** apt.conf(5): files with other names are passed over. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+|[A-Za-z0-9_.-]+\\.conf");

  /** Scopes within scopes; apt's own files have up to four. */
  private static final int MAX_DEPTH = 64;

  /** In characters; apt's own longest name has 60. */
  private static final int MAX_NAME = 400;

  /** In characters, of all files together; a name is told with each setting. */
  private static final int MAX_NAMES = 4 << 20;

  private static final String CLEAR = "#clear";
  private static final String INCLUDE = "#include";

  /**
   * One value. The name is whole, its parts joined by {@code ::}, and ends with these for an item
   * of a list; line from 1.
   */
  public record Setting(String name, String value, String path, int line) {

    private boolean isBelow(String parent) {
      return name.toLowerCase(Locale.ROOT).startsWith(parent.toLowerCase(Locale.ROOT) + "::");
    }
  }

  public static AptConfig read(Host host) {
    return host.fact(AptConfig.class, h -> new AptConfig(look(h)));
  }

  private static Fact<List<Setting>> look(Host host) {
    List<String> files = new ArrayList<>();
    switch (MatchingPaths.of(host, FOLDER + "*")) {
      case Fact.Known<List<String>>(List<String> found, _) ->
          found.stream()
              .filter(path -> NAME.matcher(path.substring(FOLDER.length())).matches())
              .filter(path -> !isDirectory(host, path))
              .forEach(files::add);
      case Fact.Absent<List<String>> _ -> {}
      case Fact.Unreadable<List<String>>(String where, String why) -> {
        return new Fact.Unreadable<>(where, why);
      }
    }
    files.add(MAIN);
    Statements settings = new Statements();
    for (String file : files) {
      switch (host.text(file)) {
        case FileText.Text(String path, String content) -> {
          try {
            parse(path, content, settings);
          } catch (IllegalArgumentException excessive) {
            return new Fact.Unreadable<>(path, String.valueOf(excessive.getMessage()));
          }
        }
        case FileText.Missing _ -> {}
        case FileText.Unreadable(String path, String why) -> {
          return new Fact.Unreadable<>(path, why);
        }
      }
    }
    return host.has("/etc/apt")
        ? new Fact.Known<>(
            settings.thatHold(), FOLDER.substring(0, FOLDER.length() - 1) + ", " + MAIN)
        : new Fact.Absent<>("/etc/apt");
  }

  private static boolean isDirectory(Host host, String path) {
    return host.status(path) instanceof FileStatus.Present there
        && there.type() == FileStatus.Type.DIRECTORY;
  }

  /** The setting of that name that holds, which is the last; names know no case. */
  public static Optional<Setting> last(List<Setting> settings, String name) {
    return settings.stream()
        .filter(setting -> setting.name().equalsIgnoreCase(name))
        .reduce((_, later) -> later);
  }

  /** The items of a list: all without a name, and of each other name the last. */
  public static List<Setting> items(List<Setting> settings, String list) {
    Map<String, Setting> items = new LinkedHashMap<>();
    for (Setting setting : settings) {
      String name = setting.name().toLowerCase(Locale.ROOT);
      if (!setting.isBelow(list) || name.indexOf("::", list.length() + 2) >= 0) {
        continue;
      }
      String key = name.endsWith("::") ? name + items.size() : name;
      items.remove(key);
      items.put(key, setting);
    }
    return List.copyOf(items.values());
  }

  /**
   * Parses one file.
   *
   * @throws IllegalArgumentException naming the line where scopes are too deep, or names too long
   */
  public static List<Setting> parse(String path, String text) {
    Statements settings = new Statements();
    parse(path, text, settings);
    return settings.thatHold();
  }

  private static void parse(String path, String text, Statements settings) {
    Deque<String> scopes = new ArrayDeque<>(List.of(""));
    List<String> words = new ArrayList<>();
    Tokens tokens = new Tokens(text);
    for (String token = tokens.next(); !token.isEmpty(); token = tokens.next()) {
      switch (token) {
        case "{" -> {
          String scope = scopes.getFirst() + (words.isEmpty() ? "" : words.getFirst());
          if (words.size() > 1) {
            settings.add(new Setting(scope, words.get(1), path, tokens.line()));
          }
          if (scopes.size() > MAX_DEPTH) {
            throw new IllegalArgumentException(
                "line " + tokens.line() + " opens more than " + MAX_DEPTH + " scopes");
          }
          scopes.push(scope + "::");
          words.clear();
        }
        case "}" -> {
          add(scopes.getFirst(), words, path, tokens.line(), settings);
          if (scopes.size() > 1) {
            scopes.pop();
          }
        }
        case ";" -> add(scopes.getFirst(), words, path, tokens.line(), settings);
        default -> words.add(token.startsWith("\"") ? token.substring(1) : token);
      }
    }
  }

  private static void add(
      String scope, List<String> words, String path, int line, Statements settings) {
    if (!words.isEmpty() && words.getFirst().equalsIgnoreCase(CLEAR)) {
      for (String name : words.subList(1, words.size())) {
        settings.clear(scope + name.replaceFirst("::$", ""), line);
      }
    } else if (!words.isEmpty() && words.getFirst().equalsIgnoreCase(INCLUDE)) {
      words.clear();
    } else if (words.size() == 1) {
      settings.add(new Setting(scope, words.getFirst(), path, line)); // an item of a list
    } else if (words.size() > 1) {
      settings.add(new Setting(scope + words.getFirst(), words.get(1), path, line));
    }
    words.clear();
  }

  /** Settings and what clears them, in the order of the files. */
  private static final class Statements {

    /** One statement; without a setting it clears the name and all below it. */
    private record Statement(String name, @Nullable Setting setting) {}

    private final List<Statement> statements = new ArrayList<>();
    private long length;

    void add(Setting setting) {
      add(setting.name(), setting, setting.line());
    }

    void clear(String name, int line) {
      add(name, null, line);
    }

    private void add(String name, @Nullable Setting setting, int line) {
      length += name.length();
      if (name.length() > MAX_NAME || length > MAX_NAMES) {
        throw new IllegalArgumentException("line " + line + " has a name that is too long");
      }
      statements.add(new Statement(name, setting));
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

  /** Takes words, braces and semicolons off a text; what was in quotes begins with one. */
  private static final class Tokens {
    private final String text;
    private int at;
    private int line = 1;

    Tokens(String text) {
      this.text = text;
    }

    int line() {
      return line;
    }

    /** Empty at the end. */
    String next() {
      skip();
      if (at >= text.length()) {
        return "";
      }
      char first = text.charAt(at);
      if (first == '"') {
        int end = text.indexOf('"', at + 1);
        end = end < 0 ? text.length() : end;
        String word = text.substring(at, end);
        move(Math.min(end + 1, text.length()));
        return word;
      }
      int start = at++;
      if ("{};".indexOf(first) < 0) {
        while (at < text.length()
            && "{};\"".indexOf(text.charAt(at)) < 0
            && !Character.isWhitespace(text.charAt(at))) {
          at++;
        }
      }
      return text.substring(start, at);
    }

    private void skip() {
      int before = -1;
      while (before != at) {
        before = at;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
          move(at + 1);
        }
        if (text.startsWith("/*", at)) {
          int end = text.indexOf("*/", at + 2);
          move(end < 0 ? text.length() : end + 2);
        } else if (text.startsWith("//", at)
            || (text.startsWith("#", at)
                && !text.startsWith(CLEAR, at)
                && !text.startsWith(INCLUDE, at))) {
          int end = text.indexOf('\n', at);
          move(end < 0 ? text.length() : end);
        }
      }
    }

    private void move(int to) {
      while (at < to) {
        if (text.charAt(at++) == '\n') {
          line++;
        }
      }
    }
  }
}
