package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.Eventually;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.Running;
import io.hostready.testbed.TreeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A signal while apt is at work: Ctrl-C and a lost terminal, which are sent to every process of the
 * foreground, and SIGTERM.
 */
@NeedsBox
class InterruptedInBoxTest {

  private static final String BEGUN = "/var/log/update-begun";
  private static final String MAY_END = "/var/log/update-may-end";
  private static final String ENDED = "/var/log/update-ended";

  @ParameterizedTest
  @CsvSource({"INT, 2", "HUP, 1", "TERM, 15"})
  void aptComesToItsEndAndTheOperatorIsToldHowItGoesOn(String signal, int number)
      throws IOException {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox fixed = DockerInBox.rule(box, repository, repository.serve(box));
      box.write(
          "/etc/apt/apt.conf.d/slow",
          """
          APT::Update::Pre-Invoke {"touch %s; until [ -e %s ]; do sleep 0.1; done";};
          APT::Update::Post-Invoke {"touch %s";};
          """
              .formatted(BEGUN, MAY_END, ENDED));
      TreeSnapshot before = fixed.snapshot();

      Running running = fixed.fixCommand().start();
      while (running.isAlive() && box.sh("test -e " + BEGUN).exit() != 0) {
        Thread.onSpinWait();
      }
      interrupt(running.program().orElseThrow(), signal);
      ProgramRun interrupted = running.await();

      assertEquals(128 + number, interrupted.exit(), interrupted::toString);
      assertTrue(interrupted.err().contains("To revert:    hostready undo"), interrupted::toString);
      box.run("touch", MAY_END).succeeds();
      box.await(Eventually.LIMIT, "test -e " + ENDED);
      fixed.fix().exits(FixedBox.READY);
      fixed.undo().exits(FixedBox.READY);
      fixed.assertUnchanged(before, "undo of an interrupted run");
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 2", "HUP, 1", "TERM, 15"})
  void aCommandThatReadsEndsWithHostready(String signal, int number) throws IOException {
    try (Box box = Box.start()) {
      box.write(
          "/usr/local/bin/look",
          """
          #!/bin/sh
          trap '' INT HUP TERM
          sh -c 'echo $$ >/root/looking; while :; do sleep 1; done'
          """);
      box.sh("chmod 755 /usr/local/bin/look").succeeds();
      box.write(
          "/root/rules/test/as-seen.yaml",
          """
          id: as-seen
          title: It looks as the test wants it
          why: The test wants it so.
          level: required
          check:
            command: {argv: [look], timeout: 60, expect: {stdout: "yes"}}
          """);
      Running running = box.hostreadyCommand("check", "as-seen", "--rules", "/root/rules").start();
      box.await(Eventually.LIMIT, "test -s /root/looking");
      interrupt(running.program().orElseThrow(), signal);
      running.await().exits(128 + number);
      box.await(
          Eventually.LIMIT,
          "case $(cat /proc/$(cat /root/looking)/stat 2>&1) in *') Z '* | *'No such'*) ;; *) false;"
              + " esac");
    }
  }

  @Test
  void whatDpkgHadUnpackedOfAPackageWhenThePowerFailedIsTakenBackToo() {
    try (Box box = Box.start()) {
      AptRepository repository = AptRepository.docker("trixie");
      FixedBox fixed = DockerInBox.rule(box, repository, repository.serve(box));
      TreeSnapshot before = fixed.snapshot();
      fixed.fix().exits(FixedBox.READY);
      // As it is while dpkg unpacks: files beside their places, and no list of them yet.
      box.sh(
              """
              for file in $(dpkg -L docker-ce); do
                if test -f "$file"; then mv "$file" "$file.dpkg-new"; fi
              done
              rm -f /var/lib/dpkg/info/docker-ce.*
              sed -i '/^Package: docker-ce$/,/^$/{
                s/^Status: .*/Status: install reinstreq half-installed/
                /^Conffiles:/d
                /^ .etc/d
              }' /var/lib/dpkg/status
              """)
          .succeeds();
      fixed.undo().exits(FixedBox.READY);
      fixed.assertUnchanged(before, "undo of an installation that broke off");
    }
  }

  /** A signal to a program and to those of its descendants that are in its process group. */
  private static void interrupt(ProcessHandle program, String name) throws IOException {
    Optional<String> group = group(program);
    assertTrue(group.isPresent(), "hostready has ended");
    for (ProcessHandle one : program.descendants().toList()) {
      if (group(one).equals(group)) {
        signal(one, name);
      }
    }
    signal(program, name);
  }

  private static void signal(ProcessHandle process, String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
  }

  /** The fifth field of /proc/PID/stat, proc_pid_stat(5); empty if the process has ended. */
  private static Optional<String> group(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2]);
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
