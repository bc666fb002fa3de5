package io.hostready.fix;

import io.hostready.facts.JsonDocument;
import io.hostready.facts.JsonDocument.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one object of a JSON text has its members. The text is known to be JSON, so that only
 * strings and brackets need to be told apart.
 *
 * @param open where its opening brace is
 * @param indent the line break and white space before each member; empty where the object stands in
 *     one line
 * @param unit by how much what is inside a member is indented further
 */
record JsonObjectText(
    String text, int open, int close, List<Member> members, Optional<String> indent, String unit) {

  private static final String USUAL_UNIT = "  ";

  /** A member's name, and where its value starts and ends. */
  record Member(String name, int start, int end) {}

  JsonObjectText {
    members = List.copyOf(members);
  }

  /** The object that the whole text is. */
  static JsonObjectText outermost(String text) {
    return at(text, text.indexOf('{'), newline(text), USUAL_UNIT);
  }

  /** The object that is a member's value. */
  JsonObjectText inside(Member member) {
    return at(text, member.start(), indent.orElse(""), unit);
  }

  /** The member that counts: the last one of that name, as in Go's encoding/json. */
  Optional<Member> find(String name) {
    return members.reversed().stream().filter(member -> member.name().equals(name)).findFirst();
  }

  /** The whole text with one more member at the end of this object. */
  String withNew(String name, String value) {
    String member = JsonMerge.quoted(name) + ": " + value;
    if (members.isEmpty()) {
      String outer = indent.map(i -> i.substring(0, i.length() - unit.length())).orElse("");
      return text.substring(0, open + 1)
          + indent.orElse("")
          + member
          + outer
          + text.substring(close);
    }
    int last = members.getLast().end();
    return text.substring(0, last) + "," + indent.orElse(" ") + member + text.substring(last);
  }

  private static String newline(String text) {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /**
   * Finds the members of the object that opens at a place.
   *
   * @param outer the line break and white space of the line that it stands in; empty where that has
   *     none
   */
  private static JsonObjectText at(String text, int open, String outer, String usualUnit) {
    List<Member> members = new ArrayList<>();
    int position = blanks(text, open + 1);
    Optional<String> indent = Optional.empty();
    if (text.charAt(position) != '}') {
      String gap = text.substring(open + 1, position);
      int feed = Math.max(gap.lastIndexOf('\n'), -1);
      if (feed >= 0) {
        indent = Optional.of(newline(text) + gap.substring(feed + 1));
      }
    } else if (!outer.isEmpty()) {
      indent = Optional.of(outer + usualUnit);
    }
    while (text.charAt(position) != '}') {
      int nameEnd = end(text, position);
      int start = blanks(text, blanks(text, nameEnd) + 1); // over the colon
      int end = end(text, start);
      members.add(new Member(name(text.substring(position, nameEnd)), start, end));
      position = blanks(text, end);
      if (text.charAt(position) == ',') {
        position = blanks(text, position + 1);
      }
    }
    String unit =
        indent
            .filter(inner -> inner.startsWith(outer) && inner.length() > outer.length())
            .map(inner -> inner.substring(outer.length()))
            .orElse(usualUnit);
    return new JsonObjectText(text, open, position, members, indent, unit);
  }

  private static String name(String literal) {
    return JsonDocument.parse(literal).root() instanceof Json.Scalar scalar
        ? scalar.text()
        : literal;
  }

  private static int blanks(String text, int from) {
    int position = from;
    while (" \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return position;
  }

  /** Where the value that starts at a place ends. */
  private static int end(String text, int start) {
    int depth = 0;
    int position = start;
    do {
      char c = text.charAt(position);
      if (c == '"') {
        position = stringEnd(text, position);
        continue;
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      position++;
    } while (depth > 0 || !isOver(text, position, text.charAt(start)));
    return position;
  }

  /** A number or literal ends before what cannot be part of it; all else ends with its mark. */
  private static boolean isOver(String text, int position, char first) {
    return "{[\"".indexOf(first) >= 0
        || position >= text.length()
        || ",}] \t\r\n:".indexOf(text.charAt(position)) >= 0;
  }

  private static int stringEnd(String text, int start) {
    int position = start + 1;
    while (text.charAt(position) != '"') {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    return position + 1;
  }
}
