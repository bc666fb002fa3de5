package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.ChildProcess.Ending;
import io.hostready.host.ChildProcess.Output;
import io.hostready.testbed.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that change the host, and proofs; {@link LiveReadOnlyCommandsTest} has those that read.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ChildProcessTest {

  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private Path directory;

  private Path file(String name) {
    return directory.resolve(name);
  }

  private ChildProcess shell(Output output, Ending ending, String script) {
    Map<String, String> environment = Map.of("PATH", SearchPath.OF_ROOT.toString(), "X", "y");
    return new ChildProcess(
        List.of("/bin/sh", "-c", script, directory.toString()), environment, output, ending);
  }

  private ChildProcess shell(Ending ending, String script) {
    return shell(new Output.Kept(1000, true), ending, script);
  }

  /** Until the machine was quick enough to start what is to be ended. */
  private void runPastLimit(ChildProcess process, Path begun) {
    Duration limit = Duration.ofMillis(400);
    do {
      Duration most = limit;
      assertThrows(TimeoutException.class, () -> process.run(most));
      limit = limit.multipliedBy(2);
    } while (Files.notExists(begun));
  }

  @Test
  void environmentUmaskAndDirectoryAreItsOwn() throws Exception {
    assertEquals(
        "y 0022 /\n",
        shell(Ending.TERMINATE_PROGRAM, "echo $X $(umask) $(pwd) $HOME $(cat)").run(LONG).out());
  }

  @Test
  void bothOutputsGoToTheEndOfALog() throws Exception {
    Path log = Files.writeString(file("log"), "before\n");
    ChildProcess process =
        shell(
            new Output.Appended(log),
            Ending.TERMINATE_ALL_AT_LIMIT,
            "echo out; echo err >&2; exit 3");
    assertEquals(new ChildProcess.Result(3, Bytes.of(""), Bytes.of(""), false), process.run(LONG));
    assertEquals("before\nout\nerr\n", Files.readString(log));
  }

  @Test
  void whatIsMoreThanIsKeptIsCut() throws Exception {
    ChildProcess.Result result =
        shell(Ending.TERMINATE_PROGRAM, "head -c 5000 /dev/zero").run(LONG);
    assertTrue(result.isCut());
    assertEquals(1000, result.out().length());
  }

  @Test
  void programThatWritesMoreThanTheLimitIsKilled() throws Exception {
    ChildProcess.Result result =
        shell(new Output.Limited(1000), Ending.KILL, "yes; sleep 1000").run(LONG);
    assertTrue(result.isCut());
    assertEquals(1000, result.output().size());
    assertTrue(shell(new Output.Limited(1000), Ending.KILL, "yes >&2").run(LONG).isCut());
  }

  @Test
  void inputIsReadToItsEnd() throws Exception {
    assertEquals("5000000\n", ofInput("wc -c").run(LONG).out());
    assertEquals("read nothing\n", ofInput("echo read nothing").run(LONG).out());
  }

  /** More than a pipe holds. */
  private static ChildProcess ofInput(String script) {
    return new ChildProcess(
        List.of("/bin/sh", "-c", script),
        Map.of("PATH", SearchPath.OF_ROOT.toString()),
        Bytes.of("x".repeat(5_000_000)),
        new Output.Limited(1000),
        Ending.KILL);
  }

  @Test
  void somethingIsDoneMeanwhile() throws Exception {
    Path go = file("go");
    int exit =
        shell(Ending.KILL, "until [ -e $0/go ]; do sleep 0.1; done")
            .run(LONG, Duration.ofMillis(10), () -> write(go))
            .exitCode();
    assertEquals(0, exit);
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void atTheLimitAllProcessesMayEndInOrder() throws IOException {
    runPastLimit(
        shell(
            Ending.TERMINATE_ALL_AT_LIMIT,
            """
            sh -c 'trap "echo >$0/inner-ended; exit" TERM; echo >$0/inner; while :; do sleep 0.1; done' $0 &
            trap "echo >$0/ended; exit" TERM
            while :; do sleep 0.1; done
            """),
        file("inner"));
    assertTrue(Files.exists(file("ended")));
    assertTrue(Files.exists(file("inner-ended")));
  }

  @Test
  void whatTheProgramDoesNotEndIsKilledAfterIt() throws IOException {
    runPastLimit(
        shell(
            Ending.TERMINATE_PROGRAM,
            """
            sh -c 'trap "" TERM; echo $$ >$0/pid; while :; do sleep 0.1; done' $0 &
            trap "echo >$0/ended; exit" TERM
            while :; do sleep 0.1; done
            """),
        file("pid"));
    assertTrue(Files.exists(file("ended")));
    Eventually.await(
        "the end of the inner shell", () -> !LiveReadOnlyCommandsTest.isAlive(file("pid")));
  }

  @Test
  void aProgramThatChangesTheHostGoesOnWhenItsWaiterIsInterrupted() throws Exception {
    ChildProcess process =
        shell(
            Ending.TERMINATE_ALL_AT_LIMIT,
            "echo $$ >$0/pid; until [ -e $0/go ]; do sleep 0.1; done; echo >$0/ended");
    Thread waiting =
        new Thread(() -> assertThrows(InterruptedException.class, () -> process.run(LONG)));
    waiting.start();
    Eventually.await(
        "the start of the program", () -> Files.exists(file("pid")) && Files.size(file("pid")) > 0);
    waiting.interrupt();
    waiting.join();
    assertTrue(LiveReadOnlyCommandsTest.isAlive(file("pid")));
    assertFalse(Files.exists(file("ended")));
    write(file("go"));
    Eventually.await("the end of the program", () -> Files.exists(file("ended")));
  }

  @Test
  void aProgramThatIsMissingIsNotStarted() {
    ChildProcess process =
        new ChildProcess(
            List.of("/no/such/program"),
            Map.of(),
            new Output.Kept(1000, false),
            Ending.TERMINATE_PROGRAM);
    String why = assertThrows(IOException.class, () -> process.run(LONG)).getMessage();
    assertTrue(why.startsWith("/no/such/program: "), why);
  }

  @Test
  void relativePathsAreNoPrograms() {
    assertEquals(Optional.empty(), SearchPath.OF_ROOT.find("./sh"));
    assertEquals(Optional.empty(), SearchPath.parse("/etc").find("passwd"));
    assertTrue(SearchPath.OF_ROOT.find("/bin/sh").isPresent());
  }
}
