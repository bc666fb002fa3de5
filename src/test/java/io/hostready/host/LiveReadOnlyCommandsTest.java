package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LiveReadOnlyCommandsTest {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir Path directory;

  private static CommandOutcome run(Duration limit, String... argv) {
    return new LiveReadOnlyCommands().answer(new Question.Command(List.of(argv)), limit);
  }

  private static CommandOutcome.Ended ended(String... argv) {
    return assertInstanceOf(CommandOutcome.Ended.class, run(LONG, argv));
  }

  /** A zombie that nobody has buried yet does not live: proc_pid_stat(5), state Z. */
  static boolean isAlive(Path pidFile) throws IOException {
    Path stat = Path.of("/proc", Files.readString(pidFile).strip(), "stat");
    try {
      return !Files.readString(stat).replaceAll("(?s).*\\) ", "").startsWith("Z");
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static boolean isWritten(Path pidFile) throws IOException {
    return Files.exists(pidFile) && Files.size(pidFile) > 0;
  }

  private static void assertEnds(Path pidFile) {
    Eventually.await("the end of the child", () -> !isAlive(pidFile));
  }

  @Test
  void outputErrorsAndExitCodeAreTold() {
    assertEquals(
        new CommandOutcome.Ended(7, "out\n", "err\n"),
        run(LONG, "sh", "-c", "echo out; echo err >&2; exit 7"));
  }

  @Test
  void argumentsReachTheCommandAsTheyAre() {
    assertEquals(
        "[a b][*][\"c\"]['d'][$HOME][][ e\n]\n",
        ended(
                "sh",
                "-c",
                "printf '[%s]' \"$@\"; echo",
                "sh",
                "a b",
                "*",
                "\"c\"",
                "'d'",
                "$HOME",
                "",
                " e\n")
            .out());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertEquals(new CommandOutcome.NotFound("no-such-tool"), run(LONG, "no-such-tool"));
    assertEquals(new CommandOutcome.NotFound("/no/such/tool"), run(LONG, "/no/such/tool"));
    assertEquals(new CommandOutcome.NotFound("/tmp"), run(LONG, "/tmp"));
    assertEquals(new CommandOutcome.NotFound("../bin/sh"), run(LONG, "../bin/sh"));
  }

  @Test
  void aProgramThatCannotBeStartedIsNotRun() throws IOException {
    Path file = Files.writeString(directory.resolve("x"), "#!/no/such/interpreter\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    CommandOutcome outcome = run(LONG, file.toString());
    assertTrue(
        outcome instanceof CommandOutcome.NotRun(String why)
            && why.matches("'.*/x' could not be started: " + file + ": .*"),
        outcome::toString);
  }

  @Test
  void theCommandGetsNeitherInputNorTheCallersSurroundings() {
    assertEquals("", ended("cat").out());
    assertEquals(
        "HOME=/root\nLC_ALL=C.UTF-8\nPATH=" + SearchPath.OF_ROOT + "\nPWD=/\nTERM=dumb\n",
        ended("sh", "-c", "env -u _ -u OLDPWD -u SHLVL | sort").out());
    assertEquals("/\n", ended("pwd").out());
  }

  @Test
  void aCommandThatSleepsIsEnded() {
    CommandOutcome outcome =
        assertTimeoutPreemptively(Eventually.LIMIT, () -> run(SHORT, "sleep", "500"));
    assertEquals(new CommandOutcome.NotRun("'sleep' did not end within 0.4 s"), outcome);
  }

  /** Each script writes the pid of what must not live on to the file that it is given. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 500 & echo $! >$0; wait",
        "sh -c 'echo $$ >$0; sleep 500; true' $0; true",
        "(set -m; sh -c 'echo $$ >$0; sleep 500; true' $0 & exit); sleep 500",
        "setsid sh -c 'echo $$ >$0; sleep 500; true' $0; true",
        "trap '' TERM INT; echo $$ >$0; while :; do sleep 1; done",
      })
  void whatTheCommandStartedIsEndedWithIt(String script) throws Exception {
    Path pid = directory.resolve("pid");
    Duration limit = SHORT;
    do { // until the machine was quick enough to start the child within the limit
      CommandOutcome outcome = run(limit, "sh", "-c", script, pid.toString());
      assertInstanceOf(CommandOutcome.NotRun.class, outcome);
      limit = limit.multipliedBy(2);
    } while (!isWritten(pid));
    assertEnds(pid);
  }

  @Test
  void aDaemonThatTheCommandLeavesBehindHoldsNobodyUp() throws Exception {
    Path pid = directory.resolve("pid");
    CommandOutcome outcome =
        assertTimeoutPreemptively(
            Eventually.LIMIT,
            () -> run(LONG, "sh", "-c", "sleep 500 & echo $! >$0; echo done", pid.toString()));
    assertEquals(new CommandOutcome.Ended(0, "done\n", ""), outcome);
    assertTrue(isAlive(pid));
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void outputWithoutEndIsNeitherKeptNorTakenForTheWhole() {
    CommandOutcome outcome =
        assertTimeoutPreemptively(
            Eventually.LIMIT, () -> run(LONG, "head", "-c", "5000000", "/dev/zero"));
    assertEquals(new CommandOutcome.NotRun("'head' wrote more than 4 MiB"), outcome);
    assertEquals(
        LiveReadOnlyCommands.MAX_OUTPUT_BYTES,
        ended("head", "-c", "" + LiveReadOnlyCommands.MAX_OUTPUT_BYTES, "/dev/zero")
            .out()
            .length());
    assertEquals(new CommandOutcome.NotRun("'yes' did not end within 0.4 s"), run(SHORT, "yes"));
  }

  @Test
  void aCommandHasASessionOfItsOwn() {
    // proc_pid_stat(5): the sixth field is the session
    assertEquals(
        "own\n",
        ended("sh", "-c", "read -r _ _ _ _ _ s _ </proc/$$/stat; [ $s = $$ ] && echo own").out());
  }

  @Test
  void aCommandThatIsGivenUpBeforeItStartedEndsToo() {
    Thread.currentThread().interrupt();
    CommandOutcome outcome = run(LONG, "sleep", "500");
    assertTrue(Thread.interrupted());
    assertEquals(new CommandOutcome.NotRun("'sleep' was interrupted"), outcome);
    Eventually.await(
        "the end of all commands",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(RunningChild.THREAD)));
  }

  @Test
  void anInterruptedWaitEndsTheCommand() throws Exception {
    Path pid = directory.resolve("pid");
    Thread waiting =
        new Thread(() -> run(LONG, "sh", "-c", "sleep 500 & echo $! >$0; wait", pid.toString()));
    waiting.start();
    Eventually.await("the start of the child", () -> isWritten(pid));
    waiting.interrupt();
    waiting.join();
    assertEnds(pid);
  }
}
