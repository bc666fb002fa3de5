package io.hostready.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.hostready.change.Json;
import io.hostready.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON documents as hostready prints them: indented by two spaces, line ends are LF. */
public final class JsonText {

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
    private final Utf8 part = new Utf8();
    private final JsonGenerator json;

    private Growing(Appendable out) {
      this.out = out;
      try {
        json = new JsonFactory().createGenerator(part);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible); // an array of bytes does not fail
      }
      json.setCharacterEscapes(new Harmless());
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
      part.passOnTo(out);
    }

    /** Closes every object and array that is open, and the last line. */
    void end() throws IOException {
      json.close();
      part.write('\n');
      part.passOnTo(out);
    }
  }

  /** Bytes of UTF-8 on their way; a stream gets them as they are. */
  private static final class Utf8 extends ByteArrayOutputStream {

    void passOnTo(Appendable out) throws IOException {
      if (out instanceof PrintStream stream && stream.charset().equals(StandardCharsets.UTF_8)) {
        stream.write(buf, 0, count);
      } else {
        out.append(toString(StandardCharsets.UTF_8));
      }
      reset();
    }
  }

  /**
   * What jackson lets through is escaped too: DEL, C1 controls and the marks that turn the
   * direction of text steer a terminal. They can only stand in a string (RFC 8259, 2). What lies
   * beyond the basic plane jackson escapes by itself.
   */
  private static final class Harmless extends CharacterEscapes {

    private static final long serialVersionUID = 1; // jackson has these serializable
    private static final int DEL = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[DEL] = ESCAPE_CUSTOM;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int unit) {
      return !Character.isSurrogate((char) unit) && SafeText.isUnsafe(unit)
          ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", unit))
          : null;
    }
  }

  /**
   * A document of nested maps, lists, texts, numbers and flags. A map that has no order of its own
   * is written by its keys, so that the same document always reads the same.
   */
  public static String of(Map<String, Object> document) {
    return of(json -> write(json, document));
  }

  /** The same without blanks and line ends, for programs alone. */
  public static String compact(Map<String, Object> document) {
    Utf8 out = new Utf8();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.setCharacterEscapes(new Harmless());
      write(json, document);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // an array of bytes does not fail
    }
    return out.toString(StandardCharsets.UTF_8) + "\n";
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
