package io.hostready.capture;

import io.hostready.host.FileStatus;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@code attributes} of a capture: {@code MODE OWNER GROUP TYPE PATH}, as beside the trees
 * of tests, and further types for what a capture knows besides. Line ends, white space and
 * backslashes in names are written as octal numbers, as in proc_mounts(5).
 */
final class Attributes {

  /** The limit of {@link #parse}. */
  static final int MAX_LINES = 200_000;

  private static final String NOTHING = "---- - - ";

  private Attributes() {}

  /** Writes what is known of paths, but for contents. */
  static String text(Map<String, Seen> paths) {
    StringBuilder text = new StringBuilder();
    paths.forEach(
        (path, seen) -> {
          switch (seen.status()) {
            case Present(var present, _) -> present(text, path, present);
            case Absent(_) -> line(text, "absent", path);
            case Unreadable(_, var why) -> line(text, "hidden=" + escaped(why), path);
            case null -> line(text, "named", path);
          }
          if (seen.content() instanceof Unreadable(_, var why)) {
            line(text, "unreadable=" + escaped(why), path);
          }
          switch (seen.listing()) {
            case Present(var names, _) -> {
              line(text, "listed", path);
              String prefix = path.equals("/") ? "/" : path + "/";
              for (String name : names) {
                if (!paths.containsKey(prefix + name)) {
                  line(text, "named", prefix + name);
                }
              }
            }
            case Unreadable(_, var why) -> line(text, "unlisted=" + escaped(why), path);
            case Absent(_) -> {}
            case null -> {}
          }
        });
    return text.toString();
  }

  private static void present(StringBuilder text, String path, FileStatus present) {
    text.append(String.format(Locale.ROOT, "%04o", present.mode())).append(' ');
    text.append(escaped(present.owner())).append(' ').append(escaped(present.group())).append(' ');
    text.append(present.type().word());
    if (present.linkTarget().isPresent()) {
      text.append('=').append(escaped(present.linkTarget().get()));
    } else if (present.type() == FileStatus.Type.FILE) {
      text.append('=').append(present.size());
    }
    text.append(' ').append(escaped(path)).append('\n');
  }

  private static void line(StringBuilder text, String type, String path) {
    text.append(NOTHING).append(type).append(' ').append(escaped(path)).append('\n');
  }

  private static String escaped(String text) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each <= ' ' || each == '\\' || each == 0x7f) {
        escaped = escaped == null ? new StringBuilder(text.substring(0, i)) : escaped;
        escaped.append(String.format(Locale.ROOT, "\\%03o", (int) each));
      } else if (escaped != null) {
        escaped.append(each);
      }
    }
    return escaped == null ? text : escaped.toString();
  }

  private static String unescaped(String text) {
    int at = text.indexOf('\\');
    if (at < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    for (; at >= 0; at = text.indexOf('\\', from)) {
      plain.append(text, from, at);
      int code = 0;
      int digits = 0;
      while (digits < 3
          && at + 1 + digits < text.length()
          && text.charAt(at + 1 + digits) >= '0'
          && text.charAt(at + 1 + digits) <= '7') {
        code = code * 8 + text.charAt(at + 1 + digits++) - '0';
      }
      plain.append(digits == 3 ? (char) code : '\\');
      from = at + 1 + (digits == 3 ? 3 : 0);
    }
    return plain.append(text, from, text.length()).toString();
  }

  /** Reads a description into a map that is empty, and the listed folders into a set. */
  static void parse(byte[] content, Map<String, Seen> paths, Set<String> listed) throws BadCapture {
    String text = new String(content, StandardCharsets.UTF_8);
    Set<String> described = new HashSet<>();
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      number++;
      if (number > MAX_LINES) {
        throw new BadCapture("its attributes have more than " + MAX_LINES + " lines");
      }
      if (end > start && text.charAt(start) != '#') {
        parse(text, start, end, number, new Into(paths, listed, described));
      }
      start = end + 1;
    }
  }

  private record Into(Map<String, Seen> paths, Set<String> listed, Set<String> described) {}

  private static void parse(String text, int start, int end, int number, Into into)
      throws BadCapture {
    int owner = text.indexOf(' ', start) + 1;
    int group = text.indexOf(' ', owner) + 1;
    int type = text.indexOf(' ', group) + 1;
    int path = text.indexOf(' ', type) + 1;
    if (owner == 0 || group == 0 || type == 0 || path == 0 || path >= end) {
      throw wrong(number, "is not MODE OWNER GROUP TYPE PATH");
    }
    String name = Names.checked(unescaped(text.substring(path, end)), "attributes, line " + number);
    String word = text.substring(type, path - 1);
    int equals = word.indexOf('=');
    String detail = equals < 0 ? "" : unescaped(word.substring(equals + 1));
    String kind = equals < 0 ? word : word.substring(0, equals);
    Seen known = into.paths().getOrDefault(name, Seen.NAMED);
    Seen seen =
        switch (kind) {
          case "listed" -> {
            into.listed().add(name);
            yield known;
          }
          case "named" -> known;
          case "unlisted" -> known.withListing(new Unreadable<>(name, detail));
          case "unreadable" -> known.withContent(new Unreadable<>(name, detail));
          case "absent" -> known.withStatus(new Absent<>(name));
          case "hidden" -> known.withStatus(new Unreadable<>(name, detail));
          default ->
              known.withStatus(
                  new Present<>(
                      present(
                          new Line(
                              text.substring(start, owner - 1),
                              unescaped(text.substring(owner, group - 1)),
                              unescaped(text.substring(group, type - 1)),
                              kind,
                              detail,
                              number)),
                      name));
        };
    if (seen.status() != known.status() && !into.described().add(name)) {
      throw wrong(number, "describes a path that a line above describes");
    }
    into.paths().put(name, seen);
  }

  private record Line(
      String mode, String owner, String group, String type, String detail, int number) {}

  private static FileStatus present(Line line) throws BadCapture {
    FileStatus.Type type = null;
    for (FileStatus.Type one : FileStatus.Type.values()) {
      type = one.word().equals(line.type()) ? one : type;
    }
    if (type == null) {
      throw wrong(line.number(), "has the type '" + line.type() + "', which is none");
    }
    boolean isLink = type == FileStatus.Type.LINK;
    if (isLink == line.detail().isEmpty()) {
      if (isLink) {
        throw wrong(line.number(), "is a link that leads nowhere");
      }
    }
    return new FileStatus(
        type,
        number(line.mode(), 8, 07777, line.number()).intValue(),
        line.owner(),
        line.group(),
        type == FileStatus.Type.FILE && !line.detail().isEmpty()
            ? number(line.detail(), 10, Long.MAX_VALUE, line.number())
            : 0,
        isLink ? Optional.of(line.detail()) : Optional.empty());
  }

  private static Long number(String text, int radix, long most, int line) throws BadCapture {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      throw new BadCapture(
          "its attributes, line " + line + ": '" + text + "' is no number", noNumber);
    }
    throw wrong(line, "has the number " + text + ", which cannot be");
  }

  private static BadCapture wrong(int line, String what) {
    return new BadCapture("line " + line + " of its attributes " + what);
  }
}
