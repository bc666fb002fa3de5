package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.BoxCommand;
import io.hostready.testbed.NeedsBox;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What hostready starts as root has nothing of the environment of whoever started hostready. */
@NeedsBox
class ChildEnvironmentInBoxTest {

  private static final String EVIL = "/tmp/evil";

  /** Each makes some program read code or settings of the caller's. */
  private static final List<String> CALLERS =
      List.of(
          "APT_CONFIG",
          "BASH_ENV",
          "CDPATH",
          "CLASSPATH",
          "DEBCONF_DB_OVERRIDE",
          "DPKG_ROOT",
          "ENV",
          "IFS",
          "PERL5LIB",
          "PYTHONPATH",
          "TAR_OPTIONS",
          "XDG_CONFIG_HOME");

  private static BoxCommand asCalledByEve(BoxCommand command) {
    CALLERS.forEach(name -> command.variable(name, EVIL));
    return command
        .umask("000")
        .variable("PATH", EVIL)
        .variable("HOME", EVIL)
        .variable("LC_ALL", "de_DE.UTF-8");
  }

  /** The variables and the umask that a program of the box wrote to a file. */
  private static Map<String, String> seen(Box box, String file) {
    Map<String, String> seen = new TreeMap<>();
    box.read(file).lines().map(l -> l.split("=", 2)).forEach(p -> seen.put(p[0], p[1]));
    seen.keySet().removeAll(List.of("_", "PWD", "OLDPWD", "SHLVL"));
    return seen;
  }

  private static final Map<String, String> EXPECTED =
      Map.of(
          "PATH",
          "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "HOME",
          "/root",
          "LC_ALL",
          "C.UTF-8",
          "TERM",
          "dumb",
          "umask",
          "0022");

  @Test
  void aStepOfAFixHasFixedVariablesProxiesAndUmask() {
    try (Box box = Box.start()) {
      box.sh("groupadd docker; useradd deploy; mv /usr/bin/gpasswd /usr/bin/gpasswd.real")
          .succeeds();
      box.write(
          "/usr/bin/gpasswd",
          """
          #!/bin/sh
          { env; echo "umask=$(umask)"; } >/root/seen
          exec gpasswd.real "$@"
          """);
      box.sh("chmod 755 /usr/bin/gpasswd; mkdir " + EVIL).succeeds();
      box.write(EVIL + "/true", "#!/bin/sh\ntouch /root/caught\n");
      box.sh("chmod 755 " + EVIL + "/true").succeeds();
      FixedBox fixed =
          FixedBox.with(
              box,
              "user: {name: deploy, expect: {groups: {contains: [docker]}}}",
              "- add-user-to-group: {user: deploy, group: docker}");
      asCalledByEve(fixed.fixCommand())
          .variable("https_proxy", "http://proxy.example.com:3128")
          .run()
          .exits(FixedBox.READY);
      Map<String, String> expected = new TreeMap<>(EXPECTED);
      expected.put("https_proxy", "http://proxy.example.com:3128");
      assertFalse(box.exists("/root/caught"), "a program of the caller's PATH was started");
      assertEquals(expected, seen(box, "/root/seen"));
    }
  }

  @Test
  void aProofAndACommandThatLooksHaveThem() {
    try (Box box = Box.start()) {
      box.write(
          "/usr/local/bin/look",
          """
          #!/bin/sh
          env >/root/looked
          echo "umask=0022" >>/root/looked
          echo yes
          """);
      box.sh("chmod 755 /usr/local/bin/look").succeeds();
      box.write(
          "/root/rules/test/as-tried.yaml",
          """
          id: as-tried
          title: It works as the test wants it
          why: The test wants it so.
          level: required
          check:
            all:
              - command:
                  argv: [look]
                  expect: {stdout: "yes"}
              - proof:
                  what: what the test wants
                  executables: [env of coreutils]
                  script: |
                    env >/root/tried
                    echo "umask=$(umask)" >>/root/tried
                  expect: {outcome: passes}
          """);
      asCalledByEve(box.hostreadyCommand("check", "as-tried", "--rules", "/root/rules", "--prove"))
          .run()
          .exits(FixedBox.READY);
      assertEquals(EXPECTED, seen(box, "/root/looked"));
      String tried = box.read("/root/tried");
      assertFalse(tried.contains(EVIL), tried);
      assertTrue(tried.contains("umask=0022"), tried);
    }
  }
}
