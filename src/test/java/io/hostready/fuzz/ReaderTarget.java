package io.hostready.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A reader under its name, with what is known of its format.
 *
 * @param seeds paths of files of this format in the hosts of test-fixtures, such as {@code
 *     etc/os-release}
 * @param shapes inputs that cost the most of all of this format; those of {@link #EVERY} are tried
 *     with each reader
 */
record ReaderTarget(String name, Reader reader, List<String> seeds, List<MapSchema> shapes) {

  /** Long lines, many lines, deep nesting, open quotation marks, continued lines, duplicates. */
  private static final List<MapSchema> EVERY =
      List.of(
          MapSchema.of("\n"),
          MapSchema.of("\r"),
          MapSchema.of(" "),
          MapSchema.of("a"),
          MapSchema.of("\u00e9"),
          MapSchema.of("a "),
          MapSchema.of("\""),
          MapSchema.of("'"),
          MapSchema.of("\\"),
          MapSchema.of("\\\n"),
          MapSchema.of("a\\\n"),
          MapSchema.of("#"),
          MapSchema.of("{"),
          MapSchema.of("["),
          MapSchema.of("("),
          MapSchema.of("/"),
          MapSchema.of("/*"),
          MapSchema.of("="),
          MapSchema.of(":"),
          MapSchema.of(","),
          MapSchema.of("$"),
          MapSchema.of("${"),
          MapSchema.of("@{"),
          MapSchema.of("- "),
          MapSchema.of("a=b\n"),
          MapSchema.of("k{i}=v\n"),
          MapSchema.of("a: b\n"),
          MapSchema.of("k{i}: v\n"),
          MapSchema.of("a b c d e f\n"),
          new MapSchema("a=\"", "b", ""),
          new MapSchema("a", " ", "b"),
          new MapSchema("a ", "/", " b"));

  ReaderTarget {
    seeds = List.copyOf(seeds);
    shapes = List.copyOf(shapes);
  }

  static ReaderTarget of(String name, Reader reader, String... seeds) {
    return new ReaderTarget(name, reader, List.of(seeds), EVERY);
  }

  /** The same target with a shape of its own. */
  ReaderTarget with(String beginning, String repeated, String end) {
    List<MapSchema> more = new ArrayList<>(shapes);
    more.add(new MapSchema(beginning, repeated, end));
    return new ReaderTarget(name, reader, seeds, more);
  }

  /** The same target with shapes of its own, each one part that is repeated. */
  ReaderTarget with(String... repeated) {
    List<MapSchema> more = new ArrayList<>(shapes);
    Arrays.stream(repeated).map(MapSchema::of).forEach(more::add);
    return new ReaderTarget(name, reader, seeds, more);
  }

  /** The shapes that are this format's own, and two that cost memory in any. */
  List<MapSchema> ownShapes() {
    List<MapSchema> own = new ArrayList<>(shapes.subList(EVERY.size(), shapes.size()));
    own.add(MapSchema.of("\n"));
    own.add(MapSchema.of("a "));
    return own;
  }

  @Override
  public String toString() {
    return name;
  }
}
