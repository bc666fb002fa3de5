package io.hostready.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.PackageFormat;
import io.hostready.probe.Facet;
import io.hostready.probe.Observation;
import io.hostready.probe.Value;
import io.hostready.testbed.Eventually;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.EditorView;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type of facet with each comparison that it allows, at its boundaries. */
class MatcherReaderTest {

  private static final List<String> STATES = List.of("y", "m", "n");

  private static Facet facet(Facet.Type type) {
    boolean hasWords = type == Facet.Type.WORD || type == Facet.Type.STATES;
    return new Facet("it", type, hasWords ? STATES : List.of(), "a facet");
  }

  private static YamlNode node(String yaml) {
    Problems problems = new Problems();
    YamlNode map = YamlReader.read("test", "it: " + yaml, problems).orElseThrow();
    assertEquals(List.of(), problems.sorted());
    return ((YamlNode.Mapping) map).entries().get("it").value();
  }

  private static Matcher matcher(Facet.Type type, String yaml) {
    Problems problems = new Problems();
    Optional<Matcher> read = new MatcherReader(facet(type)).read(node(yaml), problems);
    assertEquals(List.of(), problems.sorted());
    return read.orElseThrow();
  }

  /** A value of the type, written as it shows; words by blanks, states as NAME=STATE. */
  private static Value value(Facet.Type type, String text) {
    return switch (type) {
      case FLAG -> new Value.Flag(Boolean.parseBoolean(text));
      case COUNT, BYTES -> new Value.Count(Long.parseLong(text));
      case TEXT, WORD -> new Value.Text(text);
      case VERSION -> new Value.Version(VersionNumber.parse(text));
      case PACKAGE_VERSION -> new Value.PackageVersion(text, PackageFormat.DPKG);
      case WORDS -> new Value.Words(words(text));
      case STATES -> {
        Map<String, String> states = new LinkedHashMap<>();
        words(text).forEach(w -> states.put(w.split("=")[0], w.split("=")[1]));
        yield new Value.States(states);
      }
    };
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  @ParameterizedTest(name = "{0} {1}: {2} holds")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FLAG | true | true",
        "FLAG | false | false",
        "COUNT | 4 | 4",
        "COUNT | 0 | 0",
        "COUNT | {at-least: 4} | 4",
        "COUNT | {at-least: 4} | 9223372036854775807",
        "COUNT | {at-most: 4} | 4",
        "COUNT | {at-most: 4} | 0",
        "COUNT | {at-least: 2, at-most: 4} | 2",
        "COUNT | {at-least: 2, at-most: 4} | 4",
        "BYTES | 1024 | 1024",
        "BYTES | 1KiB | 1024",
        "BYTES | {at-least: 2GiB} | 2147483648",
        "BYTES | {at-most: 2GiB} | 2147483648",
        "TEXT | overlay2 | overlay2",
        "TEXT | [a, b] | b",
        "TEXT | 1 | 1",
        "TEXT | {not: a} | b",
        "TEXT | {not: [a, b]} | c",
        "TEXT | {matches: '^ab'} | abc",
        "TEXT | {matches: 'b'} | abc",
        "TEXT | {lacks: 'd'} | abc",
        "TEXT | {at-least: 100} | 100",
        "TEXT | {at-least: 100} | ` 101 `",
        "TEXT | {at-most: 100} | 100",
        "TEXT | {at-most: 100} | -5",
        "TEXT | {at-least: 1, lacks: '0'} | 11",
        "WORD | y | y",
        "WORD | [y, m] | m",
        "WORD | {not: n} | y",
        "VERSION | 3.10 | 3.10.0-1-amd64",
        "VERSION | '3.8' | 3.8",
        "VERSION | {at-least: 3.8} | 3.8",
        "VERSION | {at-least: 3.8} | 3.10",
        "VERSION | {at-least: 3.8} | 6.12.0-55-generic",
        "VERSION | {below: 3.10} | 3.9.99",
        "VERSION | {below: '25'} | 24.0.9",
        "VERSION | {below: '25'} | 25.0.0-rc1",
        "VERSION | {at-least: 3.8, below: 4} | 3.16",
        "PACKAGE_VERSION | 5:29.0.1-1 | 5:29.0.1-1",
        "PACKAGE_VERSION | {at-least: '5:29.0.1-1~debian.12'} | 5:29.0.1-1~debian.13",
        "PACKAGE_VERSION | {below: '2.5.4-1+deb12u1'} | 2.5.4-1",
        "WORDS | cpu | cpu io",
        "WORDS | [io, cpu] | cpu io memory",
        "WORDS | {contains: [io, cpu]} | cpu io",
        "WORDS | {contains-any: [x, io]} | cpu io",
        "WORDS | {matches: '^i.$'} | cpu io",
        "WORDS | {matches: 'o', lacks: cpu} | io",
        "WORDS | {lacks: [x, z]} | cpu io",
        "WORDS | {lacks: x} | ``",
        "WORDS | {only: [cpu, io]} | cpu",
        "WORDS | {matches: '^i'} | cpu io",
        "WORDS | {only: []} | ``",
        "STATES | y | A=y B=y",
        "STATES | [y, m] | A=y B=m",
        "STATES | {each: [y, m]} | A=y B=m",
        "STATES | {any: m} | A=y B=m",
        "STATES | {none: n} | A=y B=m",
      })
  void theComparisonHolds(Facet.Type type, String yaml, String value) {
    assertTrue(matcher(type, yaml).holds(value(type, value)));
    EditorView editor = new EditorView(new MatcherReader(facet(type)).schema());
    assertEquals(List.of(), editor.complaints(node(yaml)));
  }

  @ParameterizedTest(name = "{0} {1}: {2} does not hold")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FLAG | true | false",
        "FLAG | false | true",
        "COUNT | 4 | 5",
        "COUNT | {at-least: 4} | 3",
        "COUNT | {at-most: 4} | 5",
        "COUNT | {at-least: 2, at-most: 4} | 1",
        "COUNT | {at-least: 2, at-most: 4} | 5",
        "BYTES | 1KiB | 1023",
        "BYTES | {at-least: 2GiB} | 2147483647",
        "BYTES | {at-most: 2GiB} | 2147483649",
        "TEXT | overlay2 | overlay",
        "TEXT | overlay2 | Overlay2",
        "TEXT | [a, b] | ab",
        "TEXT | {not: a} | a",
        "TEXT | {not: [a, b]} | b",
        "TEXT | {matches: '^b'} | abc",
        "TEXT | {lacks: 'b'} | abc",
        "TEXT | {at-least: 100} | 99",
        "TEXT | {at-least: 100} | many",
        "TEXT | {at-least: 100} | 100.5",
        "TEXT | {at-most: 100} | 101",
        "TEXT | {at-most: 100} | ``",
        "TEXT | {at-least: 1, lacks: '0'} | 10",
        "WORD | y | n",
        "WORD | {not: n} | n",
        "VERSION | 3.10 | 3.1",
        "VERSION | {at-least: 3.10} | 3.8",
        "VERSION | {at-least: 3.8} | 3.8-rc1",
        "VERSION | {below: 3.10} | 3.10",
        "VERSION | {below: '25'} | 25.0.0",
        "VERSION | {at-least: 3.8, below: 4} | 4.0",
        "PACKAGE_VERSION | 5:29.0.1-1 | 29.0.1-1",
        "PACKAGE_VERSION | {at-least: '5:28'} | 29.0.1-1",
        "PACKAGE_VERSION | {below: 'x:1'} | 1.0",
        "WORDS | cpu | cpuset",
        "WORDS | [io, cpu] | io",
        "WORDS | cpu | ``",
        "WORDS | {contains-any: [x, y]} | cpu io",
        "WORDS | {matches: '^o$'} | cpu io",
        "WORDS | {matches: 'u i'} | cpu io",
        "WORDS | {matches: '.*'} | ``",
        "WORDS | {matches: 'o', lacks: cpu} | cpu io",
        "WORDS | {lacks: [x, io]} | cpu io",
        "WORDS | {only: [cpu, io]} | cpu memory",
        "WORDS | {matches: '^u'} | cpu io",
        "WORDS | {matches: 'x'} | ``",
        "WORDS | {only: []} | cpu",
        "STATES | y | A=y B=m",
        "STATES | {each: [y, m]} | A=y B=n",
        "STATES | {any: m} | A=y B=n",
        "STATES | {none: n} | A=y B=n",
      })
  void theComparisonDoesNotHold(Facet.Type type, String yaml, String value) {
    assertFalse(matcher(type, yaml).holds(value(type, value)));
  }

  /** One use of every comparison that any type has. */
  static Stream<Map.Entry<Facet.Type, String>> everyComparison() {
    return Stream.of(
            "FLAG false",
            "COUNT 0",
            "COUNT {at-most: 9}",
            "BYTES {at-most: 9GiB}",
            "TEXT {not: a}",
            "TEXT {lacks: a}",
            "TEXT {at-most: 9}",
            "WORD {not: n}",
            "VERSION {below: '99'}",
            "PACKAGE_VERSION {below: '99'}",
            "WORDS {lacks: a}",
            "WORDS {matches: a}",
            "WORDS {only: [a]}",
            "WORDS {only: []}",
            "STATES y",
            "STATES {none: n}")
        .map(text -> Map.entry(Facet.Type.valueOf(text.split(" ", 2)[0]), text.split(" ", 2)[1]));
  }

  @ParameterizedTest
  @MethodSource("everyComparison")
  void whatIsMissingUnreadableOrOfAnotherTypeNeverHolds(Map.Entry<Facet.Type, String> use) {
    Matcher matcher = matcher(use.getKey(), use.getValue());
    assertFalse(matcher.holds(new Value.Missing("/proc/x")));
    assertFalse(matcher.holds(new Value.Unreadable("/proc/x", "closed")));
    for (Facet.Type other : Facet.Type.values()) {
      Value value =
          value(
              other,
              switch (other) {
                case COUNT, BYTES, VERSION, PACKAGE_VERSION -> "1";
                case STATES -> "A=y";
                case FLAG, TEXT, WORD, WORDS -> "y";
              });
      if (!value.getClass().equals(value(use.getKey(), sample(use.getKey())).getClass())) {
        assertFalse(matcher.holds(value), () -> use + " holds of " + value);
      }
    }
  }

  private static String sample(Facet.Type type) {
    return type == Facet.Type.STATES ? "A=y" : "1";
  }

  @ParameterizedTest
  @CsvSource({"(a+)+b", "(a|aa)*b", "(?:(?:a|b|c)*)*d"})
  void anExpressionThatWouldRunForAgesMakesItUnknown(String expression) {
    for (String comparison : List.of("matches", "lacks")) {
      Matcher matcher = matcher(Facet.Type.TEXT, "{" + comparison + ": '" + expression + "'}");
      Expectation expectation =
          new Expectation(
              Optional.empty(), List.of(new FacetExpectation(facet(Facet.Type.TEXT), matcher)));
      Observation seen =
          new Observation.Found(Map.of("it", new Value.Text("a".repeat(50_000))), List.of());
      Finding finding =
          Assertions.assertTimeoutPreemptively(
              Eventually.LIMIT, () -> expectation.judge(new NamedProbe("output of x"), seen));
      assertEquals(
          new Verdict.Unknown("output of x: matching '" + expression + "' takes too long"),
          finding.verdict());
    }
  }

  @Test
  void statesOfNoNameAtAllAssertNothingAndDoNotHold() {
    Value none = new Value.States(Map.of());
    assertFalse(matcher(Facet.Type.STATES, "y").holds(none));
    assertFalse(matcher(Facet.Type.STATES, "{none: n}").holds(none));
  }

  @ParameterizedTest(name = "{0} refuses {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "FLAG | maybe",
        "FLAG | {at-least: 1}",
        "COUNT | many",
        "COUNT | -1",
        "COUNT | {below: 3}",
        "COUNT | {}",
        "COUNT | [1, 2]",
        "BYTES | 5GB",
        "BYTES | {at-least: a lot}",
        "TEXT | {}",
        "TEXT | []",
        "TEXT | {below: 3}",
        "TEXT | {at-least: many}",
        "WORD | yes",
        "WORD | [y, yes]",
        "WORD | {not: yes}",
        "VERSION | new",
        "VERSION | {at-most: 3}",
        "VERSION | [1, 2]",
        "WORDS | {}",
        "WORDS | {contains: []}",
        "STATES | x",
        "STATES | {every: y}",
        "STATES | {each: []}",
      })
  void anythingElseIsRefusedByReaderAndSchema(Facet.Type type, String yaml) {
    Problems problems = new Problems();
    assertEquals(Optional.empty(), new MatcherReader(facet(type)).read(node(yaml), problems));
    assertFalse(problems.isEmpty());
    EditorView editor = new EditorView(new MatcherReader(facet(type)).schema());
    assertFalse(editor.complaints(node(yaml)).isEmpty());
  }

  @ParameterizedTest(name = "{0} {1} wants {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "FLAG | true | yes",
        "COUNT | 4 | 4",
        "COUNT | {at-least: 2, at-most: 4} | 2 or more and 4 or less",
        "BYTES | {at-least: 512MiB} | 512 MiB or more",
        "TEXT | [a, b, c] | a, b or c",
        "TEXT | [a, b, a] | a or b",
        "TEXT | {not: [a, b]} | other than a or b",
        "TEXT | {matches: '^a$'} | matching /^a$/",
        "VERSION | {at-least: 3.10} | 3.10 or newer",
        "VERSION | {below: '25'} | older than 25",
        "WORDS | [a, b] | a and b",
        "STATES | [y, m] | y or m for each",
        "STATES | {none: n} | n for none",
      })
  void whatIsWantedIsSaidInAPhrase(Facet.Type type, String yaml, String wanted) {
    assertEquals(wanted, matcher(type, yaml).expected());
  }

  @Test
  void ofWhatIsFoundTheWrongPartIsTold() {
    assertEquals(
        "cpu (missing: io)",
        matcher(Facet.Type.WORDS, "[cpu, io]").found(value(Facet.Type.WORDS, "cpu")));
    assertEquals("1.5 GiB", matcher(Facet.Type.BYTES, "1").found(new Value.Count(3L << 29)));
    assertEquals(
        "none", matcher(Facet.Type.WORDS, "a").found(new Value.Words(List.of())).split(" ")[0]);
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeDescribesItself(Facet.Type type) {
    String described = new MatcherReader(facet(type)).description();
    assertFalse(described.isBlank());
    assertFalse(described.endsWith("with "), described);
  }
}
