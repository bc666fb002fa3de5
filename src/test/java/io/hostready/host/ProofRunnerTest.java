package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.NeedsRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

class ProofRunnerTest {

  private static final int EVE = 12345;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** A directory in which, and on the way to which, only root can write. */
  static final class RootsOwn implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory(Path.of("/run"), "hostready-test");
    }
  }

  private static ProofScript script(String... lines) {
    return new ProofScript(
        List.of(),
        List.of(),
        String.join("\n", lines),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        LIMIT);
  }

  private static ProofScript in(Path directory, Duration limit, String... lines) {
    return new ProofScript(
        List.of(),
        List.of(),
        String.join("\n", lines),
        Optional.empty(),
        Optional.of(directory.toString()),
        Optional.empty(),
        Map.of(),
        limit);
  }

  private static ProofOutcome tried(ProofScript script) {
    return Host.live().withProofs().runProof(script);
  }

  private static List<Path> in(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }

  @Test
  @NeedsRoot
  void whatSucceedsWorksAndTellsItsSteps() {
    assertEquals(
        new ProofOutcome.Passes(List.of("one", "two and three")),
        tried(script("step one", "true", "step two  and three", "echo said")));
  }

  @Test
  @NeedsRoot
  void theLineThatFailsEndsItWithWhatItSaid() {
    assertEquals(
        new ProofOutcome.Fails(List.of("one", "two"), "cat: /nowhere: No such file or directory"),
        tried(script("step one", "echo before", "step two", "cat /nowhere", "step three")));
  }

  @Test
  @NeedsRoot
  void theScriptsOwnWordsSayWhy() {
    assertEquals(
        new ProofOutcome.Fails(List.of("looking"), "it is 4 and not 5"),
        tried(script("step looking", "fail \"it is $((2 + 2)) and not 5\"")));
    assertEquals(
        new ProofOutcome.Skipped("there is no such thing here"),
        tried(script("step looking", "skip there is no such thing here")));
  }

  @Test
  @NeedsRoot
  void aProgramThatCannotBeStartedLeavesItUntried(@TempDir Path directory) throws IOException {
    String text = Files.writeString(directory.resolve("text"), "x").toString();
    for (String line :
        List.of(
            "nowhere-to-be-found",
            text,
            "x=$(echo 1 | nowhere-to-be-found)",
            "x=$(nowhere-to-be-found 2>&1) || fail \"it says '$x'\"",
            "unshare --net nowhere-to-be-found",
            "timeout 5 nowhere-to-be-found || case $? in *) fail it is not so ;; esac")) {
      ProofOutcome outcome = tried(script("step looking", line));
      ProofOutcome.Skipped untried = assertInstanceOf(ProofOutcome.Skipped.class, outcome, line);
      assertTrue(
          untried.why().startsWith("a program could not be started at looking: "), untried::why);
    }
    assertInstanceOf(
        ProofOutcome.Fails.class, tried(script("nowhere-to-be-found || :", "fail it is not so")));
  }

  @Test
  @NeedsRoot
  void itSeesNeitherTheProcessesNorTheMountsThatItLeaves() {
    assertEquals(
        new ProofOutcome.Passes(List.of()),
        tried(script("[ $$ = 1 ]", "mount -t tmpfs proof /tmp", "echo x >/tmp/hostready-proof")));
    assertTrue(Files.notExists(Path.of("/tmp/hostready-proof")));
  }

  @Test
  @NeedsRoot
  void aDirectoryOfItsOwnIsWhereThePathWouldBeAndGoes(
      @TempDir(factory = RootsOwn.class) Path directory) throws IOException {
    Path wished = directory.resolve("not/yet/there");
    assertEquals(
        new ProofOutcome.Passes(List.of("making a directory in " + directory)),
        tried(in(wished, LIMIT, "[ \"$PWD\" = \"$directory\" ]", "mkdir a", "echo x >a/b")));
    assertEquals(List.of(), in(directory));
  }

  @Test
  @NeedsRoot
  void aDirectoryThatCannotBeMadeFails(@TempDir(factory = RootsOwn.class) Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertInstanceOf(ProofOutcome.Passes.class, tried(in(file, LIMIT, "true")));
    ProofOutcome refused = tried(in(Path.of("/proc/sys/nowhere"), LIMIT, "true"));
    ProofOutcome.Fails fails = assertInstanceOf(ProofOutcome.Fails.class, refused);
    assertEquals(List.of("making a directory in /proc/sys"), fails.steps());
    assertTrue(fails.why().contains("mkdir"), fails::why);
  }

  @Test
  @NeedsRoot
  void whatHangsIsEndedWithAllThatItStarted(@TempDir(factory = RootsOwn.class) Path directory)
      throws IOException {
    assertEquals(
        new ProofOutcome.Skipped("it did not end within 1 s"),
        tried(
            in(
                directory,
                Duration.ofSeconds(1),
                "setsid sh -c 'while :; do echo x >>\"$directory/grows\"; sleep 0.01; done' &",
                "sleep 600")));
    assertEquals(List.of(), in(directory));
  }

  @Test
  @NeedsRoot
  void whatIsToBeDoneAfterwardsIsDoneOutsideWhateverHappened(@TempDir Path directory)
      throws IOException {
    Path mark = directory.resolve("mark");
    for (String line : List.of("true", "false", "skip x", "sleep 600")) {
      tried(
          new ProofScript(
              List.of(),
              List.of(),
              line,
              Optional.of("echo \"$proof\" >" + mark),
              Optional.empty(),
              Optional.empty(),
              Map.of(),
              Duration.ofSeconds(1)));
      assertTrue(Files.readString(mark).matches("hostready-proof\\.\\d+\\.\\d+\n"), line);
      Files.delete(mark);
    }
  }

  @Test
  @NeedsRoot
  void whatAnotherLeftIsClearedUpUnlessThatIsStillAtWork(
      @TempDir(factory = RootsOwn.class) Path directory) throws IOException {
    String self = Files.readString(Path.of("/proc/self/stat"));
    String start = self.substring(self.lastIndexOf(')') + 2).split(" ")[19];
    long pid = ProcessHandle.current().pid();
    Path living = directory.resolve(".hostready-proof." + pid + "." + start);
    Path dead = directory.resolve(".hostready-proof." + pid + ".1");
    for (Path left : List.of(living, dead)) {
      Files.createDirectories(left.resolve("work"));
      Files.writeString(left.resolve("work/file"), "x");
    }
    assertInstanceOf(ProofOutcome.Passes.class, tried(in(directory, LIMIT, "true")));
    assertEquals(List.of(living), in(directory));
  }

  @Test
  @NeedsRoot
  void itIsUntriedWhereAnotherUserCanWriteOnTheWay(
      @TempDir(factory = RootsOwn.class) Path directory) throws IOException {
    Path hers = Files.createDirectory(directory.resolve("hers"));
    Path dead = Files.createDirectory(hers.resolve(".hostready-proof.1.1"));
    Path roots = Files.createDirectory(hers.resolve("docker"));
    Files.createSymbolicLink(directory.resolve("link"), hers);
    Files.setAttribute(hers, "unix:uid", EVE);
    for (Path each :
        List.of(hers, roots, hers.resolve("not/yet/there"), directory.resolve("link"))) {
      ProofOutcome.Skipped untried =
          assertInstanceOf(
              ProofOutcome.Skipped.class, tried(in(each, LIMIT, "true")), each::toString);
      assertTrue(untried.why().contains("'" + hers + "' belongs to user " + EVE), untried::why);
    }
    assertEquals(List.of(), in(roots));
    assertTrue(Files.exists(dead), "another user's directory was swept");

    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertInstanceOf(ProofOutcome.Skipped.class, tried(in(open, LIMIT, "true")));
  }

  @Test
  @NeedsRoot
  void aLinkOfRootsToItsOwnDirectoryIsFollowed(@TempDir(factory = RootsOwn.class) Path directory)
      throws IOException {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Path link = Files.createSymbolicLink(directory.resolve("docker"), disk);
    assertInstanceOf(
        ProofOutcome.Passes.class, tried(in(link, LIMIT, "touch \"" + disk + "/seen\"")));
    assertEquals(List.of(disk.resolve("seen")), in(disk));
  }

  @Test
  @NeedsRoot
  void aNamespaceThatIsRefusedFailsWhereItIsWhatIsTriedAndElseLeavesItUntried() {
    String said = "unshare: unshare failed: Operation not permitted\n";
    ProofScript tries =
        new ProofScript(
            List.of("net", "ipc"),
            List.of(),
            "x",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            LIMIT);
    assertEquals(
        new ProofOutcome.Fails(
            List.of("making namespaces (net, ipc)"),
            "unshare: unshare failed: Operation not permitted"),
        ProofRunner.parse(1, said, tries));
    assertEquals(
        new ProofOutcome.Skipped(
            "namespaces to try it in are refused: unshare: unshare failed: Operation not"
                + " permitted"),
        ProofRunner.parse(1, said, script("x")));
  }

  @Test
  void aScriptCannotPassForOneThatHasNotBegun() {
    assertEquals(
        new ProofOutcome.Fails(List.of("one"), "began"),
        ProofRunner.parse(1, "began\n\036one\nbegan\n", script("x")));
  }

  /** Plans and captures look at such hosts, and change nothing. */
  @Test
  @NeedsRoot
  void nothingIsTriedOnAMachineThatIsOnlyLookedAt(@TempDir Path directory) {
    Path mark = directory.resolve("mark");
    ProofScript marks = script("touch " + mark);
    for (Host host : List.of(Host.live(), Host.live().withProofs().through(f -> f, c -> c))) {
      assertInstanceOf(ProofOutcome.Skipped.class, host.runProof(marks));
    }
    assertTrue(Files.notExists(mark));
  }

  @Test
  void aTreeCannotBeTried() {
    assertInstanceOf(
        ProofOutcome.Skipped.class,
        FakeHost.empty().host().withProofs().runProof(script("touch /x")));
  }
}
