package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

  private static final String X = "{path: {path: /etc/x, expect: {present: true}}}";
  private static final String ROOT = "{path: {path: '${data-root}', expect: {present: true}}}";
  private static final String OLD =
      "{parameter: {name: docker-version, expect: {version: {below: '25'}}}}";
  private static final String ROOT_DECLARED =
      "  data-root: {type: path, default: /srv, description: where images lie}";

  private static final Host HOST = FakeHost.empty().host();

  private static Books books() {
    return new Books()
        .rule("a", "required", X)
        .rule("b", "recommended", X)
        .rule("c", "optional", X)
        .rule("uses-root", "required", ROOT)
        .pack("base", "rules: [a, b]")
        .pack("more", "extends: [base]", "rules: [c, {rule: b, level: required}]")
        .pack("rooted", "parameters:", ROOT_DECLARED, "rules: [uses-root]");
  }

  private static Selection select(Books books, List<String> packs, String... rules) {
    return Selection.of(books.book(), packs, List.of(rules), Map.of());
  }

  private static List<String> ids(Selection selection) {
    return selection.rules().stream().map(rule -> rule.id().value()).toList();
  }

  private static List<String> levels(Selection selection) {
    return selection.rules().stream()
        .map(rule -> rule.levels().of(HOST, selection.parametersFor(HOST)).id())
        .toList();
  }

  @Test
  void aProofThatAsksServersIsNotAddedUnlessProofsAreRequested() {
    String proof = "{proof: {what: it, script: 'true', %s expect: {outcome: passes}}}";
    Books books =
        new Books()
            .rule("a", "required", X)
            .rule("here", "required", proof.formatted(""))
            .rule("elsewhere", "required", proof.formatted("registry: docker.io,"))
            .pack("all", "rules: [a, here, elsewhere]");
    assertEquals(List.of("a", "here"), ids(select(books, List.of("all")).withProofs()));
    assertEquals(
        List.of("a", "here", "elsewhere"),
        ids(Selection.proving(books.book(), List.of("all"), List.of(), Map.of())));
  }

  private static List<String> complaints(
      Books books, List<String> packs, Map<String, String> set, String... rules) {
    RuleBook book = books.book();
    return assertThrows(
            InvalidInputException.class, () -> Selection.of(book, packs, List.of(rules), set))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void rulesStandInTheOrderOfTheirPack() {
    assertEquals(
        List.of("b", "a"), ids(select(books().pack("turned", "rules: [b, a]"), List.of("turned"))));
  }

  @Test
  void aPackTakesWhatItExtendsFirstAndItsOwnLevelsCount() {
    Selection more = select(books(), List.of("more"));
    assertEquals(List.of("a", "b", "c"), ids(more));
    assertEquals(List.of("required", "required", "optional"), levels(more));
    assertEquals(List.of("required", "recommended"), levels(select(books(), List.of("base"))));
  }

  @Test
  void ofSeveralPacksTheLaterLevelsCountAndNoRuleStandsTwice() {
    Selection both = select(books(), List.of("more", "base"));
    assertEquals(List.of("a", "b", "c"), ids(both));
    assertEquals(List.of("more", "base"), both.packNames());
    assertEquals("required", levels(both).get(1), "base was taken by more already");
  }

  @Test
  void packsThatExtendEachOtherEnd() {
    Books round =
        books()
            .pack("one", "extends: [two]", "rules: [a]")
            .pack("two", "extends: [one]", "rules: [b]");
    assertEquals(List.of("b", "a"), ids(select(round, List.of("one"))));
  }

  @Test
  void theUsersRulesInNoPackGoWithEverySelection() {
    Books books =
        books()
            .ownRule("lone", "required", X)
            .ownRule("packed", "required", X)
            .ownPack("mine", "rules: [packed]");
    assertEquals(List.of("a", "b", "lone"), ids(select(books, List.of("base"))));
    assertEquals(List.of("packed", "lone"), ids(select(books, List.of("mine"))));
  }

  @Test
  void aShippedRuleInNoPackIsTakenOnlyByName() {
    Books books = books().rule("lone", "required", X);
    assertEquals(List.of("a", "b"), ids(select(books, List.of("base"))));
    assertEquals(List.of("lone"), ids(select(books, List.of("base"), "lone")));
  }

  @Test
  void namedRulesStandInTheOrderGivenAtThePacksLevels() {
    Selection named = select(books(), List.of("more"), "c", "b");
    assertEquals(List.of("c", "b"), ids(named));
    assertEquals(List.of("optional", "required"), levels(named));
    assertEquals(List.of("b"), ids(select(books(), List.of("more"), "b", "b")));
  }

  @Test
  void aRuleOfAnotherPackBringsTheParametersThatItNeeds() {
    Selection named = select(books(), List.of("base"), "uses-root");
    assertEquals(Map.of("data-root", "/srv"), named.parametersFor(HOST).values());
    Books own = books().ownRule("own-root", "required", ROOT);
    assertEquals(
        Map.of("data-root", "/srv"), select(own, List.of("base")).parametersFor(HOST).values());
    assertEquals(Map.of(), select(books(), List.of("base")).parametersFor(HOST).values());
  }

  @Test
  void whatTheUserSetsComesBeforeWhatTheHostTellsAndThatBeforeTheDefault() {
    Books books =
        new Books()
            .rule("uses-root", "required", ROOT)
            .pack(
                "p",
                "parameters:",
                "  data-root:",
                "    type: path",
                "    default: /srv",
                "    description: where images lie",
                "    detect:",
                "      - json-file: {path: /etc/daemon.json, pointer: /data-root, use: value}",
                "      - json-file: {path: /etc/daemon.json, pointer: /graph, use: value}",
                "rules: [uses-root]");
    Selection selection = select(books, List.of("p"));
    Host old = FakeHost.with("/etc/daemon.json", "{\"graph\": \"/old\"}").host();
    Host both =
        FakeHost.with("/etc/daemon.json", "{\"graph\": \"/old\", \"data-root\": \"/new\"}").host();
    Host wrong = FakeHost.with("/etc/daemon.json", "{\"data-root\": \"relative\"}").host();
    Host endless =
        FakeHost.with("/etc/daemon.json", "{\"data-root\": \"" + "/a".repeat(2049) + "\"}").host();
    Host closed = FakeHost.empty().denied("/etc/daemon.json").host();
    assertEquals("/srv", root(selection, HOST));
    assertEquals("/old", root(selection, old));
    assertEquals("/new", root(selection, both));
    assertEquals("/srv", root(selection, wrong), "a value that does not fit is passed over");
    assertEquals("/srv", root(selection, endless), "no path is that long");
    assertEquals("/srv", root(selection, closed));
    Selection set =
        Selection.of(books.book(), List.of("p"), List.of(), Map.of("data-root", "/set"));
    assertEquals("/set", root(set, both));
    assertEquals("/set", set.defaults().values().get("data-root"));
  }

  private static String root(Selection selection, Host host) {
    return selection.parametersFor(host).values().get("data-root");
  }

  @Test
  void everyUnknownNameIsToldWithTheNearest() {
    assertEquals(
        List.of(
            "--pack: unknown pack 'moer'. Did you mean 'more'?",
            "hostready: unknown rule 'uses-rot'. Did you mean 'uses-root'? See 'hostready rules"
                + " list'."),
        complaints(books(), List.of("base", "moer"), Map.of(), "a", "uses-rot"));
  }

  @Test
  void parametersAreJudgedOnceEveryPackIsKnown() {
    assertEquals(
        List.of("--set: unknown parameter 'x'"),
        complaints(books(), List.of("base"), Map.of("x", "y")));
    assertEquals(
        List.of("--pack: unknown pack 'moer'. Did you mean 'more'?"),
        complaints(books(), List.of("base", "moer"), Map.of("x", "y")));
  }

  /** A type, and a value that is not of it. */
  @ParameterizedTest
  @CsvSource({
    "text, x, ' ', a string",
    "version, 1, new, a version such as 29 or 27.3",
    "version, 1, '', a version such as 29 or 27.3",
    "path, /, srv, a path that starts with '/' and has no '..'",
    "path, /, /srv/.., a path that starts with '/' and has no '..'",
    "number, 1, -1, a whole number",
    "number, 1, 1.5, a whole number",
    "number, 1, 1234567890123456789, a whole number",
    "boolean, true, yes, true or false",
  })
  void aValueThatIsNotOfTheParametersTypeIsRefused(
      String type, String otherwise, String value, String expected) {
    Books books =
        new Books()
            .rule("a", "required", X)
            .pack(
                "p",
                "parameters: {size: {type: %s, default: %s, description: a size}}"
                    .formatted(type, otherwise),
                "rules: [a]");
    assertEquals(
        List.of("--set: invalid value '" + value + "' of parameter 'size': use " + expected),
        complaints(books, List.of("p"), Map.of("size", value)));
  }

  @Test
  void aValueThatDoesNotFitWhereARuleUsesItIsToldAtThatPlace() {
    Books books =
        new Books()
            .rule("a", "required", "{path: {path: '${where}', expect: {present: true}}}")
            .rule("b", "required", "{path: {path: '${where}', expect: {present: true}}}")
            .pack(
                "p",
                "parameters: {where: {type: text, default: /srv, description: a place}}",
                "rules: [a, b]");
    assertEquals(
        List.of(
            "rules/topic/a.yaml:5:22: invalid path 'srv' (for '${where}'): use a path that"
                + " starts with '/' and has no '..'",
            "rules/topic/b.yaml:5:22: invalid path 'srv' (for '${where}'): use a path that"
                + " starts with '/' and has no '..'"),
        complaints(books, List.of("p"), Map.of("where", "srv")));
  }

  @Test
  void aConditionOfALevelIsBoundToTheParametersToo() {
    Books books =
        new Books()
            .rule("a", "[{is: required, when: " + OLD + "}, {is: optional}]", X)
            .pack(
                "p",
                "parameters: {docker-version: {type: version, default: 29, description: x}}",
                "rules: [a]");
    assertEquals(List.of("optional"), levels(select(books, List.of("p"))));
    Selection old =
        Selection.of(books.book(), List.of("p"), List.of(), Map.of("docker-version", "24"));
    assertEquals(List.of("required"), levels(old));
  }
}
