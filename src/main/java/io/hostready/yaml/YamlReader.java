package io.hostready.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Reads one YAML document into nodes with positions. Takes the parser's events rather than built
 * objects, because events carry line and column and cost a third of the time. Refuses anchors,
 * aliases, tags, merge keys and second documents, nesting beyond {@value #MAX_DEPTH} and texts
 * beyond {@value #MAX_CHARACTERS} characters: a rule file is data from someone else.
 */
public final class YamlReader {

  public static final int MAX_CHARACTERS = 256 * 1024;
  public static final int MAX_DEPTH = 24;

  private final String file;
  private final Parser parser;
  private final Problems problems;

  private YamlReader(String file, String text, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
  }

  /** Reads a document; empty when there is none or it is not YAML, and then problems say why. */
  public static Optional<YamlNode> read(String file, String text, Problems problems) {
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          SourceSpan.startOf(file),
          "the file has "
              + text.length()
              + " characters; at most "
              + MAX_CHARACTERS
              + " are read. Split it.");
      return Optional.empty();
    }
    try {
      return new YamlReader(file, text, problems).document();
    } catch (MarkedYAMLException wrong) {
      Mark mark = wrong.getProblemMark();
      SourceSpan where =
          mark == null
              ? SourceSpan.startOf(file)
              : new SourceSpan(file, mark.getLine() + 1, mark.getColumn() + 1);
      String context = wrong.getContext() == null ? "" : " " + wrong.getContext();
      problems.add(
          where, "this is not YAML" + context + ": " + wrong.getProblem() + ". Mend it here.");
    } catch (YAMLException wrong) {
      String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
      problems.add(SourceSpan.startOf(file), "this is not YAML: " + message + ". Mend it.");
    } catch (TooDeep tooDeep) {
      problems.add(
          tooDeep.where,
          "nested more than " + MAX_DEPTH + " levels deep; rules never need that. Flatten it.");
    }
    return Optional.empty();
  }

  private Optional<YamlNode> document() {
    parser.getEvent(); // stream start
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      problems.add(
          SourceSpan.startOf(file), "the file is empty; one YAML map was expected. Write it.");
      return Optional.empty();
    }
    parser.getEvent(); // document start
    YamlNode node = node(0);
    parser.getEvent(); // document end
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      problems.add(
          span(parser.peekEvent()),
          "a second document starts here; one document a file was expected. Move it to a file of"
              + " its own.");
    }
    return Optional.of(node);
  }

  private YamlNode node(int depth) {
    Event event = parser.getEvent();
    SourceSpan at = span(event);
    if (depth > MAX_DEPTH) {
      throw new TooDeep(at);
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
    return new YamlNode.Scalar(at, "", true); // an alias, already reported
  }

  private YamlNode mapping(SourceSpan at, int depth) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      YamlNode key = node(depth + 1);
      YamlNode value = node(depth + 1);
      if (!(key instanceof YamlNode.Scalar name)) {
        problems.add(key.at(), "a key is " + key.described() + "; a plain word was expected.");
        continue;
      }
      YamlNode.Entry earlier =
          entries.putIfAbsent(name.text(), new YamlNode.Entry(key.at(), value));
      if (earlier != null) {
        problems.add(
            key.at(),
            "the key '"
                + name.text()
                + "' stands here again (first on line "
                + earlier.keyAt().line()
                + "); each key may stand once. Remove one of the two.");
      }
    }
    parser.getEvent();
    return new YamlNode.Mapping(at, entries);
  }

  private void refuseAnchorAndTag(Event event, SourceSpan at) {
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      problems.add(
          at,
          "'"
              + (event.getEventId() == Event.ID.Alias ? "*" : "&")
              + node.getAnchor()
              + "' is an anchor or alias; rule files may not use them. Write the value out.");
    }
    String tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case MappingStartEvent mapping -> mapping.getTag();
          case SequenceStartEvent sequence -> sequence.getTag();
          default -> null;
        };
    if (tag != null) {
      problems.add(at, "the tag '" + tag + "' is not allowed in rule files. Remove it.");
    }
  }

  private SourceSpan span(Event event) {
    Mark mark = event.getStartMark();
    return new SourceSpan(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Ends the reading of a document that nests without end. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient SourceSpan where;

    TooDeep(SourceSpan where) {
      super("too deep", null, false, false);
      this.where = where;
    }
  }
}
