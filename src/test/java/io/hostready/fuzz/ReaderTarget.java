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
record ReaderTarget(String name, Reader reader, List<String> seeds, List<Shape> shapes) {

  /** Long lines, many lines, deep nesting, open quotation marks, continued lines, duplicates. */
  private static final List<Shape> EVERY =
      List.of(
          Shape.of("\n"),
          Shape.of("\r"),
          Shape.of(" "),
          Shape.of("a"),
          Shape.of("\u00e9"),
          Shape.of("a "),
          Shape.of("\""),
          Shape.of("'"),
          Shape.of("\\"),
          Shape.of("\\\n"),
          Shape.of("a\\\n"),
          Shape.of("#"),
          Shape.of("{"),
          Shape.of("["),
          Shape.of("("),
          Shape.of("/"),
          Shape.of("/*"),
          Shape.of("="),
          Shape.of(":"),
          Shape.of(","),
          Shape.of("$"),
          Shape.of("${"),
          Shape.of("@{"),
          Shape.of("- "),
          Shape.of("a=b\n"),
          Shape.of("k{i}=v\n"),
          Shape.of("a: b\n"),
          Shape.of("k{i}: v\n"),
          Shape.of("a b c d e f\n"),
          new Shape("a=\"", "b", ""),
          new Shape("a", " ", "b"),
          new Shape("a ", "/", " b"));

  ReaderTarget {
    seeds = List.copyOf(seeds);
    shapes = List.copyOf(shapes);
  }

  static ReaderTarget of(String name, Reader reader, String... seeds) {
    return new ReaderTarget(name, reader, List.of(seeds), EVERY);
  }

  /** The same target with a shape of its own. */
  ReaderTarget with(String beginning, String repeated, String end) {
    List<Shape> more = new ArrayList<>(shapes);
    more.add(new Shape(beginning, repeated, end));
    return new ReaderTarget(name, reader, seeds, more);
  }

  /** The same target with shapes of its own, each one part that is repeated. */
  ReaderTarget with(String... repeated) {
    List<Shape> more = new ArrayList<>(shapes);
    Arrays.stream(repeated).map(Shape::of).forEach(more::add);
    return new ReaderTarget(name, reader, seeds, more);
  }

  /** The shapes that are this format's own, and two that cost memory in any. */
  List<Shape> ownShapes() {
    List<Shape> own = new ArrayList<>(shapes.subList(EVERY.size(), shapes.size()));
    own.add(Shape.of("\n"));
    own.add(Shape.of("a "));
    return own;
  }

  @Override
  public String toString() {
    return name;
  }
}
