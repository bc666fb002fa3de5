package io.hostready.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a saved document and where in it that stands, such as {@code results[3].}. Members
 * that a newer version added are there and not asked for.
 */
record SavedObject(String where, Map<String, @Nullable Object> members) {

  /** What a document may hold of one kind: far more than any report of ours does. */
  private static final int MOST = 10_000;

  /**
   * How much of one report is kept, in characters; a value takes the memory of {@value #OF_A_VALUE}
   * besides its text. Reports of ours have a sixth of this.
   */
  static final class Allowance {
    private static final int OF_A_VALUE = 60;
    private static final int ALL = 4 << 20;
    private int left = ALL;

    void take(String where, int characters) throws BadReport {
      left -= characters + OF_A_VALUE;
      if (left < 0) {
        throw new BadReport(
            (where.isEmpty() ? "it" : where) + " holds more than any report; expected one");
      }
    }
  }

  /** Reads the object or other value at which the parser stands. */
  static @Nullable Object value(JsonParser json, String where, Allowance allowance)
      throws IOException, BadReport {
    boolean isText = json.currentToken().isScalarValue();
    allowance.take(where, isText ? json.getTextLength() : where.length());
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json, where.isEmpty() ? "" : where + ".", allowance);
      case START_ARRAY -> list(json, where, allowance);
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getNumberValue();
      case VALUE_NUMBER_FLOAT -> json.getText();
      default -> null;
    };
  }

  private static SavedObject object(JsonParser json, String where, Allowance allowance)
      throws IOException, BadReport {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      members.put(name, value(json, where + name, allowance));
      limit(members.size(), where);
    }
    return new SavedObject(where, members);
  }

  private static List<@Nullable Object> list(JsonParser json, String where, Allowance allowance)
      throws IOException, BadReport {
    List<@Nullable Object> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(json, where + "[" + items.size() + "]", allowance));
      limit(items.size(), where);
    }
    return items;
  }

  private static void limit(int size, String where) throws BadReport {
    if (size > MOST) {
      throw new BadReport(where + " has more than " + MOST + " parts; expected fewer");
    }
  }

  String text(String name) throws BadReport {
    return optionalText(name).orElseThrow(() -> lacks(name, "a text"));
  }

  Optional<String> optionalText(String name) throws BadReport {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw lacks(name, "a text");
  }

  long number(String name) throws BadReport {
    return optionalNumber(name).orElseThrow(() -> lacks(name, "a whole number"));
  }

  Optional<Long> optionalNumber(String name) throws BadReport {
    return switch (members.get(name)) {
      case null -> Optional.empty();
      case BigInteger _ -> throw lacks(name, "a smaller number");
      case Number number -> Optional.of(number.longValue());
      default -> throw lacks(name, "a whole number");
    };
  }

  SavedObject object(String name) throws BadReport {
    return optionalObject(name).orElseThrow(() -> lacks(name, "an object"));
  }

  Optional<SavedObject> optionalObject(String name) throws BadReport {
    return switch (members.get(name)) {
      case null -> Optional.empty();
      case SavedObject object -> Optional.of(object);
      default -> throw lacks(name, "an object");
    };
  }

  List<SavedObject> objects(String name) throws BadReport {
    return list(name, SavedObject.class, "a list of objects");
  }

  List<String> texts(String name) throws BadReport {
    return list(name, String.class, "a list of texts");
  }

  private <T> List<T> list(String name, Class<T> type, String expected) throws BadReport {
    if (!(members.get(name) instanceof List<?> items)) {
      throw lacks(name, expected);
    }
    List<T> found = new ArrayList<>(items.size());
    for (Object item : items) {
      if (!type.isInstance(item)) {
        throw lacks(name, expected);
      }
      found.add(type.cast(item));
    }
    return found;
  }

  /** What is to be said of a member that is not as it must be. */
  BadReport lacks(String name, String expected) {
    return new BadReport(
        where
            + name
            + (members.get(name) == null ? " is missing" : " is something else")
            + "; expected "
            + expected);
  }
}
