package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ssh gets and how its end is interpreted; SshInBoxTest has the real one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SshClientTest {

  private static final SshDestination HOST = new SshDestination("root@web-1");

  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private Path directory;

  private SshClient client(boolean isRoot, String program) throws IOException {
    Path file = directory.resolve("ssh");
    Files.writeString(file, "#!/bin/sh\n" + program + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> environment = new HashMap<>(ChildProcess.ENVIRONMENT);
    environment.put("SSH_AUTH_SOCK", "/run/agent");
    return new SshClient(file.toString(), environment, isRoot);
  }

  private SshClient.Reply reply(String program) throws IOException {
    return client(false, program).run(HOST, Bytes.of("echo script\n"), LONG, 1 << 20);
  }

  @Test
  void destinationAndCommandFollowTheOptionsAndTheScriptIsItsInput() throws IOException {
    SshClient.Reply.Output output =
        assertInstanceOf(
            SshClient.Reply.Output.class,
            reply("printf '%s\\n' \"$@\" | tail -n 3; echo $SSH_AUTH_SOCK; cat; echo error >&2"));
    assertEquals(
        "--\nroot@web-1\nsh -s\n/run/agent\necho script\n", output.bytes().text().orElseThrow());
  }

  @Test
  void rootIsReachedBySudoWithoutAQuestion() throws IOException {
    SshClient client = client(true, "printf '%s\\n' \"$@\" | tail -n 1");
    assertEquals(
        new SshClient.Reply.Output(Bytes.of("sudo -n -- sh -s\n")),
        client.run(HOST, Bytes.of("echo\n"), LONG, 1 << 20));
  }

  @Test
  void noQuestionIsAskedAndNothingIsForwarded() throws IOException {
    SshClient.Reply.Output output =
        assertInstanceOf(SshClient.Reply.Output.class, reply("printf '%s\\n' \"$@\""));
    List<String> words = output.bytes().text().orElseThrow().lines().toList();
    assertTrue(
        words.containsAll(List.of("-T", "-a", "-x", "BatchMode=yes", "ClearAllForwardings=yes")),
        words::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "echo first >&2; echo 'Permission denied (publickey).' >&2; exit 255,"
        + " Permission denied (publickey).",
    "printf 'one\\r\\ntwo\\r\\n\\r\\n' >&2; exit 255, two",
    "exit 255, ssh ended with code 255",
    "exit 3, the script ended with code 3",
    "echo This account is currently not available.; exit 1, This account is currently not"
        + " available.",
    "yes; exit 0, it sent more than 1 MiB",
    "yes >&2; exit 0, it sent more than 1 MiB",
    "kill -9 $$, the script ended with code 137",
  })
  void failureHasTheLastLine(String program, String why) throws IOException {
    assertEquals(new SshClient.Reply.Failure(why), reply(program));
  }

  @Test
  void longLineIsCut() throws IOException {
    SshClient.Reply.Failure failure =
        assertInstanceOf(
            SshClient.Reply.Failure.class, reply("printf '%5000s\\n' x | tr ' ' y >&2; exit 255"));
    assertEquals(303, failure.why().length());
  }

  @Test
  void hostThatDoesNotAnswerIsAbandoned() throws IOException {
    SshClient client = client(false, "echo part; exec sleep 10000");
    assertEquals(
        new SshClient.Reply.Failure("no complete answer within 1 s"),
        client.run(HOST, Bytes.of("echo\n"), Duration.ofSeconds(1), 1 << 20));
  }
}
