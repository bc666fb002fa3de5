package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedCommandsTest {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private static CommandOutcome run(String recording, String... argv) {
    return RecordedCommands.parse(recording).answer(new Question.Command(List.of(argv)), LIMIT);
  }

  @Test
  void outputErrorsAndExitCodeAreReplayed() {
    String recording =
        """
        $ uname -m
          x86_64

        $ systemctl is-active docker.service
          inactive
           indented

          last
        ! a line of standard error
        ! another
        = 3
        $ true
        """
            .replace("\n\n  last", "\n  \n  last");
    assertEquals(new CommandOutcome.Ended(0, "x86_64\n", ""), run(recording, "uname", "-m"));
    assertEquals(
        new CommandOutcome.Ended(
            3, "inactive\n indented\n\nlast\n", "a line of standard error\nanother\n"),
        run(recording, "systemctl", "is-active", "docker.service"));
    assertEquals(new CommandOutcome.Ended(0, "", ""), run(recording, "true"));
  }

  @Test
  void aMissingCommandAndOneThatHangsAreReplayed() {
    String recording = "$ docker version\n= missing\n$ lsblk -J\n= timeout\n";
    assertEquals(new CommandOutcome.NotFound("docker"), run(recording, "docker", "version"));
    assertEquals(
        new CommandOutcome.NotRun("'lsblk -J' did not end in time"), run(recording, "lsblk", "-J"));
  }

  @Test
  void whatWasNotRecordedIsNotRun() {
    assertEquals(
        new CommandOutcome.NotRun("not recorded of this host"),
        run("$ uname -m\n  x86_64\n", "uname", "-r"));
    assertEquals(
        new CommandOutcome.NotRun("not recorded of this host"),
        RecordedCommands.none().answer(new Question.Command(List.of("touch", "/tmp/x")), LIMIT));
  }

  @ParameterizedTest
  @CsvSource({
    "'  x86_64', 'line 1 is ''  x86_64'' and belongs to no command: begin with ''$ command''.'",
    "'$ a|x', 'line 2 is ''x'': use ''  output'', ''! error'' or ''= code''.'",
    "'$ a|= gone', 'line 2 is ''= gone'': use ''= 0'', ''= missing'' or ''= timeout''.'",
    "'$ a|= ', 'line 2 is ''= '': use ''= 0'', ''= missing'' or ''= timeout''.'",
    "'$ a|$ b|$ a', 'line 3 is ''$ a'', a duplicate: record each command once.'",
  })
  void aLineOfAnotherFormIsNamed(String recording, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordedCommands.parse(recording.replace('|', '\n')))
            .getMessage());
  }
}
