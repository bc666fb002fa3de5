package io.hostready.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.hostready.change.Json;
import io.hostready.yaml.Quoted;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** JSON documents as hostready prints them: indented by two spaces, line ends are LF. */
public final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes a part of a document. */
  @FunctionalInterface
  public interface Part {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** A whole document, ending with a line end. */
  public static String of(Part document) {
    StringBuilder out = new StringBuilder();
    Growing growing = into(out);
    try {
      growing.add(document);
      growing.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringBuilder does not fail
    }
    return out.toString();
  }

  /** Begins a document that is written part by part. */
  static Growing into(Appendable out) {
    return new Growing(out);
  }

  /** A document of which each part is written out before the next is made. */
  static final class Growing {

    private final Appendable out;
    private final StringWriter part = new StringWriter();
    private final JsonGenerator json;

    private Growing(Appendable out) {
      this.out = out;
      try {
        json = FACTORY.createGenerator(part);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible); // a StringWriter does not fail
      }
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter()
              .withSeparators(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withArrayIndenter(indenter)
              .withObjectIndenter(indenter));
    }

    void add(Part next) throws IOException {
      next.writeTo(json);
      json.flush();
      passOn();
    }

    /** Closes every object and array that is open, and the last line. */
    void end() throws IOException {
      json.close();
      part.append('\n');
      passOn();
    }

    private void passOn() throws IOException {
      out.append(harmless(part.toString()));
      part.getBuffer().setLength(0);
    }
  }

  /**
   * The same document with what jackson lets through escaped too: C1 controls and the marks that
   * turn the direction of text steer a terminal. They can only stand in a string (RFC 8259, 2).
   */
  private static String harmless(String document) {
    int checked = 0;
    while (checked < document.length() && isHarmless(document, checked)) {
      checked += ROW;
    }
    if (checked >= document.length()) {
      return document;
    }
    StringBuilder escaped = new StringBuilder(document.length() + 64);
    for (int i = 0; i < document.length(); ) {
      int point = document.codePointAt(i);
      int length = Character.charCount(point);
      if (point > 0x7e && Quoted.isHarmful(point)) {
        document
            .substring(i, i + length)
            .chars()
            .forEach(unit -> escaped.append(String.format(Locale.ROOT, "\\u%04x", unit)));
      } else {
        escaped.appendCodePoint(point);
      }
      i += length;
    }
    return escaped.toString();
  }

  private static final int ROW = 64;

  /** Looks at a row of characters; in a method of its own, because that is compiled soon. */
  private static boolean isHarmless(String document, int from) {
    int to = Math.min(from + ROW, document.length());
    for (int i = from; i < to; i++) {
      char one = document.charAt(i);
      if (one > 0x7e && (Character.isSurrogate(one) || Quoted.isHarmful(one))) {
        return false;
      }
    }
    return true;
  }

  /**
   * A document of nested maps, lists, texts, numbers and flags. A map that has no order of its own
   * is written by its keys, so that the same document always reads the same.
   */
  public static String of(Map<String, Object> document) {
    return of(json -> write(json, document));
  }

  /** Writes a member of an object: a text, number, flag, list, map, or a document of changes. */
  static void write(JsonGenerator json, String name, Object value) throws IOException {
    json.writeFieldName(name);
    write(json, value);
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        Map<?, ?> ordered = map instanceof SequencedMap<?, ?> ? map : new TreeMap<>(map);
        for (Map.Entry<?, ?> entry : ordered.entrySet()) {
          json.writeFieldName((String) entry.getKey());
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Json object -> write(json, object.members());
      case String text -> json.writeString(text);
      case Boolean flag -> json.writeBoolean(flag);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
    }
  }
}
