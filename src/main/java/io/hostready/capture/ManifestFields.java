package io.hostready.capture;

import io.hostready.capture.HostSection.Field;
import io.hostready.facts.Inventory;
import io.hostready.facts.InventoryJson;
import io.hostready.json.JsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The manifest as fields of a text. In a field with a path or command and a text, the first word is
 * written with {@link Escapes}.
 */
final class ManifestFields {

  /** The first field of a capture; its value is the format. */
  static final String CAPTURE = "capture";

  private static final String VERSION = "version";
  private static final String CAPTURED_AT = "captured-at";
  private static final String BY_ROOT = "by-root";
  private static final String ALL = "all";
  private static final String PACK = "pack";
  private static final String DETECTED = "detected";
  private static final String LEFT_OUT = "left-out";
  private static final String REPLACED = "replaced";
  private static final String UNREADABLE = "unreadable";
  private static final String UNDECIDED = "undecided";
  private static final String RULE = "rule";
  private static final String INVENTORY = "inventory";

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private ManifestFields(List<Field> fields) {
    for (Field field : fields) {
      values.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(field.value());
    }
  }

  static List<Field> of(Manifest manifest) {
    List<Field> fields = new ArrayList<>(ofMaker(manifest.made().version()));
    fields.add(new Field(CAPTURED_AT, manifest.made().at().toString()));
    fields.add(new Field(BY_ROOT, String.valueOf(manifest.made().byRoot())));
    fields.addAll(ofRules(manifest.made().all(), manifest.packs()));
    manifest.parameters().forEach((name, value) -> fields.add(field(DETECTED, name, value)));
    manifest.without().leftOut().forEach((what, why) -> fields.add(field(LEFT_OUT, what, why)));
    manifest
        .without()
        .replaced()
        .forEach(what -> fields.add(new Field(REPLACED, Escapes.escaped(what))));
    manifest
        .without()
        .unreadable()
        .forEach((path, why) -> fields.add(field(UNREADABLE, path, why)));
    manifest.without().undecided().forEach((rule, why) -> fields.add(field(UNDECIDED, rule, why)));
    fields.addAll(ofHashes(manifest.rules()));
    manifest
        .inventory()
        .ifPresent(each -> fields.add(new Field(INVENTORY, InventoryJson.text(each))));
    return fields;
  }

  /** The first fields: the format, and the version of hostready. */
  static List<Field> ofMaker(String version) {
    return List.of(
        new Field(CAPTURE, String.valueOf(Manifest.FORMAT)), new Field(VERSION, version));
  }

  /** The fields of the selection of rules. */
  static List<Field> ofRules(boolean all, List<String> packs) {
    List<Field> fields = new ArrayList<>(List.of(new Field(ALL, String.valueOf(all))));
    packs.forEach(pack -> fields.add(new Field(PACK, pack)));
    return fields;
  }

  /** The fields of the hashes of rules. */
  static List<Field> ofHashes(Map<String, String> rules) {
    List<Field> fields = new ArrayList<>();
    rules.forEach((rule, hash) -> fields.add(field(RULE, rule, hash)));
    return fields;
  }

  private static Field field(String name, String what, String said) {
    return new Field(name, (Escapes.escaped(what) + " " + Escapes.oneLine(said)).strip());
  }

  /**
   * The manifest, if these are the fields of a capture; unknown fields of newer versions are
   * skipped.
   */
  static Optional<Manifest> read(List<Field> fields) throws HostTextException {
    ManifestFields known = new ManifestFields(fields);
    Optional<String> format = known.first(CAPTURE);
    if (format.isEmpty()) {
      return Optional.empty();
    }
    if (!format.get().matches("[1-9]\\d{0,3}")) {
      throw new HostTextException("invalid format of a capture: use a number");
    }
    if (Integer.parseInt(format.get()) > Manifest.FORMAT) {
      throw new HostTextException(
          "it has format "
              + format.get()
              + ", made by hostready "
              + known.first(VERSION).orElse("of another version")
              + "; this version reads format "
              + Manifest.FORMAT
              + ". Update hostready");
    }
    return Optional.of(known.manifest());
  }

  private Manifest manifest() throws HostTextException {
    return new Manifest(
        new Manifest.Made(
            first(VERSION).orElse("unknown"),
            instant(first(CAPTURED_AT).orElse("")),
            first(BY_ROOT).orElse("").equals("true"),
            first(ALL).orElse("").equals("true")),
        all(PACK),
        map(DETECTED),
        map(RULE),
        new Manifest.Without(
            map(LEFT_OUT),
            all(REPLACED).stream().map(Escapes::unescaped).toList(),
            map(UNREADABLE),
            map(UNDECIDED)),
        inventory());
  }

  private Optional<Inventory> inventory() throws HostTextException {
    try {
      return first(INVENTORY).map(InventoryJson::parse);
    } catch (JsonException malformed) {
      throw new HostTextException(
          "the inventory cannot be read: " + malformed.getMessage(), malformed);
    }
  }

  private List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  private Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  private Map<String, String> map(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String value : all(name)) {
      int space = value.indexOf(' ');
      map.put(
          Escapes.unescaped(space < 0 ? value : value.substring(0, space)),
          space < 0 ? "" : value.substring(space + 1));
    }
    return map;
  }

  private static Instant instant(String text) throws HostTextException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException malformed) {
      throw new HostTextException(
          "the field captured-at of the capture is missing or invalid", malformed);
    }
  }
}
