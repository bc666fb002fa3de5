package io.hostready.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a text of hosts, one at a time; the last line must have a line end. */
final class HostTextLines {

  private static final int MARK = 3;

  private static final byte[] END = "-- end\n".getBytes(StandardCharsets.US_ASCII);

  private final byte[] text;
  private int at;

  HostTextLines(byte[] text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at == text.length;
  }

  int position() {
    return at;
  }

  /** The number of the line at a position, from 1 on. */
  int number(int position) {
    int number = 1;
    for (int i = 0; i < position; i++) {
      number += text[i] == '\n' ? 1 : 0;
    }
    return number;
  }

  /** Whether the next line starts a path: "-- ". */
  boolean isPath() {
    return isPath(at);
  }

  /** Whether the next line starts a situation: "== ". */
  boolean isSituation() {
    return isSituation(at);
  }

  /** Whether the next line starts a command: "$ ". */
  boolean isCommand() {
    return isCommand(at);
  }

  /** Whether the next line is "-- end". */
  boolean isEndMark() {
    return Arrays.equals(text, at, Math.min(at + END.length, text.length), END, 0, END.length);
  }

  /** Whether the next line has one of these marks. */
  boolean isMark() {
    return isMark(at);
  }

  private boolean isMark(int position) {
    return switch (text[position]) {
      case '-' -> isPath(position);
      case '=' -> isSituation(position);
      case '$' -> isCommand(position);
      default -> false;
    };
  }

  private boolean isPath(int position) {
    return has(position, (byte) '-', (byte) '-') && text[position + 2] == ' ';
  }

  private boolean isSituation(int position) {
    return has(position, (byte) '=', (byte) '=') && text[position + 2] == ' ';
  }

  private boolean isCommand(int position) {
    return has(position, (byte) '$', (byte) ' ');
  }

  private boolean has(int position, byte first, byte second) {
    return position + MARK <= text.length
        && text[position] == first
        && text[position + 1] == second;
  }

  /** Consumes the next line; returns it without its end. */
  String next() throws HostTextException {
    int from = at;
    at = after(at);
    return utf8(text, from, at - 1);
  }

  private int after(int position) {
    int end = position;
    while (text[end] != '\n') {
      end++;
    }
    return end + 1;
  }

  /** Consumes the lines up to the next mark; returns them as file content. */
  byte[] nextLines() {
    int from = at;
    int escapes = 0;
    while (at < text.length && !isMark(at)) {
      escapes += isEscape(at) ? 1 : 0;
      at = after(at);
    }
    // An empty line before a situation is only a visual separator.
    boolean isBeforeSituation = at < text.length && text[at] == '=';
    boolean isLastEmpty =
        at > from && text[at - 1] == '\n' && (at - 1 == from || text[at - 2] == '\n');
    int to = isBeforeSituation && isLastEmpty ? at - 1 : at;
    return escapes == 0 ? Arrays.copyOfRange(text, from, to) : unescaped(from, to, escapes);
  }

  /** Consumes the lines up to the next path or situation: one or more commands. */
  String nextCommands() {
    int from = at;
    while (at < text.length && (isCommand(at) || !isMark(at))) {
      at = after(at);
    }
    return new String(text, from, at - from, StandardCharsets.UTF_8);
  }

  /** Whether backslashes precede a mark. */
  private boolean isEscape(int position) {
    if (text[position] != '\\') {
      return false;
    }
    int mark = position;
    while (text[mark] == '\\') {
      mark++;
    }
    return isMark(mark);
  }

  private byte[] unescaped(int from, int to, int escapes) {
    byte[] plain = new byte[to - from - escapes];
    int length = 0;
    int line = from;
    while (line < to) {
      int next = after(line);
      int start = isEscape(line) ? line + 1 : line;
      System.arraycopy(text, start, plain, length, next - start);
      length += next - start;
      line = next;
    }
    return plain;
  }

  /** The content of a file whose last line has an end, escaped for a text. */
  static void writeContent(byte[] content, ByteArrayOutputStream out) {
    HostTextLines lines = new HostTextLines(content);
    int from = 0;
    for (int line = 0; line < content.length; line = lines.after(line)) {
      if (lines.isMark(line) || lines.isEscape(line)) {
        out.write(content, from, line - from);
        out.write('\\');
        from = line;
      }
    }
    out.write(content, from, content.length - from);
  }

  static String utf8(byte[] bytes, int from, int to) throws HostTextException {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        try {
          return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, to - from))
              .toString();
        } catch (CharacterCodingException notUtf8) {
          throw new HostTextException("invalid UTF-8", notUtf8);
        }
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
