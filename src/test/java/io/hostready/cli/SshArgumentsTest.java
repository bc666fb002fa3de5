package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.cli.Project.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is contacted if the options for ssh are contradictory or a host is no host. */
class SshArgumentsTest {

  private static final String FORM =
      ": use HOST, USER@HOST or ssh://USER@HOST:PORT, which does not start with '-' and has no"
          + " spaces, quotes or characters that a shell interprets\n";

  @TempDir Path directory;

  private static void isRefused(String message, String... words) {
    ProgramRun ran = Project.hostready(words);
    assertEquals(2, ran.exitCode(), ran.out());
    assertEquals("", ran.out());
    assertEquals("hostready: " + message, ran.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "check --ssh web-1 --host web.host.gz | --ssh and --host cannot be used together: name"
            + " captures and hosts of ssh in separate runs",
        "check --ssh web-1 --prove | --ssh and --prove cannot be used together: proofs run on this"
            + " machine only; run 'hostready check --prove' there",
        "check --ssh-sudo | --ssh-sudo needs hosts: use --ssh HOST or --ssh-file FILE",
        "check --jobs 3 | --jobs needs hosts: use --ssh HOST or --ssh-file FILE",
        "check --ssh web-1 --jobs 0 | invalid --jobs '0': use a number from 1 to 500",
        "check --ssh web-1 --ssh-timeout 5s | invalid --ssh-timeout '5s': use a number from 1 to"
            + " 604800",
        "check --ssh web-1 cpu-64-bit | 'cpu-64-bit' is a rule: name rules before --ssh, or use"
            + " ssh://cpu-64-bit",
        "check --ssh web-1:22 | invalid --ssh 'web-1:22': name a port as in ssh://web-1:22",
        "check --ssh-file /no/such/file | --ssh-file '/no/such/file' not found",
      })
  void contradictionIsReported(String words, String message) {
    isRefused(message + "\n", words.split(" "));
  }

  @Test
  void optionIsNoHost() {
    isRefused("invalid --ssh '-oProxyCommand=id'" + FORM, "check", "--ssh=-oProxyCommand=id");
  }

  @Test
  void invalidLineOfAFileHasItsNumber() throws IOException {
    Path file = directory.resolve("hosts");
    Files.writeString(file, "# web\nweb-1 # first\n\n-oProxyCommand=id\n");
    isRefused(
        file + ":4: invalid host '-oProxyCommand=id'" + FORM,
        "check",
        "--ssh-file",
        file.toString());
  }

  @Test
  void fileWithoutHostsIsReported() throws IOException {
    Path file = Files.writeString(directory.resolve("hosts"), "# none\n\n");
    isRefused(
        "no host in '" + file + "': name one on each line\n",
        "check",
        "--ssh-file",
        file.toString());
  }
}
