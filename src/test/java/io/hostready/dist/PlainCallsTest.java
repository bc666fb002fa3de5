package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that scripts/lib/PlainCalls.java rewrote do what they did. */
class PlainCallsTest {

  /** A program that prints what its switches and records say; javac leaves all of them to indy. */
  private static final String PROGRAM =
      """
      import java.util.*;

      class Subject {
        sealed interface Shape {}
        record Circle(double radius) implements Shape {}
        record Box(int width, long height, char mark, boolean full, byte[] bytes) implements Shape {}
        record Named(String name, List<String> others, float weight, short small, byte tiny)
            implements Shape {}
        record Empty() implements Shape {}
        enum Colour { RED, GREEN }

        static String of(Shape shape) {
          return switch (shape) {
            case Circle(double radius) when radius > 2 -> "large circle";
            case Circle circle -> "circle " + circle.radius();
            case Box(int width, _, _, _, _) when width == 7 -> "seven";
            case Box(int width, long height, char mark, _, _) -> "box " + width + height + mark;
            case Named(String name, var others, _, _, _) when others.isEmpty() -> "alone " + name;
            case Named named -> named.name();
            case Empty() -> "empty";
          };
        }

        static String any(Object object) {
          return switch (object) {
            case null -> "null";
            case String text when text.length() > 3 -> "long " + text;
            case String text -> "short " + text;
            case Integer number -> "number " + number;
            case Colour.RED -> "red";
            case Colour other -> "colour " + other;
            case int[] array -> "array " + array.length;
            case List<?> list -> "list " + list;
            default -> "other";
          };
        }

        public static void main(String[] arguments) {
          List<Shape> shapes =
              List.of(
                  new Circle(1), new Circle(3), new Box(7, 2, 'x', true, null),
                  new Box(1, 2, 'x', false, null), new Named("a", List.of(), 1, (short) 2, (byte) 3),
                  new Named("b", List.of("c"), 1.5f, (short) -2, (byte) -3), new Empty());
          for (Shape shape : shapes) {
            System.out.println(of(shape) + " " + shape + " " + shape.hashCode());
            for (Shape other : shapes) {
              System.out.print(shape.equals(other) ? "=" : ".");
            }
            System.out.println(shape.equals(null));
          }
          System.out.println(new Circle(Double.NaN).equals(new Circle(Double.NaN)));
          System.out.println(new Circle(0.0).equals(new Circle(-0.0)));
          System.out.println(new Named(null, null, 0, (short) 0, (byte) 0));
          System.out.println(
              new Named(null, null, 0, (short) 0, (byte) 0)
                  .equals(new Named(null, null, 0, (short) 0, (byte) 0)));
          for (Object one :
              Arrays.asList(null, "abc", "abcd", 5, 5L, Colour.RED, Colour.GREEN, new int[2],
                  List.of(1))) {
            System.out.println(any(one));
          }
          try {
            of(null);
          } catch (NullPointerException expected) {
            System.out.println("no shape");
          }
        }
      }
      """;

  @TempDir static Path scratch;

  private static RewrittenProgram program;

  @BeforeAll
  static void rewrite() throws IOException {
    program = RewrittenProgram.by("scripts/lib/PlainCalls.java", PROGRAM, scratch);
  }

  @Test
  void theProgramSaysTheSame() {
    assertEquals(program.before().out(), program.after().succeeds().out());
    assertTrue(program.before().out().lines().count() > 25, program.before()::out);
  }

  @Test
  void onlyWhatItDoesNotKnowIsLeft() {
    // The switch with an enum's constant among its labels.
    assertTrue(
        program.rewriting().out().matches("\\d\\d call sites rewritten, 1 left as they are\n"),
        program.rewriting()::toString);
  }

  @Test
  void recordsNeedNoBootstrapAnyMore() {
    String listing = program.listing("Subject$Named", "Subject$Box");
    assertFalse(listing.contains("invokedynamic"), listing);
  }
}
