package io.hostready.yaml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packs numbers, texts and nodes into bytes that {@link PackedReader} takes apart without parsing:
 * numbers in groups of seven bits, each text once. Layout: the length of the data, the data, the
 * number of texts, where each starts, the texts.
 */
public final class PackedWriter {

  static final int SCALAR = 0;
  static final int PLAIN_SCALAR = 1;
  static final int SEQUENCE = 2;
  static final int MAPPING = 3;

  private ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final Map<String, Integer> texts = new LinkedHashMap<>();

  /** A number that is not negative. */
  public void number(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("negative: " + number);
    }
    int rest = number;
    while (rest > 0x7f) {
      data.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    data.write(rest);
  }

  /** Any number. */
  public void signedNumber(int number) {
    fixed(data, number);
  }

  public void text(String text) {
    Integer known = texts.putIfAbsent(text, texts.size());
    number(known == null ? texts.size() - 1 : known);
  }

  public void optionalText(Optional<String> text) {
    number(text.isPresent() ? 1 : 0);
    text.ifPresent(this::text);
  }

  public void texts(List<String> list) {
    number(list.size());
    list.forEach(this::text);
  }

  /** A position; its file is told to the reader. */
  public void span(SourceSpan span) {
    number(span.line());
    number(span.column());
  }

  /** A node as it was read, nothing filled in. */
  public void node(YamlNode node) {
    switch (node) {
      case YamlNode.Scalar scalar -> {
        number(scalar.plain() ? PLAIN_SCALAR : SCALAR);
        span(scalar.at());
        text(scalar.text());
      }
      case YamlNode.Sequence sequence -> {
        number(SEQUENCE);
        span(sequence.at());
        number(sequence.items().size());
        sequence.items().forEach(this::node);
      }
      case YamlNode.Mapping mapping -> {
        number(MAPPING);
        span(mapping.at());
        number(mapping.entries().size());
        mapping
            .entries()
            .forEach(
                (key, entry) -> {
                  text(key);
                  span(entry.keyAt());
                  node(entry.value());
                });
      }
    }
  }

  /** Something that a reader may leave for later, see {@link PackedReader#later}. */
  public void later(Runnable content) {
    ByteArrayOutputStream before = data;
    data = new ByteArrayOutputStream();
    content.run();
    byte[] packed = data.toByteArray();
    data = before;
    number(packed.length);
    data.writeBytes(packed);
  }

  /** Everything written so far. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    List<Integer> starts = new ArrayList<>();
    for (String text : texts.keySet()) {
      starts.add(blob.size());
      boolean latin = text.chars().allMatch(c -> c < 0x100);
      blob.write(latin ? 0 : 1);
      blob.writeBytes(text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    }
    starts.add(blob.size());
    fixed(all, data.size());
    all.writeBytes(data.toByteArray());
    fixed(all, texts.size());
    starts.forEach(start -> fixed(all, start));
    all.writeBytes(blob.toByteArray());
    return all.toByteArray();
  }

  private static void fixed(ByteArrayOutputStream out, int number) {
    out.write(number >>> 24);
    out.write(number >>> 16);
    out.write(number >>> 8);
    out.write(number);
  }
}
