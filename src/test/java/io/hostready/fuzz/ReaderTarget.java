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
record ReaderTarget(String name, Reader reader, List<String> seeds, List<InputShape> shapes) {

  /** Long lines, many lines, deep nesting, open quotation marks, continued lines, duplicates. */
  private static final List<InputShape> EVERY =
      List.of(
          InputShape.of("\n"),
          InputShape.of("\r"),
          InputShape.of(" "),
          InputShape.of("a"),
          InputShape.of("\u00e9"),
          InputShape.of("a "),
          InputShape.of("\""),
          InputShape.of("'"),
          InputShape.of("\\"),
          InputShape.of("\\\n"),
          InputShape.of("a\\\n"),
          InputShape.of("#"),
          InputShape.of("{"),
          InputShape.of("["),
          InputShape.of("("),
          InputShape.of("/"),
          InputShape.of("/*"),
          InputShape.of("="),
          InputShape.of(":"),
          InputShape.of(","),
          InputShape.of("$"),
          InputShape.of("${"),
          InputShape.of("@{"),
          InputShape.of("- "),
          InputShape.of("a=b\n"),
          InputShape.of("k{i}=v\n"),
          InputShape.of("a: b\n"),
          InputShape.of("k{i}: v\n"),
          InputShape.of("a b c d e f\n"),
          new InputShape("a=\"", "b", ""),
          new InputShape("a", " ", "b"),
          new InputShape("a ", "/", " b"));

  ReaderTarget {
    seeds = List.copyOf(seeds);
    shapes = List.copyOf(shapes);
  }

  static ReaderTarget of(String name, Reader reader, String... seeds) {
    return new ReaderTarget(name, reader, List.of(seeds), EVERY);
  }

  /** The same target with a shape of its own. */
  ReaderTarget with(String beginning, String repeated, String end) {
    List<InputShape> more = new ArrayList<>(shapes);
    more.add(new InputShape(beginning, repeated, end));
    return new ReaderTarget(name, reader, seeds, more);
  }

  /** The same target with shapes of its own, each one part that is repeated. */
  ReaderTarget with(String... repeated) {
    List<InputShape> more = new ArrayList<>(shapes);
    Arrays.stream(repeated).map(InputShape::of).forEach(more::add);
    return new ReaderTarget(name, reader, seeds, more);
  }

  /** The shapes that are this format's own, and two that cost memory in any. */
  List<InputShape> ownShapes() {
    List<InputShape> own = new ArrayList<>(shapes.subList(EVERY.size(), shapes.size()));
    own.add(InputShape.of("\n"));
    own.add(InputShape.of("a "));
    return own;
  }

  @Override
  public String toString() {
    return name;
  }
}
