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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

class LiveTrialsTest {

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

  private static Trial trial(String... lines) {
    return new Trial(
        List.of(),
        List.of(),
        String.join("\n", lines),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        LIMIT);
  }

  private static Trial in(Path folder, Duration limit, String... lines) {
    return new Trial(
        List.of(),
        List.of(),
        String.join("\n", lines),
        Optional.empty(),
        Optional.of(folder.toString()),
        Optional.empty(),
        limit);
  }

  private static TrialOutcome tried(Trial trial) {
    return Host.live().withTrials().tryOut(trial);
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  @NeedsRoot
  void whatSucceedsWorksAndTellsItsSteps() {
    assertEquals(
        new TrialOutcome.Works(List.of("one", "two and three")),
        tried(trial("step one", "true", "step two  and three", "echo said")));
  }

  @Test
  @NeedsRoot
  void theLineThatFailsEndsItWithWhatItSaid() {
    assertEquals(
        new TrialOutcome.Fails(List.of("one", "two"), "cat: /nowhere: No such file or directory"),
        tried(trial("step one", "echo before", "step two", "cat /nowhere", "step three")));
  }

  @Test
  @NeedsRoot
  void theScriptsOwnWordsSayWhy() {
    assertEquals(
        new TrialOutcome.Fails(List.of("looking"), "it is 4 and not 5"),
        tried(trial("step looking", "fails \"it is $((2 + 2)) and not 5\"")));
    assertEquals(
        new TrialOutcome.Untried("there is no such thing here"),
        tried(trial("step looking", "untried there is no such thing here")));
  }

  @Test
  @NeedsRoot
  void aProgramThatCannotBeStartedLeavesItUntried(@TempDir Path folder) throws IOException {
    String text = Files.writeString(folder.resolve("text"), "x").toString();
    for (String line :
        List.of(
            "nowhere-to-be-found",
            text,
            "x=$(echo 1 | nowhere-to-be-found)",
            "x=$(nowhere-to-be-found 2>&1) || fails \"it says '$x'\"",
            "unshare --net nowhere-to-be-found",
            "timeout 5 nowhere-to-be-found || case $? in *) fails it is not so ;; esac")) {
      TrialOutcome outcome = tried(trial("step looking", line));
      TrialOutcome.Untried untried = assertInstanceOf(TrialOutcome.Untried.class, outcome, line);
      assertTrue(
          untried.why().startsWith("a program could not be started at looking: "), untried::why);
    }
    assertInstanceOf(
        TrialOutcome.Fails.class, tried(trial("nowhere-to-be-found || :", "fails it is not so")));
  }

  @Test
  @NeedsRoot
  void itSeesNeitherTheProcessesNorTheMountsThatItLeaves() {
    assertEquals(
        new TrialOutcome.Works(List.of()),
        tried(trial("[ $$ = 1 ]", "mount -t tmpfs proof /tmp", "echo x >/tmp/hostready-proof")));
    assertTrue(Files.notExists(Path.of("/tmp/hostready-proof")));
  }

  @Test
  @NeedsRoot
  void aFolderOfItsOwnIsWhereThePathWouldBeAndGoes(@TempDir(factory = RootsOwn.class) Path folder)
      throws IOException {
    Path wished = folder.resolve("not/yet/there");
    assertEquals(
        new TrialOutcome.Works(List.of("making a folder in " + folder)),
        tried(in(wished, LIMIT, "[ \"$PWD\" = \"$folder\" ]", "mkdir a", "echo x >a/b")));
    assertEquals(List.of(), in(folder));
  }

  @Test
  @NeedsRoot
  void aFolderThatCannotBeMadeFails(@TempDir(factory = RootsOwn.class) Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertInstanceOf(TrialOutcome.Works.class, tried(in(file, LIMIT, "true")));
    TrialOutcome refused = tried(in(Path.of("/proc/sys/nowhere"), LIMIT, "true"));
    TrialOutcome.Fails fails = assertInstanceOf(TrialOutcome.Fails.class, refused);
    assertEquals(List.of("making a folder in /proc/sys"), fails.steps());
    assertTrue(fails.why().contains("mkdir"), fails::why);
  }

  @Test
  @NeedsRoot
  void whatHangsIsEndedWithAllThatItStarted(@TempDir(factory = RootsOwn.class) Path folder)
      throws IOException {
    assertEquals(
        new TrialOutcome.Untried("it did not end within 1 s"),
        tried(
            in(
                folder,
                Duration.ofSeconds(1),
                "setsid sh -c 'while :; do echo x >>\"$folder/grows\"; sleep 0.01; done' &",
                "sleep 600")));
    assertEquals(List.of(), in(folder));
  }

  @Test
  @NeedsRoot
  void whatIsToBeDoneAfterwardsIsDoneOutsideWhateverHappened(@TempDir Path folder)
      throws IOException {
    Path mark = folder.resolve("mark");
    for (String line : List.of("true", "false", "untried x", "sleep 600")) {
      tried(
          new Trial(
              List.of(),
              List.of(),
              line,
              Optional.of("echo \"$trial\" >" + mark),
              Optional.empty(),
              Optional.empty(),
              Duration.ofSeconds(1)));
      assertTrue(Files.readString(mark).matches("hostready-trial\\.\\d+\\.\\d+\n"), line);
      Files.delete(mark);
    }
  }

  @Test
  @NeedsRoot
  void whatAnotherLeftIsClearedUpUnlessThatIsStillAtWork(
      @TempDir(factory = RootsOwn.class) Path folder) throws IOException {
    String self = Files.readString(Path.of("/proc/self/stat"));
    String start = self.substring(self.lastIndexOf(')') + 2).split(" ")[19];
    long pid = ProcessHandle.current().pid();
    Path living = folder.resolve(".hostready-trial." + pid + "." + start);
    Path dead = folder.resolve(".hostready-trial." + pid + ".1");
    for (Path left : List.of(living, dead)) {
      Files.createDirectories(left.resolve("work"));
      Files.writeString(left.resolve("work/file"), "x");
    }
    assertInstanceOf(TrialOutcome.Works.class, tried(in(folder, LIMIT, "true")));
    assertEquals(List.of(living), in(folder));
  }

  @Test
  @NeedsRoot
  void itIsUntriedWhereAnotherUserCanWriteOnTheWay(@TempDir(factory = RootsOwn.class) Path folder)
      throws IOException {
    Path hers = Files.createDirectory(folder.resolve("hers"));
    Path dead = Files.createDirectory(hers.resolve(".hostready-trial.1.1"));
    Path roots = Files.createDirectory(hers.resolve("docker"));
    Files.createSymbolicLink(folder.resolve("link"), hers);
    Files.setAttribute(hers, "unix:uid", EVE);
    for (Path each : List.of(hers, roots, hers.resolve("not/yet/there"), folder.resolve("link"))) {
      TrialOutcome.Untried untried =
          assertInstanceOf(
              TrialOutcome.Untried.class, tried(in(each, LIMIT, "true")), each::toString);
      assertTrue(untried.why().contains("'" + hers + "' belongs to user " + EVE), untried::why);
    }
    assertEquals(List.of(), in(roots));
    assertTrue(Files.exists(dead), "another user's directory was swept");

    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertInstanceOf(TrialOutcome.Untried.class, tried(in(open, LIMIT, "true")));
  }

  @Test
  @NeedsRoot
  void aLinkOfRootsToItsOwnDirectoryIsFollowed(@TempDir(factory = RootsOwn.class) Path folder)
      throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path link = Files.createSymbolicLink(folder.resolve("docker"), disk);
    assertInstanceOf(
        TrialOutcome.Works.class, tried(in(link, LIMIT, "touch \"" + disk + "/seen\"")));
    assertEquals(List.of(disk.resolve("seen")), in(disk));
  }

  @Test
  @NeedsRoot
  void aNamespaceThatIsRefusedFailsWhereItIsWhatIsTriedAndElseLeavesItUntried() {
    String said = "unshare: unshare failed: Operation not permitted\n";
    Trial tries =
        new Trial(
            List.of("net", "ipc"),
            List.of(),
            "x",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            LIMIT);
    assertEquals(
        new TrialOutcome.Fails(
            List.of("making namespaces (net, ipc)"),
            "unshare: unshare failed: Operation not permitted"),
        LiveTrials.parse(1, said, tries));
    assertEquals(
        new TrialOutcome.Untried(
            "namespaces to try it in are refused: unshare: unshare failed: Operation not"
                + " permitted"),
        LiveTrials.parse(1, said, trial("x")));
  }

  @Test
  void aScriptCannotPassForOneThatHasNotBegun() {
    assertEquals(
        new TrialOutcome.Fails(List.of("one"), "began"),
        LiveTrials.parse(1, "began\n\036one\nbegan\n", trial("x")));
  }

  /** Plans and captures look at such hosts, and change nothing. */
  @Test
  @NeedsRoot
  void nothingIsTriedOnAMachineThatIsOnlyLookedAt(@TempDir Path folder) {
    Path mark = folder.resolve("mark");
    Trial marks = trial("touch " + mark);
    for (Host host : List.of(Host.live(), Host.live().withTrials().through(f -> f, c -> c))) {
      assertInstanceOf(TrialOutcome.Untried.class, host.tryOut(marks));
    }
    assertTrue(Files.notExists(mark));
  }

  @Test
  void aTreeCannotBeTried() {
    assertInstanceOf(
        TrialOutcome.Untried.class, FakeHost.empty().host().withTrials().tryOut(trial("touch /x")));
  }
}
