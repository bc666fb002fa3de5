package io.hostready.capture;

import io.hostready.host.FileStatus;
import io.hostready.host.FileStatus.Type;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a path's entry in a text: {@code -- /etc/shadow 0640 root shadow denied}. Mode,
 * owner and group can be omitted if they are those of {@link Kind#mode}.
 *
 * @param detail a link's target, a reason, or a size in decimal digits; otherwise empty
 */
record EntryLine(String path, Optional<Access> access, Kind kind, String detail) {

  static final String MARK = "-- ";

  /** The reason for a file or directory that is "denied". */
  static final String PERMISSION_DENIED = "Permission denied";

  /** The twelve permission bits, and owner and group by name or number. */
  record Access(int mode, String owner, String group) {

    static Access of(FileStatus status) {
      return new Access(status.mode(), status.owner(), status.group());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%04o %s %s", mode, Escapes.escaped(owner), Escapes.escaped(group));
    }
  }

  private enum Detail {
    NONE,
    SIZE,
    TARGET,
    REASON
  }

  /** The type of the path, and the meaning of the lines below. */
  enum Kind {
    /** A file; the lines are its content. */
    TEXT("", Type.FILE, 0644, Detail.NONE),
    /** A file; the lines are its content, without the end of the last line. */
    NO_NEWLINE("no-newline", Type.FILE, 0644, Detail.NONE),
    /** A file; the lines are its content in base64 (RFC 4648). */
    BASE64("base64", Type.FILE, 0644, Detail.NONE),
    /** A file whose content was not requested, possibly with its size. */
    NO_CONTENT("no-content", Type.FILE, 0644, Detail.SIZE),
    /** A file that could not be read, with the reason. */
    UNREADABLE("unreadable:", Type.FILE, 0644, Detail.REASON),
    /** The same with the reason "Permission denied". */
    DENIED("denied", Type.FILE, 0600, Detail.NONE),
    DIRECTORY("directory", Type.DIRECTORY, 0755, Detail.NONE),
    /** A directory of a capture; the lines are the names in it. */
    LISTED("listed", Type.DIRECTORY, 0755, Detail.NONE),
    /** A directory that could not be listed, with the reason. */
    UNLISTED("unlisted:", Type.DIRECTORY, 0755, Detail.REASON),
    /** The same with the reason "Permission denied". */
    DENIED_DIRECTORY("directory denied", Type.DIRECTORY, 0755, Detail.NONE),
    LINK("->", Type.LINK, 0777, Detail.TARGET),
    SOCKET("socket", Type.SOCKET, 0755, Detail.NONE),
    DEVICE("device", Type.DEVICE, 0600, Detail.NONE),
    FIFO("fifo", Type.FIFO, 0600, Detail.NONE),
    /**
     * The path does not exist; entries of the common part for it and for paths below it are
     * ignored.
     */
    ABSENT("absent", null, 0, Detail.NONE),
    /** It is unknown whether the path exists, with the reason. */
    HIDDEN("hidden:", null, 0, Detail.REASON);

    private static final Kind[] ALL = values();

    private final String word;
    private final @Nullable Type type;
    private final int mode;
    private final Detail detail;

    Kind(String word, @Nullable Type type, int mode, Detail detail) {
      this.word = word;
      this.type = type;
      this.mode = mode;
      this.detail = detail;
    }

    /** The file type, if it is known. */
    Optional<Type> type() {
      return Optional.ofNullable(type);
    }

    /** The mode of a path that belongs to root and has no mode in its line. */
    int mode() {
      return mode;
    }

    /** Whether the lines below belong to the entry. */
    boolean hasLines() {
      return this == TEXT || this == NO_NEWLINE || this == BASE64 || this == LISTED;
    }

    private boolean isIn(String words) {
      return switch (detail) {
        case NONE -> words.equals(word);
        case SIZE -> words.equals(word) || words.startsWith(word + "=");
        case TARGET, REASON -> words.startsWith(word + " ");
      };
    }
  }

  /** Parses a line without its mark; its words are separated by single spaces. */
  static EntryLine parse(String line) throws HostTextException {
    int space = line.indexOf(' ');
    String path = Escapes.unescaped(space < 0 ? line : line.substring(0, space));
    if (!path.startsWith("/")) {
      throw new HostTextException(
          "expected '-- /PATH'; a file's own line that begins so needs a backslash before it");
    }
    PathNames.check(path);
    String words = space < 0 ? "" : line.substring(space + 1);
    Optional<Access> access = Optional.empty();
    if (!words.isEmpty() && words.charAt(0) >= '0' && words.charAt(0) <= '9') {
      int owner = words.indexOf(' ') + 1;
      int group = words.indexOf(' ', owner) + 1;
      int end = words.indexOf(' ', group);
      end = end < 0 ? words.length() : end;
      access = Optional.of(access(words, owner, group, end));
      words = words.substring(Math.min(end + 1, words.length()));
    }
    for (Kind kind : Kind.ALL) {
      if (kind.isIn(words)) {
        if (access.isPresent() && kind.type == null) {
          throw new HostTextException("a path that is absent or hidden has no mode");
        }
        return new EntryLine(path, access, kind, detail(kind, words));
      }
    }
    throw new HostTextException(
        "expected '-- /PATH MODE OWNER GROUP KIND', where the kind is none for a file with its"
            + " content, or base64, no-newline, no-content, denied, directory, -> TARGET, socket,"
            + " device, fifo, absent");
  }

  private static Access access(String words, int owner, int group, int end)
      throws HostTextException {
    if (owner != 5 || group <= owner + 1 || end <= group || !isOctal(words)) {
      throw new HostTextException(
          "expected a mode of four octal digits, an owner and a group, such as 0640 root adm");
    }
    return new Access(
        Integer.parseInt(words.substring(0, owner - 1), 8),
        Escapes.unescaped(words.substring(owner, group - 1)),
        Escapes.unescaped(words.substring(group, end)));
  }

  private static boolean isOctal(String words) {
    return words.chars().limit(4).allMatch(digit -> digit >= '0' && digit <= '7');
  }

  private static String detail(Kind kind, String words) throws HostTextException {
    String detail = words.substring(Math.min(kind.word.length(), words.length())).strip();
    return switch (kind.detail) {
      case NONE -> "";
      case SIZE -> detail.isEmpty() ? "" : size(detail.substring(1));
      case TARGET -> Escapes.unescaped(detail);
      case REASON -> detail;
    };
  }

  private static String size(String digits) throws HostTextException {
    if (!digits.matches("\\d{1,18}")) {
      throw new HostTextException("invalid size '" + digits + "': use bytes in decimal digits");
    }
    return digits;
  }

  /** Why the path could not be read or listed, or its status could not be read. */
  String reason() {
    return kind == Kind.DENIED || kind == Kind.DENIED_DIRECTORY ? PERMISSION_DENIED : detail;
  }

  /** The status of the path, if it exists. */
  Optional<FileStatus> status(long length) {
    Access known = access.orElseGet(() -> new Access(kind.mode, "root", "root"));
    return kind.type()
        .map(
            type ->
                new FileStatus(
                    type,
                    known.mode(),
                    known.owner(),
                    known.group(),
                    kind == Kind.NO_CONTENT && !detail.isEmpty() ? Long.parseLong(detail) : length,
                    type == Type.LINK ? Optional.of(detail) : Optional.empty()));
  }

  /** The line with its mark and without its end. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(MARK).append(Escapes.escaped(path));
    access
        .filter(own -> !own.equals(new Access(kind.mode, "root", "root")))
        .ifPresent(own -> line.append(' ').append(own));
    if (!kind.word.isEmpty()) {
      line.append(' ').append(kind.word);
    }
    if (!detail.isEmpty()) {
      switch (kind.detail) {
        case NONE -> {}
        case SIZE -> line.append('=').append(detail);
        case TARGET -> line.append(' ').append(Escapes.escaped(detail));
        case REASON -> line.append(' ').append(Escapes.oneLine(detail));
      }
    }
    return line.toString();
  }
}
