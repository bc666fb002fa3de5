package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that scripts/lib/PlainLambdas.java rewrote do what they did. */
class PlainLambdasTest {

  /** Says what lambdas and method references of every sort give. */
  private static final String PROGRAM =
      """
      import java.io.Serializable;
      import java.util.*;
      import java.util.function.*;
      import java.util.stream.*;

      class Subject {
        static void say(Object... what) { System.out.println(Arrays.deepToString(what)); }

        private final String name;
        Subject(String name) { this.name = name; }
        Subject() { this("made"); }
        private String greet(String other) { return name + " greets " + other; }
        private static int twice(int x) { return 2 * x; }
        static long sum(int... all) { return IntStream.of(all).sum(); }
        int length() { return name.length(); }

        interface Shout { String apply(Object what); default String twice(Object what) { return apply(what) + apply(what); } }
        /** Its abstract method has the shape of a default method of another. */
        interface Negating { Predicate<Object> negate(); }
        /** Its default method has the shape of a default method of another. */
        interface Chain { Object first(Object x); default Function<Object, Object> andThen(Function<Object, Object> next) { return x -> "chained " + next.apply(first(x)); } }
        interface Wide { double at(byte a, short b, char c, int d, long e, float f, double g, boolean h); }
        interface Typed<T extends Comparable<T>> { T larger(T a, T b); }
        interface Hidden {
          private String secret(String of) { return "secret " + of; }
          default Function<String, String> teller() { return this::secret; }
          static Supplier<String> shared() { return () -> "shared"; }
          String any();
        }

        enum Operation implements IntBinaryOperator {
          PLUS((a, b) -> a + b), TIMES((a, b) -> a * b);
          private final IntBinaryOperator does;
          Operation(IntBinaryOperator does) { this.does = does; }
          @Override public int applyAsInt(int a, int b) { return does.applyAsInt(a, b); }
        }

        record Pair<A, B>(A a, B b) {
          <C> Pair<C, B> with(Function<? super A, ? extends C> change) { return new Pair<>(change.apply(a), b); }
          Comparator<Pair<A, B>> by(ToIntFunction<A> key) { return Comparator.comparingInt(pair -> key.applyAsInt(pair.a)); }
        }

        static class Parent { protected String who() { return "parent"; } }
        static class Child extends Parent {
          @Override protected String who() { return "child"; }
          Supplier<String> above() { return super::who; }
          Supplier<String> own() { return this::who; }
        }

        class Inner {
          private String inside = "inside";
          Supplier<String> both() { return () -> inside + " of " + name; }
        }

        static final Function<String, Integer> AT_START = String::length;

        public static void main(String[] arguments) {
          byte b = 1; short s = 2; char c = 'c'; int i = 4; long l = 5L; float f = 6f; double d = 7; boolean z = true;
          Subject subject = new Subject("Ann");
          int[] count = new int[1];
          Supplier<String> captures = () -> "" + b + s + c + i + l + f + d + z + subject.name + count[0]++;
          say(captures.get(), captures.get());
          Wide wide = (p, q, r, t, u, v, w, x) -> p + q + r + t + u + v + w + (x ? i : l);
          say(wide.at(b, s, c, i, l, f, d, z));
          Function<String, String> bound = subject::greet;
          BiFunction<Subject, String, String> unbound = Subject::greet;
          say(bound.apply("Bob"), unbound.apply(subject, "Cid"));
          IntUnaryOperator plain = Subject::twice;
          Function<Integer, Integer> boxed = Subject::twice;
          IntFunction<Object> boxesResult = Subject::twice;
          ToLongFunction<Integer> widens = Subject::twice;
          IntToLongFunction widensToo = Subject::twice;
          ToIntFunction<Subject> unboxed = Subject::length;
          Function<Subject, Integer> boxedToo = Subject::length;
          say(plain.applyAsInt(3), boxed.apply(4), boxesResult.apply(5), widens.applyAsLong(6), widensToo.applyAsLong(7));
          say(unboxed.applyAsInt(subject), boxedToo.apply(subject), AT_START.apply("four"));
          Supplier<Subject> makes = Subject::new;
          Function<String, Subject> makesNamed = Subject::new;
          IntFunction<String[]> makesArray = String[]::new;
          Function<Integer, int[][]> makesMore = int[][]::new;
          say(makes.get().name, makesNamed.apply("Dee").name, makesArray.apply(3), makesMore.apply(2));
          Function<Integer, Long> varied = Subject::sum;
          BinaryOperator<Integer> picks = Math::max;
          say(varied.apply(8), picks.apply(1, 9));
          Consumer<List<String>> drops = List::size;
          Consumer<StringBuilder> dropsLong = builder -> builder.append(1L);
          LongConsumer dropsWide = Math::abs;
          drops.accept(List.of()); dropsLong.accept(new StringBuilder()); dropsWide.accept(-1);
          Predicate<Object> empty = "()"::equals;
          Predicate<String> blank = String::isBlank;
          say(empty.negate().test("()"), blank.or("x"::equals).test("x"), blank.negate().and(empty).test("()"));
          Shout shout = what -> what + "!";
          Negating negating = () -> blank2 -> true;
          Chain chain = x -> "<" + x + ">";
          Function<Object, Object> quotes = x -> "'" + x + "'";
          say(shout.twice("Hey"), negating.negate().test(1), chain.andThen(quotes).apply(2), quotes.andThen(quotes).apply(3));
          Typed<String> larger = (p, q) -> p.compareTo(q) > 0 ? p : q;
          say(larger.larger("a", "b"));
          Hidden hidden = () -> "any";
          say(hidden.teller().apply("x"), Hidden.shared().get(), hidden.any());
          say(Operation.PLUS.applyAsInt(2, 3), Operation.TIMES.applyAsInt(2, 3));
          say(new Pair<>("a", 1).with(String::length), new Pair<>("a", 1).by(String::length).reversed().compare(new Pair<>("bb", 1), new Pair<>("c", 2)));
          say(new Child().above().get(), new Child().own().get(), subject.new Inner().both().get());
          Runnable run = (Runnable & Serializable) () -> System.out.println("serializable " + i);
          run.run();
          say(run instanceof Serializable, captures instanceof Serializable);
          Comparator<String> order = Comparator.<String, Integer>comparing(String::length).thenComparing(Function.identity());
          say(Stream.of("bb", "a", "aa").sorted(order.reversed()).map(x -> x + i).collect(Collectors.toCollection(ArrayList::new)));
          Supplier<Supplier<Supplier<String>>> nested = () -> () -> () -> subject.name + d;
          say(nested.get().get().get());
          Function<Object, Integer> fails = x -> ((String) x).length();
          try { fails.apply(1); } catch (ClassCastException expected) { say("not a string"); }
          Function<Object, Object> polluted = (Function) (Function<String, String>) x -> "never";
          try { say(polluted.apply(1)); } catch (ClassCastException expected) { say("not a string either"); }
          Supplier<String> either = i > 3 ? () -> "more" : subject::toString;
          say(either.get());
          try { Supplier<Integer> none = ((String) null)::length; say(none); } catch (NullPointerException expected) { say("of nothing"); }
          Many.all();
          Derived derived = new Derived();
          say(derived.own().get(), derived.shared().get(), derived.called(), derived.mine().get(), derived.above().get(), Unit.ONE.says.get());
        }

        static class Many {
          static void all() {
            List<IntUnaryOperator> all = new ArrayList<>();
            int base = AT_START.apply("12345");
      MANY
            say(all.stream().map(each -> each.applyAsInt(1)).toList());
          }
        }
      }

      /** Other classes of the package: what is private in one is another's in the other. */
      class Base {
        private String foo() { return "base"; }
        private static String shout() { return "BASE"; }
        String called() { return foo(); }
        Supplier<String> own() { return this::foo; }
        Supplier<String> shared() { return Base::shout; }
      }

      class Derived extends Base {
        String foo() { return "derived"; }
        private static String shout() { return "DERIVED"; }
        Supplier<String> mine() { return () -> foo() + shout(); }
        Supplier<String> above() { return super.own()::get; }
      }

      enum Unit {
        ONE(() -> "one");
        final Supplier<String> says;
        Unit(Supplier<String> says) { this.says = says; }
      }
      """
          .replace(
              "MANY",
              IntStream.range(0, 150)
                  .mapToObj(i -> "all.add(x -> x * base + " + i + ");")
                  .collect(Collectors.joining("\n")));

  @TempDir static Path scratch;

  private static RewrittenProgram program;

  @BeforeAll
  static void rewrite() throws IOException {
    program = RewrittenProgram.by("scripts/lib/PlainLambdas.java", PROGRAM, scratch);
  }

  @Test
  void theProgramSaysTheSame() {
    assertEquals(program.before().out(), program.after().succeeds().out());
    assertTrue(program.before().out().lines().count() > 20, program.before()::out);
  }

  @Test
  void onlyTheSerializableOneIsLeft() {
    // Twice: where it is written, and where it would be read back.
    assertTrue(
        program.rewriting().out().matches("2\\d\\d lambdas rewritten, 2 left as they are\n"),
        program.rewriting()::toString);
  }

  @Test
  void allGoToClassesOfTheirPackage() throws IOException {
    List<String> made = program.names().stream().filter(name -> name.contains("$$")).toList();
    // More than one: a class takes a hundred, and two that would mean different things part.
    assertTrue(made.size() >= 3 && made.size() < 8, made::toString);
    assertTrue(made.stream().allMatch(name -> name.startsWith("$$Lambdas")), made::toString);
  }

  @Test
  void allClassesOfThePackageAreInOneNest() {
    String listing = program.listingInFull("Subject", "Derived", "Unit", "$$Lambdas2");
    assertEquals(4, listing.split("NestHost: class \\$\\$Lambdas\n", -1).length - 1, listing);
  }

  @Test
  void nothingIsMadeWhenTheProgramRuns() {
    String listing = program.listing("Subject$Many", "Subject$Child");
    assertFalse(listing.contains("invokedynamic"), listing);
  }
}
