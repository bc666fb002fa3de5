package io.hostready.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.probe.Evidence;
import io.hostready.probe.Observation;
import io.hostready.probe.Probe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Combinations judge as Kleene's logic of three values does, with fail below unknown below pass:
 * all is the smallest, any the largest, none the opposite of the largest.
 */
class CriterionTest {

  private static final Host HOST = FakeHost.empty().host();

  private final List<String> looked = new ArrayList<>();

  /** What a part is known to give, in the order of the logic. */
  enum Truth {
    FAIL,
    UNKNOWN,
    PASS;

    Truth opposite() {
      return values()[2 - ordinal()];
    }
  }

  private final class Known implements Probe {
    private final String name;
    private final Truth truth;

    Known(String name, Truth truth) {
      this.name = name;
      this.truth = truth;
    }

    @Override
    public String subject() {
      return name;
    }

    @Override
    public List<String> commands() {
      return List.of();
    }

    @Override
    public Observation observe(Host host) {
      looked.add(name);
      List<Evidence> evidence = List.of(Evidence.of("/" + name, name, "seen"));
      return switch (truth) {
        case PASS -> new Observation.Found(Map.of(), evidence);
        case FAIL -> new Observation.Absent(name, evidence);
        case UNKNOWN -> new Observation.Unreadable("/" + name, "closed");
      };
    }
  }

  private Criterion part(String name, Truth truth) {
    return new Criterion.Leaf(
        new Known(name, truth), new Expectation(Optional.of(true), List.of()));
  }

  private List<Criterion> parts(List<Truth> truths) {
    List<Criterion> parts = new ArrayList<>();
    for (Truth truth : truths) {
      parts.add(part("p" + parts.size(), truth));
    }
    return parts;
  }

  private static Truth truth(Finding finding) {
    return Truth.valueOf(finding.verdict().id().toUpperCase(java.util.Locale.ROOT));
  }

  /** Every way to fill one, two and three places. */
  static Stream<List<Truth>> ways() {
    Stream<List<Truth>> one = Stream.of(Truth.values()).map(List::of);
    return Stream.iterate(one.toList(), CriterionTest::longer).limit(3).flatMap(List::stream);
  }

  static Stream<List<Truth>> pairs() {
    return ways().filter(way -> way.size() == 2);
  }

  private static List<List<Truth>> longer(List<List<Truth>> ways) {
    return ways.stream()
        .flatMap(
            way ->
                Stream.of(Truth.values())
                    .map(more -> Stream.concat(way.stream(), Stream.of(more)).toList()))
        .toList();
  }

  @Test
  void theTableIsWhole() {
    assertEquals(3 + 9 + 27, ways().distinct().count());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void combinationsJudgeAsTheLogicSays(List<Truth> way) {
    Truth smallest = Collections.min(way);
    Truth largest = Collections.max(way);
    assertEquals(smallest, truth(new Criterion.All(parts(way)).judge(HOST)), "all");
    assertEquals(largest, truth(new Criterion.Any(parts(way)).judge(HOST)), "any");
    assertEquals(largest.opposite(), truth(new Criterion.None(parts(way)).judge(HOST)), "none");
  }

  /** De Morgan: what nests must agree with what does not. */
  @ParameterizedTest
  @MethodSource("ways")
  void nestedCombinationsAgreeWithFlatOnes(List<Truth> way) {
    UnaryOperator<Criterion> not = part -> new Criterion.None(List.of(part));
    List<Criterion> opposites = parts(way).stream().map(not).toList();
    assertEquals(
        truth(new Criterion.None(parts(way)).judge(HOST)),
        truth(new Criterion.All(opposites).judge(HOST)));
    assertEquals(
        truth(not.apply(new Criterion.All(parts(way))).judge(HOST)),
        truth(new Criterion.Any(opposites).judge(HOST)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whereAsksOnlyTheHostsOfWhichTheConditionHolds(List<Truth> way) {
    Criterion where =
        new Criterion.Where(part("condition", way.getFirst()), part("then", way.getLast()));
    Truth implied = Collections.max(List.of(way.getFirst().opposite(), way.getLast()));
    assertEquals(implied, truth(where.judge(HOST)));
    assertEquals(way.getFirst() != Truth.FAIL, looked.contains("then"));
  }

  @Test
  void allLooksAtEveryPartAndTellsOfThoseThatFail() {
    Finding finding =
        new Criterion.All(parts(List.of(Truth.PASS, Truth.FAIL, Truth.UNKNOWN, Truth.FAIL)))
            .judge(HOST);
    assertEquals(List.of("p0", "p1", "p2", "p3"), looked);
    assertEquals("p1 found; p3 found", finding.expected());
    assertEquals("p1 not found; p3 not found", finding.found());
    assertEquals(
        "/p0, /p1, /p3",
        finding.evidence().stream().map(Evidence::source).collect(Collectors.joining(", ")));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aVerdictAloneIsTheFindings(List<Truth> way) {
    Criterion all = new Criterion.All(parts(way));
    assertEquals(all.judge(HOST).verdict().id(), all.verdict(HOST).id());
  }

  @Test
  void forAVerdictAloneAllLooksNoFurtherThanThePartThatFails() {
    new Criterion.All(parts(List.of(Truth.PASS, Truth.UNKNOWN, Truth.FAIL, Truth.PASS)))
        .verdict(HOST);
    assertEquals(List.of("p0", "p1", "p2"), looked);
  }

  @Test
  void anyLooksNoFurtherThanThePartThatHoldsAndTellsOfIt() {
    Finding finding =
        new Criterion.Any(parts(List.of(Truth.FAIL, Truth.UNKNOWN, Truth.PASS, Truth.FAIL)))
            .judge(HOST);
    assertEquals(List.of("p0", "p1", "p2"), looked);
    assertEquals("p2 found", finding.found());
  }

  @Test
  void anyTellsOfEveryPartWhereNoneHolds() {
    Finding finding = new Criterion.Any(parts(List.of(Truth.FAIL, Truth.FAIL))).judge(HOST).of("x");
    assertEquals("p0 found (or 1 alternative: hostready rules show x)", finding.expected());
    assertEquals("p0 not found; p1 not found", finding.found());
  }

  @Test
  void anyCountsTheAlternativesThatItDoesNotName() {
    Truth fail = Truth.FAIL;
    assertEquals(
        "p0 found (or 2 alternatives: hostready rules show x)",
        new Criterion.Any(parts(List.of(fail, fail, fail))).judge(HOST).of("x").expected());
    assertEquals("p0 found", new Criterion.Any(parts(List.of(fail))).judge(HOST).expected());
  }

  @Test
  void noneTellsOfThePartsThatHold() {
    Finding finding =
        new Criterion.None(parts(List.of(Truth.FAIL, Truth.PASS, Truth.UNKNOWN))).judge(HOST);
    assertEquals("not: p1 found", finding.expected());
    assertEquals("p1 found", finding.found());
  }

  @Test
  void everyReasonOfWhatIsUnknownIsTold() {
    List<Truth> way = List.of(Truth.UNKNOWN, Truth.PASS, Truth.UNKNOWN);
    assertEquals(
        new Verdict.Unknown("/p0: closed; /p2: closed"),
        new Criterion.All(parts(way)).judge(HOST).verdict());
    assertEquals(
        new Verdict.Unknown("/p0: closed; /p2: closed"),
        new Criterion.None(parts(List.of(Truth.UNKNOWN, Truth.FAIL, Truth.UNKNOWN)))
            .judge(HOST)
            .verdict());
  }

  @Test
  void evidenceThatTwoPartsShareIsToldOnce() {
    Criterion same = part("p", Truth.PASS);
    assertEquals(1, new Criterion.All(List.of(same, same)).judge(HOST).evidence().size());
  }
}
