package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project.ProgramRun;
import io.hostready.text.Joined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What scripts may rely on: exit codes, what goes to which stream, and what mistakes are told. */
@Tag("acceptance")
class CommandLineTest {

  @TempDir Path directory;

  /** A host with one file, and a pack of three rules: one passes, one fails, one cannot look. */
  @BeforeEach
  void makeHostAndRules() throws IOException {
    write("host/root/etc/good", "x");
    write("host/root/etc/closed", "x");
    write("host/attributes", "---- - - denied /etc/closed\n");
    rule("good-there", "required", "path: {path: /etc/good, expect: {present: true}}");
    rule("bad-there", "required", "path: {path: /etc/bad, expect: {present: true}}");
    rule("wish-there", "optional", "path: {path: /etc/bad, expect: {present: true}}");
    rule("closed-right", "required", "file-text: {path: /etc/closed, key: A, expect: {value: b}}");
    pack("passing", "good-there");
    pack("failing", "good-there", "bad-there", "closed-right");
    pack("doubtful", "good-there", "closed-right", "wish-there");
    pack("wishing", "good-there", "wish-there");
  }

  private void write(String path, String content) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void rule(String id, String level, String check) throws IOException {
    write(
        "rules/own/" + id + ".yaml",
        "id: %s\ntitle: Title of %s\nwhy: It must.\nlevel: %s\ncheck:\n  %s\n"
            .formatted(id, id, level, check));
  }

  private void pack(String name, String... rules) throws IOException {
    write(
        "rules/packs/" + name + ".yaml",
        "name: %s\ntitle: A pack\nrules: [%s]\n".formatted(name, String.join(", ", rules)));
  }

  private ProgramRun check(String pack, String... more) {
    List<String> words = new ArrayList<>(List.of("check", "--pack", pack));
    words.addAll(List.of("--rules", directory.resolve("rules").toString()));
    words.addAll(List.of("--host", directory.resolve("host").toString()));
    words.addAll(List.of(more));
    return Project.hostready(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "passing, required, 0, READY",
    "failing, required, 1, NOT READY",
    "doubtful, required, 3, UNDECIDED",
    "doubtful, optional, 1, NOT READY",
    "wishing, required, 0, READY",
    "wishing, recommended, 0, READY",
    "wishing, optional, 1, NOT READY",
  })
  void theExitCodeIsTheOutcome(String pack, String failOn, int code, String word) {
    ProgramRun ran = check(pack, "--fail-on", failOn);
    assertEquals(code, ran.exitCode(), ran.err());
    assertEquals("", ran.err());
    String last = ran.out().lines().reduce((_, line) -> line).orElseThrow();
    assertTrue(last.startsWith(word + " for pack " + pack + ": "), last);
  }

  @Test
  void ofSeveralHostsTheWorstOutcomeCounts() throws IOException {
    write("other/root/etc/bad", "x");
    write("other/root/etc/closed", "A=b\n");
    String other = directory.resolve("other").toString();
    assertEquals(1, check("failing", "--host", other).exitCode());
    assertEquals(1, check("doubtful", "--host", other).exitCode()); // good-there fails there
  }

  @Test
  void theRulesInNoPackGoWithEveryPack() throws IOException {
    rule("lone-there", "required", "path: {path: /etc/bad, expect: {present: true}}");
    assertEquals(1, check("passing").exitCode());
    assertTrue(check("passing").out().contains("lone-there"));
  }

  @Test
  void onlyTheNamedRulesAreChecked() {
    ProgramRun ran = check("failing", "good-there");
    assertEquals(0, ran.exitCode());
    assertFalse(ran.out().contains("bad-there"));
    assertEquals(1, check("passing", "bad-there").exitCode());
  }

  /** Words; then what standard error must be, and nothing on standard output. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chek | hostready: unknown command 'chek': use %s. Did you mean 'check'?",
        "frobnicate | hostready: unknown command 'frobnicate': use %s. Run 'hostready --help'.",
        "--verbose check | hostready: option '--verbose' before the command: use hostready COMMAND"
            + " [OPTIONS]. Run 'hostready --help'.",
        "check --formt json | hostready: unknown option '--formt' of 'hostready check'. Did you"
            + " mean '--format'? Run 'hostready check --help'.",
        "check --zzzzzz=1 | hostready: unknown option '--zzzzzz' of 'hostready check'. Run"
            + " 'hostready check --help'.",
        "check --host | hostready: missing required parameter for option '--host' (PATH). Run"
            + " 'hostready check --help'.",
        "check --color=always --color=never | hostready: option '--color' (WHEN) should be"
            + " specified only once. Run 'hostready check --help'.",
        "check --format jsn | hostready: invalid --format 'jsn': use %f. Did you mean 'json'?",
        "check --format text --format json | hostready: two formats for standard output: write the"
            + " others to a file, such as --format json=report.json",
        "check --format json= | hostready: invalid --format '': use the name of a file",
        "check --format json=/ | hostready: invalid --format '/': use the name of a file",
        "check --format json=/no/such/report.json | hostready: cannot write '/no/such/report.json':"
            + " directory '/no/such' not found",
        "check --format json=/tmp/r --format text=/tmp/../tmp/r | hostready: two formats for the"
            + " file '/tmp/r': use one file per format",
        "check --fail-on requird | hostready: invalid --fail-on 'requird': use required,"
            + " recommended or optional. Did you mean 'required'?",
        "check --color blue | hostready: invalid --color 'blue': use auto, always or never",
        "check --set docker-version | hostready: invalid --set 'docker-version': use NAME=VALUE,"
            + " such as docker-version=24",
        "fix --yes --prove --no-prove | hostready: --prove and --no-prove cannot be used together",
        "check --set =24 | hostready: invalid --set '=24': use NAME=VALUE, such as"
            + " docker-version=24",
        "check --host /no/such | hostready: --host '/no/such' not found",
        "rules | hostready: missing command after 'rules': use %r. Run 'hostready rules --help'.",
        "rules lnt | hostready: unknown command 'lnt' after 'hostready rules': use %r. Did you mean"
            + " 'lint'?",
        "rules show | hostready: missing required parameter: 'RULE'. Run 'hostready rules show"
            + " --help'.",
        "rules show a b | hostready: unexpected argument 'b' of 'hostready rules show'. Run"
            + " 'hostready rules show --help'.",
        "rules lint --pack docker-engine | hostready: unknown option '--pack' of 'hostready rules"
            + " lint'. Run 'hostready rules lint --help'.",
        "rules list more and zzzz | hostready: no rule has 'more' and 'and' and 'zzzz' in its"
            + " texts. See 'hostready rules list'.",
        "history one two | hostready: unexpected argument 'one' of 'hostready history'. Run"
            + " 'hostready history --help'.",
        "help chek | hostready: unknown command 'chek': use %s. Did you mean 'check'?",
      })
  void aWrongCommandLineIsToldOnStandardError(String words, String message) {
    ProgramRun ran = Project.hostready(words.split(" "));
    assertEquals(2, ran.exitCode(), ran.out());
    assertEquals("", ran.out());
    String expected =
        message
            .replace(
                "%s", "check, plan, fix, undo, history, upgrade, facts, capture, report or rules")
            .replace("%r", "list, show, lint, test, kinds, schema, site or pack")
            .replace("%f", Joined.or(io.hostready.report.ReportFormats.NAMES));
    assertEquals(expected + "\n", ran.err());
  }

  /** Mistakes in names are told all at once, and counted. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check --pack docker-engin | --pack: unknown pack 'docker-engin'. Did you mean"
            + " 'docker-engine'?",
        "check devise-mapper-available | hostready: unknown rule 'devise-mapper-available'. Did you"
            + " mean 'device-mapper-available'? See 'hostready rules list'.",
        "plan Foo_Bar | hostready: unknown rule 'Foo_Bar'. See 'hostready rules list'.",
        "rules show mtu | hostready: unknown rule 'mtu'. Matching rules:"
            + " bridge-mtu-fits-default-route,"
            + " default-route-mtu-not-jumbo. See 'hostready rules list'.",
        "rules show no-such | hostready: unknown rule 'no-such'. See 'hostready rules list'.",
        "check --set dokcer-version=24 | --set: unknown parameter 'dokcer-version'. Did you mean"
            + " 'docker-version'?",
        "check --set docker-version=new | --set: invalid value 'new' of parameter 'docker-version':"
            + " use a version such as 29 or 27.3",
        "check --set storage-driver=overlay3 | --set: invalid value 'overlay3' of parameter"
            + " 'storage-driver': use auto, overlay2, overlayfs, fuse-overlayfs, btrfs, zfs, vfs,"
            + " aufs, overlay or devicemapper. Did you mean 'overlay2'?",
        "check --set data-root=srv | --set: invalid value 'srv' of parameter 'data-root': use a"
            + " path that starts with '/' and has no '..'",
        "check --rules /no/such | /no/such: directory not found (--rules)",
      })
  void anUnknownNameIsToldWithTheNearest(String words, String message) {
    ProgramRun ran = Project.hostready(words.split(" "));
    assertEquals(2, ran.exitCode(), ran.out());
    assertEquals("", ran.out());
    assertEquals(message + "\nhostready: 1 error\n", ran.err());
  }

  @Test
  void everyWrongNameIsToldAtOnce() {
    ProgramRun ran =
        Project.hostready(
            "check", "--set", "docker-version=?", "--set", "x=1", "no-such", "nor-this");
    assertEquals(2, ran.exitCode());
    assertEquals(5, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().endsWith("hostready: 4 errors\n"), ran.err());
  }

  @Test
  void aWrongRuleIsToldWithItsPlaceAndNothingIsChecked() throws IOException {
    write("rules/own/broken.yaml", "id: broken\ntitel: x\n");
    ProgramRun ran = check("passing");
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    String place = directory.resolve("rules") + "/own/broken.yaml:2:1: ";
    assertTrue(
        ran.err().contains(place + "unknown key 'titel' in rule. Did you mean 'title'?\n"),
        ran.err());
    ProgramRun lint =
        Project.hostready("rules", "lint", "--rules", directory.resolve("rules").toString());
    assertEquals(ran.err(), lint.err());
    assertEquals(2, lint.exitCode());
  }

  @Test
  void hostileWordsOnTheCommandLineDoNotReachTheTerminal() {
    for (String[] words :
        List.of(
            new String[] {"\u001b[2J"},
            new String[] {"check", "\u001b[2J"},
            new String[] {"check", "--\u001b[2J"},
            new String[] {"check", "--set", "\u001b[2J"},
            new String[] {"check", "--format", "\u001b[2J"},
            new String[] {"rules", "\u001b[2J"})) {
      ProgramRun ran = Project.hostready(words);
      assertEquals(2, ran.exitCode());
      assertFalse(ran.err().contains("\u001b"), ran.err());
      assertTrue(ran.err().contains("\\x1b[2J"), ran.err());
    }
  }

  @Test
  void aPlanOfMoreRulesThanAreKnownSaysWhoseAreMissing() throws IOException {
    String plan =
        """
        {"schemaVersion": 1, "packs": ["docker-engine"], "set": {}, "leftForYou": [],
         "report": {"host": {"source": "live"}, "results": [
           {"rule": "site-open", "definedAt": "site/net/site-open.yaml:1"},
           {"rule": "cpu-64-bit", "definedAt": "rules/host/cpu-64-bit.yaml:1"}]},
         "steps": [{"rule": "cpu-64-bit", "changes": []}, {"rule": "site-open", "changes": []}]}
        """;
    Path file = Files.writeString(directory.resolve("plan.json"), plan);
    ProgramRun ran = Project.hostready("fix", "--plan", file.toString());
    assertEquals(2, ran.exitCode());
    assertEquals(
        "hostready: --plan '"
            + file
            + "' has rules that are not known here: 'site-open' of"
            + " 'site/net/site-open.yaml:1'. Use the same --rules as for the plan.\n",
        ran.err());
    String renamed = plan.replace("site-open", "cpu-65-bit").replace("site/net/", "rules/");
    Files.writeString(file, renamed);
    assertTrue(Project.hostready("fix", "--plan", file.toString()).err().contains("unknown rule"));
  }

  @Test
  void aReportGoesToItsFileAndAnotherToStandardOutput() throws IOException {
    Path file = directory.resolve("report.json");
    ProgramRun ran = check("passing", "--format", "text", "--format", "json=" + file);
    assertEquals(0, ran.exitCode());
    assertTrue(ran.out().endsWith("\nREADY for pack passing: 1 passed\n"), ran.out());
    assertTrue(Files.readString(file).startsWith("{\n  \"schemaVersion\": 1,"));
    ProgramRun silent = check("failing", "--format", "json=" + file);
    assertEquals(1, silent.exitCode());
    assertEquals("", silent.out());
  }

  @Test
  void aReportThatCannotBeWrittenIsAMistakeAndNothingIsPrinted() {
    ProgramRun ran = check("passing", "--format", "text", "--format", "json=/dev/full");
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertTrue(
        ran.err().startsWith("hostready: the report could not be written to '/dev/full': No space"),
        ran.err());
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    ProgramRun ran = Project.hostready("--version");
    assertEquals(0, ran.exitCode());
    String pom = Files.readString(Project.DIRECTORY.resolve("pom.xml"));
    String version = pom.split("<version>")[1].split("<")[0];
    assertEquals("hostready " + version + "\n", ran.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpIsAnOverviewOfCommandsAndExitCodes(String word) {
    ProgramRun ran = Project.hostready(word);
    assertEquals(0, ran.exitCode());
    assertEquals("", ran.err());
    for (String wanted : List.of("  check ", "  rules ", "Usage: ", "  0  ready", "  5  done")) {
      assertTrue(ran.out().contains(wanted), ran.out());
    }
    assertFits(ran.out());
  }

  @Test
  void withoutAnyWordTheOverviewIsAnError() {
    ProgramRun ran = Project.hostready();
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertEquals(Project.hostready("--help").out(), ran.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "plan",
        "fix",
        "undo",
        "history",
        "upgrade",
        "facts",
        "capture",
        "report",
        "rules",
        "rules list",
        "rules show",
        "rules lint",
        "rules test",
        "rules kinds",
        "rules schema",
        "rules site",
        "rules pack",
        "rules pack build",
        "rules pack verify",
      })
  void everyCommandHasHelpThatFits(String command) {
    String[] words = command.split(" ");
    ProgramRun ran = with(words, "--help");
    assertEquals(0, ran.exitCode());
    assertEquals("", ran.err());
    assertTrue(ran.out().startsWith("Usage: hostready " + command), ran.out());
    assertFits(ran.out());
    assertEquals(ran, Project.hostready(("help " + command).split(" ")));
    assertEquals(ran, with(words, "-h"));
    String examples = ran.out().substring(ran.out().indexOf("\nExamples:\n"));
    assertTrue(
        examples.lines().filter(line -> line.matches("  (sudo )?hostready .*")).count() >= 2,
        examples);
    assertFalse(ran.out().matches("(?s).* -[-a-z]+=[A-Z].*"), ran.out());
  }

  private static ProgramRun with(String[] words, String last) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(last);
    return Project.hostready(all.toArray(String[]::new));
  }

  @Test
  void theHelpOfEachValueHasItsDefault() {
    Terminal terminal = new Terminal(System.out, System.err, false, Map.of());
    for (Subcommand command : new Hostready(terminal, Clock.systemUTC()).commands()) {
      CommandSpec spec = command.spec();
      List<CommandSpec> all = new ArrayList<>(List.of(spec));
      spec.subcommands().values().forEach(line -> all.add(line.getCommandSpec()));
      for (CommandSpec each : all) {
        for (ArgSpec argument : each.args()) {
          String text = String.join(" ", argument.description());
          assertTrue(
              argument.arity().max() == 0 || argument.required() || text.contains("(default: "),
              each.qualifiedName() + " " + argument.paramLabel() + ": " + text);
        }
      }
    }
  }

  @Test
  void theListHasALineForEachRuleWithItsIdFirst() {
    ProgramRun ran = Project.hostready("rules", "list");
    assertEquals(0, ran.exitCode());
    assertTrue(ran.out().lines().count() > 50);
    String columns = "[a-z0-9.-]+ {2,}(required|recommended|optional) {2,}[a-z]+ {2,}[^ ].*";
    ran.out().lines().forEach(line -> assertTrue(line.matches(columns), line));
  }

  @Test
  void theListHasTheRulesOfAllPacksOrOfTheNamedOnes() {
    String all = Project.hostready("rules", "list").out();
    String rootless = Project.hostready("rules", "list", "--pack", "docker-rootless").out();
    String id = "docker-daemon-running ";
    assertTrue(all.contains(id) && !rootless.contains(id), rootless);
    assertTrue(all.lines().count() > rootless.lines().count() && !rootless.isEmpty(), rootless);
  }

  /** At the start of a word, in any case: not in "alternative" or "native". */
  @ParameterizedTest
  @CsvSource({
    "mtu, bridge-mtu-fits-default-route",
    "dns, dns-servers-usable-in-containers",
    "NAT, iptables-nat-works",
    "subuid, subuid-subgid-ranges-assigned",
    "uidmap, newuidmap-newgidmap-privileged",
  })
  void theListFindsRulesByWords(String words, String id) {
    ProgramRun ran = Project.hostready(("rules list " + words).split(" "));
    assertEquals(0, ran.exitCode(), ran.err());
    assertTrue(ran.out().lines().anyMatch(line -> line.startsWith(id + " ")), ran.out());
    assertTrue(ran.out().lines().count() < 30, ran.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds", "lint", "show device-mapper-available"})
  void theRulesAreDescribedWithinEightyColumns(String action) {
    ProgramRun ran = Project.hostready(("rules " + action).split(" "));
    assertEquals(0, ran.exitCode(), ran.err());
    assertEquals("", ran.err());
    assertFits(ran.out());
  }

  @Test
  void showTellsTheLevelThatThePackGives() throws IOException {
    write(
        "rules/packs/strict.yaml",
        "name: strict\ntitle: A pack\nrules:\n  - {rule: wish-there, level: required}\n");
    String rules = directory.resolve("rules").toString();
    String page =
        Project.hostready("rules", "show", "wish-there", "--rules", rules, "--pack", "strict")
            .out();
    assertTrue(page.contains("level      required"), page);
  }

  @Test
  void showHasCommandsToCheckARuleByHand() {
    String page = Project.hostready("rules", "show", "ipv6-forwarding-on").out();
    assertTrue(
        page.contains(
            "by hand    sysctl net.ipv6.conf.all.forwarding\n"
                + "           sysctl net.ipv6.conf.default.forwarding\n"),
        page);
  }

  @Test
  void aStackTraceIsShownOnlyWhenAskedFor() {
    assertEquals(1, Project.hostready("check", "--pack", "x").err().lines().count() - 1);
    String err = Project.hostready("check", "--pack", "x", "--stacktrace").err();
    // The package is a module, and names it in front. A tab would be escaped as all that is not
    // text.
    assertTrue(err.matches("(?s).*\n    at (hostready/)?io[.]hostready[.]rule[.]Selection.*"), err);
  }

  /** No line is longer than a terminal is wide, but for one word beside its label. */
  private static void assertFits(String text) {
    text.lines()
        .filter(line -> line.length() > 80)
        .map(line -> List.of(line.strip().split(" {2,}")).getLast())
        .forEach(words -> assertFalse(words.contains(" "), "too long: " + words));
  }
}
