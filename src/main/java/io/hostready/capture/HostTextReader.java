package io.hostready.capture;

import io.hostready.capture.HostSection.Field;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.HostFiles;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.RecordedCommands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses a text of hosts, which may be hostile, in one pass. */
final class HostTextReader {

  /** The maximum number of paths in all parts together. */
  static final int MAX_PATHS = 100_000;

  /** The maximum number of names in the directories of a capture. */
  static final int MAX_NAMES = 200_000;

  /** A hundred times the number of commands of all rules. */
  private static final int MAX_COMMANDS = 10_000;

  private static final int MAX_SITUATIONS = 1_000;

  private static final int MAX_FIELDS = 20_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

  private static final String EXPECTED =
      "expected '# COMMENT', 'NAME: VALUE', '-- /PATH', '$ COMMAND' or '== SITUATION'";

  private final byte[] text;
  private final HostTextLines lines;

  /** The start of the line that an error message refers to; -1 if the message names another. */
  private int line;

  private int paths;
  private int names;
  private int commands;
  private int fields;
  private boolean isCapture;

  HostTextReader(byte[] text) {
    this.text = text;
    this.lines = new HostTextLines(text);
  }

  HostText read() throws HostTextException {
    if (text.length == 0) {
      throw new HostTextException("the file is empty");
    }
    if (text.length > HostText.MAX_BYTES) {
      throw new HostTextException("larger than " + (HostText.MAX_BYTES >> 20) + " MiB");
    }
    if (text[text.length - 1] != '\n') {
      throw new HostTextException("the last line has no line end, so the file is truncated");
    }
    try {
      HostSection common = section("");
      Optional<Manifest> manifest = ManifestFields.read(common.fields());
      List<HostSection> situations = manifest.isPresent() ? List.of() : situations();
      if (manifest.isPresent() || !lines.isAtEnd()) {
        requireEnd();
      }
      return new HostText(manifest, common, situations);
    } catch (HostTextException wrong) {
      if (line < 0) {
        throw wrong;
      }
      throw new HostTextException("line " + lines.number(line) + ": " + wrong.getMessage(), wrong);
    }
  }

  private void requireEnd() throws HostTextException {
    line = lines.position();
    if (lines.isAtEnd() || !lines.isEndMark()) {
      throw new HostTextException("'-- end' is missing, so the capture is truncated");
    }
    lines.next();
    if (!lines.isAtEnd()) {
      throw new HostTextException("there are lines after '-- end'");
    }
  }

  private List<HostSection> situations() throws HostTextException {
    List<HostSection> situations = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    while (!lines.isAtEnd() && lines.isSituation()) {
      line = lines.position();
      String name = lines.next().substring(HostTextWriter.SITUATION.length()).strip();
      if (!NAME.matcher(name).matches()) {
        throw new HostTextException(
            "invalid name of a situation: use letters, digits, '.', '-', '_' and '+'");
      }
      if (!taken.add(name)) {
        throw new HostTextException("duplicate situation '" + name + "'");
      }
      if (situations.size() == MAX_SITUATIONS) {
        throw new HostTextException("more than " + MAX_SITUATIONS + " situations");
      }
      situations.add(section(name));
    }
    return situations;
  }

  /** Parses up to the next situation, the end mark, or the end of the text. */
  private HostSection section(String name) throws HostTextException {
    List<String> about = new ArrayList<>();
    List<Field> said = new ArrayList<>();
    while (!lines.isAtEnd() && !lines.isMark()) {
      line = lines.position();
      head(lines.next(), name.isEmpty(), about, said);
    }
    Map<String, CapturedPath> found = new LinkedHashMap<>();
    Map<String, CommandOutcome> outcomes = new LinkedHashMap<>();
    while (!lines.isAtEnd() && !lines.isSituation() && !lines.isEndMark()) {
      line = lines.position();
      if (lines.isCommand()) {
        commands(outcomes);
      } else {
        entry(found);
      }
    }
    return new HostSection(name, about, said, found, outcomes);
  }

  private void head(String words, boolean isCommon, List<String> about, List<Field> said)
      throws HostTextException {
    int colon = fieldName(words);
    if (words.startsWith("#")) {
      about.add(words.substring(words.startsWith("# ") ? 2 : 1));
    } else if (colon > 0) {
      String name = words.substring(0, colon);
      isCapture |= isCommon && said.isEmpty() && name.equals(ManifestFields.CAPTURE);
      said.add(field(name, words.substring(colon + 1).strip()));
    } else if (!words.isBlank()) {
      throw new HostTextException(EXPECTED);
    }
    if (++fields > MAX_FIELDS) {
      throw new HostTextException("more than " + MAX_FIELDS + " lines before the first path");
    }
  }

  /** The length of a name of lower-case letters and hyphens before a colon and a space; or -1. */
  private static int fieldName(String words) {
    int colon = words.indexOf(": ");
    for (int i = 0; i < colon; i++) {
      char each = words.charAt(i);
      if (each != '-' && (each < 'a' || each > 'z')) {
        return -1;
      }
    }
    return colon;
  }

  private Field field(String name, String value) throws HostTextException {
    if (!isCapture && (!name.equals(HostText.PARAMETER) || value.indexOf('=') < 1)) {
      throw new HostTextException("expected 'parameter: NAME=VALUE'");
    }
    return new Field(name, value);
  }

  private void commands(Map<String, CommandOutcome> outcomes) throws HostTextException {
    int first = line;
    try {
      RecordedCommands.parse(
          lines.nextCommands(),
          () -> lines.number(first),
          (command, outcome) -> {
            if (++commands > MAX_COMMANDS) {
              throw new IllegalArgumentException("more than " + MAX_COMMANDS + " commands");
            }
            return outcomes.put(command, outcome) == null;
          });
    } catch (IllegalArgumentException malformed) {
      line = -1;
      throw new HostTextException(String.valueOf(malformed.getMessage()), malformed);
    }
  }

  private void entry(Map<String, CapturedPath> found) throws HostTextException {
    EntryLine head = EntryLine.parse(lines.next().substring(EntryLine.MARK.length()));
    if (++paths > MAX_PATHS) {
      throw new HostTextException("more than " + MAX_PATHS + " paths");
    }
    if (found.put(head.path(), path(head, lines.nextLines())) != null) {
      throw new HostTextException("duplicate path '" + PathNames.shortened(head.path()) + "'");
    }
  }

  private CapturedPath path(EntryLine head, byte[] body) throws HostTextException {
    String path = head.path();
    if (!head.kind().hasLines()) {
      requireBlank(body);
    }
    return switch (head.kind()) {
      case TEXT -> file(head, body);
      case NO_NEWLINE -> file(head, withoutLastEnd(body));
      case BASE64 -> file(head, decoded(body));
      case LISTED -> present(head, 0).withListing(new Present<>(names(body), path));
      case DENIED -> denied(head);
      case UNREADABLE -> present(head, 0).withContent(new Unreadable<>(path, head.reason()));
      case UNLISTED, DENIED_DIRECTORY ->
          present(head, 0).withListing(new Unreadable<>(path, head.reason()));
      case NO_CONTENT, DIRECTORY, LINK, SOCKET, DEVICE, FIFO -> present(head, 0);
      case ABSENT -> CapturedPath.of(new Absent<>(path));
      case HIDDEN -> CapturedPath.of(new Unreadable<>(path, head.reason()));
    };
  }

  private static CapturedPath present(EntryLine head, long length) {
    FileStatus status = head.status(length).orElseThrow();
    return CapturedPath.of(new Present<>(status, head.path()));
  }

  /** For a whole host it can also be a directory: then the paths below it are denied, too. */
  private CapturedPath denied(EntryLine head) {
    CapturedPath file = present(head, 0).withContent(new Unreadable<>(head.path(), head.reason()));
    return isCapture ? file : file.withListing(new Unreadable<>(head.path(), head.reason()));
  }

  private static CapturedPath file(EntryLine head, byte[] content) throws HostTextException {
    if (content.length > HostFiles.MAX_BYTES) {
      throw new HostTextException(
          "the file is larger than " + (HostFiles.MAX_BYTES >> 20) + " MiB");
    }
    return present(head, content.length).withContent(new Present<>(content, head.path()));
  }

  private static void requireBlank(byte[] body) throws HostTextException {
    for (byte each : body) {
      if (each != '\n') {
        throw new HostTextException("unexpected content: a path of this kind has none");
      }
    }
  }

  private static byte[] withoutLastEnd(byte[] body) throws HostTextException {
    if (body.length == 0) {
      throw new HostTextException("no-newline needs a line of content");
    }
    return Arrays.copyOf(body, body.length - 1);
  }

  private static byte[] decoded(byte[] body) throws HostTextException {
    byte[] joined = new byte[body.length];
    int length = 0;
    for (byte each : body) {
      if (each != '\n') {
        joined[length++] = each;
      }
    }
    try {
      return Base64.getDecoder().decode(Arrays.copyOf(joined, length));
    } catch (IllegalArgumentException malformed) {
      throw new HostTextException("invalid base64 in the lines below", malformed);
    }
  }

  private List<String> names(byte[] body) throws HostTextException {
    List<String> found = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '\n') {
        String name = Escapes.unescaped(HostTextLines.utf8(body, start, i));
        if (!PathNames.isName(name)) {
          throw new HostTextException("invalid file name '" + PathNames.shortened(name) + "'");
        }
        if (++names > MAX_NAMES) {
          throw new HostTextException("more than " + MAX_NAMES + " names in directories");
        }
        found.add(name);
        start = i + 1;
      }
    }
    found.sort(null);
    return found;
  }
}
