package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.BoxCommand;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import org.junit.jupiter.api.Test;

/** Modules of a play whose connecting user, deploy, becomes root by sudo. */
@NeedsBox
class BecomeTest {

  private static final String PLAY =
      """
      - hosts: localhost
        connection: local
        gather_facts: false
        become: %s
        vars: {ansible_python_interpreter: /usr/bin/python3, waived: %s}
        module_defaults:
          group/hostready.core.hostready:
            executable: /opt/program/bin/hostready
            rules: [docker-package-installed]
            waivers: '{{ waived }}'
        tasks:
          - hostready.core.host:
          - hostready.core.host: {state: ready}
            check_mode: true
          - hostready.core.facts:
      """;

  private static final String WAIVED =
      "[{rule: docker-package-installed, reason: not today, until: '2999-01-01'}]";

  @Test
  void waiversAreRootsOwnWhoeverConnects() {
    try (Box box = LocalHost.options().start()) {
      box.sh("useradd -m -u 1000 -s /bin/sh deploy").succeeds();
      box.write("/etc/sudoers.d/deploy", "deploy ALL=(ALL) NOPASSWD: ALL\n");
      box.sh("chmod 440 /etc/sudoers.d/deploy").succeeds();
      String before = box.sh("ls -A /run").out();

      for (String become : new String[] {"true", "false"}) {
        box.write("/home/deploy/play.yml", PLAY.formatted(become, WAIVED));
        ProgramRun ran =
            asDeploy(new LocalHost(box).playing("/home/deploy/play.yml")).run().succeeds();
        assertTrue(ran.out().contains("ok=3"), ran::toString);
      }
      assertEquals(before, box.sh("ls -A /run | grep -vx sudo || :").out());
    }
  }

  private static BoxCommand asDeploy(BoxCommand command) {
    return command.as(1000, 1000).variable("HOME", "/home/deploy");
  }
}
