package io.hostready.capture;

import io.hostready.capture.EntryLine.Access;
import io.hostready.capture.EntryLine.Kind;
import io.hostready.host.FileStatus;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.RecordedCommands;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes a text of hosts. */
final class HostTextWriter {

  static final String SITUATION = "== ";

  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(76, new byte[] {'\n'}); // lines of 76 characters, as in RFC 2045

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

  private HostTextWriter() {}

  static byte[] bytes(HostText text) {
    HostTextWriter writer = new HostTextWriter();
    writer.section(text.common());
    for (HostSection situation : text.situations()) {
      if (writer.out.size() > 0) {
        writer.line("");
      }
      writer.line(SITUATION + situation.name());
      writer.section(situation);
    }
    if (text.manifest().isPresent()) {
      writer.line(EntryLine.MARK + "end");
    }
    return writer.out.toByteArray();
  }

  private void section(HostSection section) {
    section.about().forEach(each -> line(each.isEmpty() ? "#" : "# " + each));
    section.fields().forEach(each -> line(each.line()));
    Set<String> parents = new HashSet<>();
    section.paths().keySet().forEach(path -> addParents(path, parents));
    section
        .paths()
        .forEach(
            (path, known) -> {
              if (!isImplied(known) || !parents.contains(path)) {
                entry(path, known);
              }
            });
    out.writeBytes(RecordedCommands.text(section.commands()).getBytes(StandardCharsets.UTF_8));
  }

  private static void addParents(String path, Set<String> parents) {
    String parent = PathNames.parent(path);
    while (!parent.equals(path) && parents.add(parent)) {
      path = parent;
      parent = PathNames.parent(path);
    }
  }

  /** Whether a directory has the default attributes of a directory without its own line. */
  private static boolean isImplied(CapturedPath known) {
    return known.isDirectory()
        && known.listing() == null
        && known.equals(CapturedPath.of(known.status()))
        && known.status() instanceof Present(var status, var path)
        && CapturedPath.directory(path).status() instanceof Present(var usual, _)
        && Access.of(usual).equals(Access.of(status));
  }

  private void entry(String path, CapturedPath known) {
    switch (known.status()) {
      case Present(var status, _) -> writePresent(path, status, known);
      case Absent(_) -> line(new EntryLine(path, Optional.empty(), Kind.ABSENT, ""));
      case Unreadable(_, var why) -> line(new EntryLine(path, Optional.empty(), Kind.HIDDEN, why));
      case null -> {} // the listing of its directory contains it
    }
  }

  private void writePresent(String path, FileStatus status, CapturedPath known) {
    switch (status.type()) {
      case FILE -> file(path, status, known);
      case DIRECTORY -> directory(path, status, known);
      case LINK -> line(path, status, Kind.LINK, status.linkTarget().orElse(""));
      case SOCKET -> line(path, status, Kind.SOCKET, "");
      case DEVICE -> line(path, status, Kind.DEVICE, "");
      case FIFO -> line(path, status, Kind.FIFO, "");
    }
  }

  private void file(String path, FileStatus status, CapturedPath known) {
    switch (known.content()) {
      case Present(byte[] content, _) -> content(path, status, content);
      case Unreadable(_, var why) when why.equals(EntryLine.PERMISSION_DENIED) ->
          line(path, status, Kind.DENIED, "");
      case Unreadable(_, var why) -> line(path, status, Kind.UNREADABLE, why);
      case Absent(_) -> line(path, status, Kind.NO_CONTENT, size(status));
      case null -> line(path, status, Kind.NO_CONTENT, size(status));
    }
  }

  private static String size(FileStatus status) {
    return status.size() == 0 ? "" : String.valueOf(status.size());
  }

  private void directory(String path, FileStatus status, CapturedPath known) {
    switch (known.listing()) {
      case Present(List<String> names, _) -> {
        line(path, status, Kind.LISTED, "");
        names.forEach(name -> line(Escapes.escaped(name)));
      }
      case Unreadable(_, var why) when why.equals(EntryLine.PERMISSION_DENIED) ->
          line(path, status, Kind.DENIED_DIRECTORY, "");
      case Unreadable(_, var why) -> line(path, status, Kind.UNLISTED, why);
      case Absent(_) -> line(path, status, Kind.DIRECTORY, "");
      case null -> line(path, status, Kind.DIRECTORY, "");
    }
  }

  private void content(String path, FileStatus status, byte[] content) {
    if (!isText(content)) {
      line(path, status, Kind.BASE64, "");
      out.writeBytes(BASE64.encode(content));
      out.write('\n');
    } else if (content.length == 0 || content[content.length - 1] == '\n') {
      line(path, status, Kind.TEXT, "");
      HostTextLines.writeContent(content, out);
    } else {
      line(path, status, Kind.NO_NEWLINE, "");
      byte[] ended = Arrays.copyOf(content, content.length + 1);
      ended[content.length] = '\n';
      HostTextLines.writeContent(ended, out);
    }
  }

  /** Whether bytes are UTF-8 without control characters, so that a terminal can show them. */
  static boolean isText(byte[] content) {
    boolean isAscii = true;
    for (byte each : content) {
      if (each >= 0 && each < ' ' && each != '\t' && each != '\n' && each != '\r' || each == 0x7f) {
        return false;
      }
      isAscii &= each >= 0;
    }
    if (isAscii) {
      return true;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .chars()
          .noneMatch(each -> each >= 0x80 && each < 0xa0);
    } catch (CharacterCodingException binary) {
      return false;
    }
  }

  private void line(String path, FileStatus status, Kind kind, String detail) {
    line(new EntryLine(path, Optional.of(Access.of(status)), kind, detail));
  }

  private void line(EntryLine line) {
    line(line.toString());
  }

  private void line(String line) {
    out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }
}
