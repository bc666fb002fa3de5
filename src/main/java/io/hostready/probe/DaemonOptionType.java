package io.hostready.probe;

import io.hostready.docker.DaemonOption;
import io.hostready.facts.Subnet;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonKind;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a dockerd option's value, as in the table of options. Source: moby's {@code
 * daemon/config/config.go}: Go's encoding/json refuses other types, and null sets nothing.
 *
 * @param name the word before the colon
 * @param detail the text after it, such as the values of one-of; or empty
 * @param form what a value should be if it does not match the detail
 */
record DaemonOptionType(String name, String detail, String form) {

  /** A hostile list can have a million items; more errors than these are not helpful. */
  private static final int MOST_COMPLAINTS = 100;

  private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}|(?=.*:)[0-9A-Fa-f:.]+(%\\S+)?";
  private static final String IPV6_CIDR = "(?=.*:)[0-9A-Fa-f:.]+/(\\d{1,2}|1[01]\\d|12[0-8])";
  private static final String SIZE = "\\d+(\\.\\d+)?\\s*([kKmMgGtTpP](i?[bB])?|[bB])?";
  private static final String BOOLEAN = "1|0|[tTfF]|true|TRUE|True|false|FALSE|False"; // ParseBool

  static DaemonOptionType of(DaemonOption option) {
    int colon = option.type().indexOf(':');
    return new DaemonOptionType(
        colon < 0 ? option.type() : option.type().substring(0, colon),
        colon < 0 ? "" : option.type().substring(colon + 1),
        option.expected());
  }

  /** The errors of a value in the configuration file, as phrases that start with its name. */
  List<String> complaints(String at, JsonValue value) {
    if (value.kind() == JsonKind.NULL && !name.equals("size")) { // MemBytes reads null as a size
      return List.of();
    }
    return switch (name) {
      case "any" -> List.of();
      case "boolean" -> scalar(at, value, "boolean");
      case "integer", "natural" -> scalar(at, value, "number");
      case "strings", "ipaddresses" -> items(at, value, "string");
      case "objects" -> items(at, value, "object");
      case "map" -> value instanceof JsonObject ? List.of() : wrong(at, value, "an object");
      case "string-map", "group" -> members(at, value, "string");
      case "object-map" -> members(at, value, "object");
      case "boolean-map" -> members(at, value, "boolean");
      default -> scalar(at, value, "string");
    };
  }

  /** The errors of the members of objects, in a document that has options of this Docker. */
  static List<String> ofMembers(Map<String, JsonValue> file, VersionNumber docker) {
    List<String> complaints = new ArrayList<>();
    for (DaemonOption member : DaemonOption.members()) {
      if (member.isIn(docker)) {
        String[] names = member.key().split("\\.");
        JsonValue root = file.get(names[0]);
        if (root != null) {
          of(member).descend(names[0], root, List.of(names).subList(1, names.length), complaints);
        }
      }
    }
    return complaints;
  }

  private void descend(String at, JsonValue value, List<String> names, List<String> complaints) {
    if (names.isEmpty()) {
      complaints.addAll(complaints(at, value));
    } else if (complaints.size() < MOST_COMPLAINTS) {
      String name = names.getFirst();
      List<String> rest = names.subList(1, names.size());
      switch (value) {
        case JsonObject object ->
            object
                .members()
                .forEach(
                    (key, member) -> {
                      if (name.equals("*") || name.equalsIgnoreCase(key)) {
                        descend(at + "." + key, member, rest, complaints);
                      }
                    });
        case JsonArray(List<JsonValue> items, _, _) when name.equals("*") ->
            items.forEach(item -> descend(at, item, rest, complaints));
        case JsonArray _, JsonScalar _ -> {}
      }
    }
  }

  private List<String> scalar(String at, JsonValue value, String kind) {
    if (!kind(value).equals(kind)) {
      return wrong(at, value, article(kind));
    }
    return textComplaint(((JsonScalar) value).text())
        .map(expected -> wrong(at, value, expected))
        .orElse(List.of());
  }

  private List<String> items(String at, JsonValue value, String kind) {
    if (!(value instanceof JsonArray(List<JsonValue> items, _, _))) {
      return wrong(at, value, "a list of " + kind + "s");
    }
    List<String> complaints = new ArrayList<>();
    for (JsonValue item : items) {
      if (complaints.size() >= MOST_COMPLAINTS) {
        break;
      }
      if (!List.of(kind, "null").contains(kind(item))) {
        complaints.addAll(wrong("an item of " + at, item, article(kind)));
      } else if (item instanceof JsonScalar(JsonKind is, String text, _, _)
          && is.id().equals(kind)) {
        textComplaint(text)
            .ifPresent(expected -> complaints.addAll(wrong("an item of " + at, item, expected)));
      }
    }
    return complaints;
  }

  private static List<String> members(String at, JsonValue value, String kind) {
    if (!(value instanceof JsonObject object)) {
      return wrong(at, value, "an object of " + kind + "s");
    }
    List<String> complaints = new ArrayList<>();
    object
        .members()
        .forEach(
            (key, member) -> {
              if (!List.of(kind, "null").contains(kind(member))) {
                complaints.addAll(wrong(at + "." + key, member, article(kind)));
              }
            });
    return complaints;
  }

  /** What a text should be and is not; of a flag on the command line, or in the file. */
  Optional<String> textComplaint(String text) {
    String strict = text.strip();
    boolean isRight =
        switch (name) {
          case "integer" -> text.matches("-?\\d{1,18}");
          case "natural" ->
              text.matches("\\d{1,18}")
                  && (detail.isEmpty() || Long.parseLong(text) <= Long.parseLong(detail));
          case "boolean" -> text.matches(BOOLEAN);
          case "path" -> text.isEmpty() || text.startsWith("/");
          case "ipaddress", "ipaddresses" -> text.isEmpty() || strict.matches(ADDRESS);
          case "cidr" ->
              text.isEmpty()
                  || !detail.equals("6") && Subnet.parse(text).isPresent()
                  || !detail.equals("4") && text.matches(IPV6_CIDR);
          case "size" -> text.matches(SIZE);
          case "one-of" ->
              text.isEmpty() || List.of(detail.split(",")).contains(text.toLowerCase(Locale.ROOT));
          case "string", "strings" -> detail.isEmpty() || text.matches("(?s)" + detail);
          default -> true;
        };
    return isRight ? Optional.empty() : Optional.of(expected());
  }

  private String expected() {
    return switch (name) {
      case "integer" -> "an integer";
      case "natural" ->
          detail.isEmpty() ? "an integer that is not negative" : "an integer from 0 to " + detail;
      case "boolean" -> "true or false";
      case "path" -> "an absolute path";
      case "ipaddress", "ipaddresses" -> "an IP address";
      case "cidr" ->
          detail.equals("6")
              ? "an IPv6 address with a prefix length, such as fd00:200::1/64"
              : "an address with a prefix length, such as 192.168.200.1/24";
      case "size" -> "a size such as 64M";
      case "one-of" -> detail.replace(",", " or ");
      default -> form;
    };
  }

  private static List<String> wrong(String at, JsonValue value, String expected) {
    return List.of(at + " is " + shown(value) + " (expected " + expected + ")");
  }

  private static String article(String kind) {
    return (kind.matches("[aeiou].*") ? "an " : "a ") + kind;
  }

  static String kind(JsonValue value) {
    return value.kind() == JsonKind.ARRAY ? "list" : value.kind().id();
  }

  /** A value for display; of lists and objects only their type. */
  static String shown(JsonValue value) {
    return switch (value) {
      case JsonScalar(JsonKind kind, String text, _, _) ->
          kind == JsonKind.STRING ? "\"" + Evidence.shortened(text) + "\"" : text;
      case JsonArray _, JsonObject _ -> article(kind(value));
    };
  }
}
