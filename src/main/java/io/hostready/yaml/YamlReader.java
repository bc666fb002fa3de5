package io.hostready.yaml;

import io.hostready.text.Quoted;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document into nodes with positions. Uses the parser's events rather than
 * constructed objects, because events carry line and column. Refuses anchors, aliases, tags, merge
 * keys and second documents, nesting beyond {@value #MAX_DEPTH} and files beyond {@value
 * #MAX_BYTES} bytes: a rule file is untrusted data.
 */
public final class YamlReader {

  public static final int MAX_BYTES = 256 * 1024;
  public static final int MAX_DEPTH = 24;

  /** SnakeYAML copies the part of a line that it has read each time that it continues. */
  static final int MAX_LINE = 16 * 1024;

  private final String file;
  private final StreamReader characters;
  private final Parser parser;
  private final Problems problems;
  private final Set<String> refused = new HashSet<>();

  private YamlReader(String file, String text, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.characters = new StreamReader(text);
    this.parser = new ParserImpl(characters, new LoaderOptions());
  }

  /**
   * Parses a file's content; empty if it is empty or not YAML, and then problems have the reason.
   */
  public static Optional<YamlNode> read(String file, byte[] content, Problems problems) {
    if (content.length > MAX_BYTES) {
      problems.add(
          new Problem(
                  SourceSpan.whole(file),
                  "the file has " + content.length + " bytes, the limit is " + MAX_BYTES)
              .expecting("split it"));
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(content);
    CharBuffer text = CharBuffer.allocate(content.length + 1);
    if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
      problems.add(
          new Problem(
                  endOf(file, text.flip().toString()),
                  String.format(
                      Locale.ROOT, "invalid UTF-8 byte 0x%02x", bytes.get(bytes.position()) & 0xff))
              .expecting("save the file as UTF-8"));
      return Optional.empty();
    }
    return read(file, text.flip().toString(), problems);
  }

  /** Parses a document; empty if it is empty or not YAML, and then problems have the reason. */
  public static Optional<YamlNode> read(String file, String text, Problems problems) {
    OptionalInt unprintable =
        text.codePoints().filter(c -> !StreamReader.isPrintable(c)).findFirst();
    if (unprintable.isPresent()) {
      int point = unprintable.getAsInt();
      problems.add(
          new Problem(
                  endOf(file, text.substring(0, text.indexOf(point))),
                  String.format(Locale.ROOT, "invalid control character U+%04X", point))
              .expecting(
                  String.format(
                      Locale.ROOT, "remove it, or write \\u%04x in double quotes", point)));
      return Optional.empty();
    }
    int line = 0;
    for (String each : (Iterable<String>) text.lines()::iterator) {
      line++;
      if (each.length() > MAX_LINE) {
        problems.add(
            new Problem(
                    new SourceSpan(file, line, MAX_LINE),
                    "the line has " + each.length() + " characters, the limit is " + MAX_LINE)
                .expecting("split it"));
        return Optional.empty();
      }
    }
    YamlReader reader = new YamlReader(file, text, problems);
    try {
      return reader.document();
    } catch (MarkedYAMLException wrong) {
      problems.add(YamlSyntaxError.problem(file, wrong));
    } catch (YAMLException wrong) {
      String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
      problems.add(new Problem(SourceSpan.startOf(file), "invalid YAML: " + message));
    } catch (NumberFormatException cutOff) {
      // SnakeYAML 2.7 parses the digits of \\x, \\u and \\U without checking their end or range.
      problems.add(
          new Problem(
                  new SourceSpan(
                      file, reader.characters.getLine() + 1, reader.characters.getColumn() + 1),
                  "invalid escape in double quotes")
              .expecting(
                  "use \\x with 2, \\u with 4 or \\U with 8 hexadecimal digits, or single quotes"));
    } catch (TooDeepException tooDeep) {
      problems.add(
          new Problem(tooDeep.where, "YAML nested more than " + MAX_DEPTH + " levels deep"));
    }
    return Optional.empty();
  }

  /** The position after a text that starts a file. */
  private static SourceSpan endOf(String file, String before) {
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return new SourceSpan(file, line, before.length() - before.lastIndexOf('\n'));
  }

  private Optional<YamlNode> document() {
    parser.getEvent(); // stream start
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      problems.add(
          new Problem(SourceSpan.whole(file), "the file is empty").expecting("use one YAML map"));
      return Optional.empty();
    }
    parser.getEvent(); // document start
    YamlNode node = node(0);
    parser.getEvent(); // document end
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      problems.add(
          new Problem(span(parser.peekEvent()), "a second YAML document")
              .expecting("use one document per file"));
    }
    return Optional.of(node);
  }

  private YamlNode node(int depth) {
    Event event = parser.getEvent();
    SourceSpan at = span(event);
    if (depth > MAX_DEPTH) {
      throw new TooDeepException(at);
    }
    refuseAnchorAndTag(event, at);
    if (event instanceof ScalarEvent scalar) {
      return new YamlNode.Scalar(at, scalar.getValue(), scalar.isPlain());
    }
    if (event instanceof SequenceStartEvent) {
      List<YamlNode> items = new ArrayList<>();
      while (!parser.checkEvent(Event.ID.SequenceEnd)) {
        items.add(node(depth + 1));
      }
      parser.getEvent();
      return new YamlNode.Sequence(at, items);
    }
    if (event instanceof MappingStartEvent) {
      return mapping(at, depth);
    }
    problems.explain(at); // an alias, whose anchor was reported
    return new YamlNode.Scalar(at, "", true);
  }

  private YamlNode mapping(SourceSpan at, int depth) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      YamlNode key = node(depth + 1);
      YamlNode value = node(depth + 1);
      if (!(key instanceof YamlNode.Scalar name)) {
        problems.add(
            new Problem(key.at(), "invalid key (" + key.description() + ")")
                .expecting("use a string"));
        continue;
      }
      if (name.plain() && name.text().equals("<<")) {
        problems.add(
            new Problem(key.at(), "merge key '<<' is not allowed").expecting("write the keys out"));
        continue;
      }
      YamlNode.Entry earlier =
          entries.putIfAbsent(name.text(), new YamlNode.Entry(key.at(), value));
      if (earlier != null) {
        problems.add(
            new Problem(
                key.at(),
                "duplicate key "
                    + Quoted.of(name.text())
                    + " (first on line "
                    + earlier.keyAt().line()
                    + ")"));
      }
    }
    parser.getEvent();
    return new YamlNode.Mapping(at, entries);
  }

  private void refuseAnchorAndTag(Event event, SourceSpan at) {
    if (event instanceof NodeEvent node
        && node.getAnchor() != null
        && refused.add(node.getAnchor())) { // its aliases add nothing
      problems.add(
          new Problem(
                  at,
                  Quoted.of((event.getEventId() == Event.ID.Alias ? "*" : "&") + node.getAnchor())
                      + ": anchors and aliases are not allowed")
              .expecting("write the value out"));
    }
    String tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case MappingStartEvent mapping -> mapping.getTag();
          case SequenceStartEvent sequence -> sequence.getTag();
          default -> null;
        };
    if (tag != null) {
      problems.add(
          new Problem(
                  at,
                  "tag " + Quoted.of(tag.replace("tag:yaml.org,2002:", "!!")) + " is not allowed")
              .expecting("remove it"));
    }
  }

  private SourceSpan span(Event event) {
    Mark mark = event.getStartMark();
    return new SourceSpan(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Ends the reading of a document that is nested too deeply. */
  private static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient SourceSpan where;

    TooDeepException(SourceSpan where) {
      super("too deep", null, false, false);
      this.where = where;
    }
  }
}
