package io.hostready.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.hostready.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON document in steps: {@code object}, {@code array} and {@code end} open and close an
 * object or array, {@code put} writes a member, {@code add} an item. The text is kept until it is
 * requested or flushed, so that a long document need not be in memory as a whole.
 */
public final class JsonWriter {

  private final Utf8 written = new Utf8();
  private final JsonGenerator json;
  private final String lastLineEnd;

  private JsonWriter(String lastLineEnd) {
    this.lastLineEnd = lastLineEnd;
    try {
      json = new JsonFactory().createGenerator(written);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // writing to an array of bytes does not fail
    }
    json.setCharacterEscapes(new Harmless());
  }

  /** A document on one line, without a line end. */
  public static JsonWriter compact() {
    return new JsonWriter("");
  }

  /** A document that is indented by two spaces; line ends are LF, also after the last line. */
  public static JsonWriter indented() {
    JsonWriter writer = new JsonWriter("\n");
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    writer.json.setPrettyPrinter(
        new DefaultPrettyPrinter()
            .withSeparators(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withArrayIndenter(indenter)
            .withObjectIndenter(indenter));
    return writer;
  }

  /** A JSON string with its quotation marks. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"').toString();
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private JsonWriter write(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // writing to an array of bytes does not fail
    }
  }

  public JsonWriter object() {
    return write(json::writeStartObject);
  }

  public JsonWriter object(String name) {
    return write(() -> json.writeObjectFieldStart(name));
  }

  public JsonWriter array() {
    return write(json::writeStartArray);
  }

  public JsonWriter array(String name) {
    return write(() -> json.writeArrayFieldStart(name));
  }

  /** Closes the object or array that was opened last. */
  public JsonWriter end() {
    return write(json.getOutputContext().inArray() ? json::writeEndArray : json::writeEndObject);
  }

  public JsonWriter put(String name, String text) {
    return write(() -> json.writeStringField(name, text));
  }

  /** Written digit by digit: jackson's own way initializes a table of a thousand of them. */
  public JsonWriter put(String name, long number) {
    return write(
        () -> {
          json.writeFieldName(name);
          json.writeNumber(Long.toString(number));
        });
  }

  public JsonWriter put(String name, boolean flag) {
    return write(() -> json.writeBooleanField(name, flag));
  }

  public JsonWriter put(String name, Collection<String> texts) {
    array(name);
    texts.forEach(this::add);
    return end();
  }

  /** An object of strings, in the map's order or, if the map has none, in the order of its keys. */
  public JsonWriter put(String name, Map<String, String> texts) {
    object(name);
    inOrder(texts).forEach(this::put);
    return end();
  }

  /** A string; nothing if it is empty. */
  public JsonWriter putIfPresent(String name, Optional<String> text) {
    text.ifPresent(value -> put(name, value));
    return this;
  }

  /** A string, or null if it is empty. */
  public JsonWriter putOrNull(String name, Optional<String> text) {
    return text.isPresent() ? put(name, text.get()) : putNull(name);
  }

  /** A number, or null if it is empty. */
  public JsonWriter putOrNull(String name, OptionalLong number) {
    return number.isPresent() ? put(name, number.getAsLong()) : putNull(name);
  }

  /** A number, or null if it is empty. */
  public JsonWriter putOrNull(String name, OptionalInt number) {
    return number.isPresent() ? put(name, number.getAsInt()) : putNull(name);
  }

  public JsonWriter putNull(String name) {
    return write(() -> json.writeNullField(name));
  }

  public JsonWriter add(String text) {
    return write(() -> json.writeString(text));
  }

  /** A value of nested maps, lists, strings, integers and booleans; maps as in {@code put}. */
  public JsonWriter addTree(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        object();
        inOrder(map)
            .forEach(
                (name, member) -> write(() -> json.writeFieldName((String) name)).addTree(member));
        yield end();
      }
      case List<?> list -> {
        array();
        list.forEach(this::addTree);
        yield end();
      }
      case String text -> add(text);
      case Boolean flag -> write(() -> json.writeBoolean(flag));
      case Integer number -> write(() -> json.writeNumber(number));
      case Long number -> write(() -> json.writeNumber(number));
      default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
    };
  }

  private static <K, V> Map<K, V> inOrder(Map<K, V> map) {
    return map instanceof SequencedMap<K, V> ? map : new TreeMap<>(map);
  }

  /** Passes on the text that was written since the last call. */
  public void flushTo(Appendable out) throws IOException {
    json.flush();
    written.drainTo(out);
  }

  /** Closes everything that is open and passes on the rest. */
  public void finishTo(Appendable out) throws IOException {
    close();
    written.drainTo(out);
  }

  /** Closes everything that is open; returns the document, without the parts that were flushed. */
  public String text() {
    close();
    return written.toString(StandardCharsets.UTF_8);
  }

  private void close() {
    write(json::close);
    written.writeBytes(lastLineEnd.getBytes(StandardCharsets.UTF_8));
  }

  /** A buffer of UTF-8; a stream gets the bytes unchanged. */
  private static final class Utf8 extends ByteArrayOutputStream {

    void drainTo(Appendable out) throws IOException {
      if (out instanceof PrintStream stream && stream.charset().equals(StandardCharsets.UTF_8)) {
        stream.write(buf, 0, count);
      } else {
        out.append(toString(StandardCharsets.UTF_8));
      }
      reset();
    }
  }

  /**
   * Also escapes characters that jackson does not: DEL, C1 controls and the bidirectional marks,
   * which control a terminal. They can only occur in a string (RFC 8259, 2). Characters beyond the
   * basic plane are escaped by jackson.
   */
  private static final class Harmless extends CharacterEscapes {

    private static final long serialVersionUID = 1; // jackson's classes are serializable
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
}
