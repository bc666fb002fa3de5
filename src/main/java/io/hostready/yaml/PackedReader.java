package io.hostready.yaml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what {@link PackedWriter} packed, each text made when it is first asked for. Trusts
 * its bytes: they came with the program.
 */
public final class PackedReader {

  private final byte[] bytes;
  private final @Nullable String[] texts;
  private final int starts;
  private final int blob;
  private int next;

  public PackedReader(byte[] bytes) {
    this.bytes = bytes;
    this.next = 4;
    int table = 4 + fixed(0);
    int count = fixed(table);
    this.texts = new String[count];
    this.starts = table + 4;
    this.blob = starts + 4 * (count + 1);
  }

  private PackedReader(PackedReader shared, int next) {
    this.bytes = shared.bytes;
    this.texts = shared.texts;
    this.starts = shared.starts;
    this.blob = shared.blob;
    this.next = next;
  }

  private int fixed(int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }

  public int number() {
    int number = bytes[next++];
    if (number >= 0) {
      return number;
    }
    number &= 0x7f;
    int shift = 7;
    while (true) {
      int group = bytes[next++];
      number |= (group & 0x7f) << shift;
      if (group >= 0) {
        return number;
      }
      shift += 7;
    }
  }

  /** Any number. */
  public int signedNumber() {
    next += 4;
    return fixed(next - 4);
  }

  public String text() {
    int index = number();
    String known = texts[index];
    if (known == null) {
      int start = blob + fixed(starts + 4 * index);
      int end = blob + fixed(starts + 4 * index + 4);
      known =
          bytes[start] == 0
              ? ofLatin1(start + 1, end)
              : new String(bytes, start + 1, end - start - 1, StandardCharsets.UTF_8);
      texts[index] = known;
    }
    return known;
  }

  /**
   * A text of Latin-1, by the constructor that knows no other: the one for all character sets is so
   * long that compiling it takes a check a fiftieth of its time.
   */
  @SuppressWarnings("deprecation")
  private String ofLatin1(int start, int end) {
    return new String(bytes, 0, start, end - start);
  }

  public Optional<String> optionalText() {
    return number() == 0 ? Optional.empty() : Optional.of(text());
  }

  public List<String> texts() {
    int count = number();
    if (count == 0) {
      return List.of();
    }
    List<String> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(text());
    }
    return list;
  }

  /** A position in a file. */
  public SourceSpan span(String file) {
    int line = number();
    return new SourceSpan(file, line, number());
  }

  /** A node that stands in a file. */
  public YamlNode node(String file) {
    int kind = number();
    SourceSpan at = span(file);
    if (kind <= PackedWriter.PLAIN_SCALAR) {
      return new YamlNode.Scalar(at, text(), kind == PackedWriter.PLAIN_SCALAR);
    }
    int count = number();
    if (kind == PackedWriter.SEQUENCE) {
      List<YamlNode> items = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        items.add(node(file));
      }
      return new YamlNode.Sequence(at, items);
    }
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = text();
      SourceSpan keyAt = span(file);
      entries.put(key, new YamlNode.Entry(keyAt, node(file)));
    }
    return new YamlNode.Mapping(at, entries);
  }

  /** Passes over something; gives a reader for it when it is asked for, as often as it is. */
  public Supplier<PackedReader> later() {
    int length = number();
    int start = next;
    next += length;
    return () -> new PackedReader(this, start);
  }
}
