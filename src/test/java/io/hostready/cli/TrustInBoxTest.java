package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.ssh.SshKeygen;
import io.hostready.testbed.Box;
import io.hostready.testbed.BoxCommand;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.TreeSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What src/docs/trust.md claims, on a host with another user, eve, whose number is 1001. */
@NeedsBox
class TrustInBoxTest {

  private static final int EVE = 1001;

  /** Made by the command of eve's rule; only root can make it. */
  private static final String RAN = "/root/ran";

  private static final String RULE =
      """
      id: hers
      title: Hers
      why: To see who runs it.
      level: required
      check:
        command:
          argv: [sh, -c, "echo ran >>/root/ran"]
          expect: {exit-code: 0}
      """;

  private static Box box;

  @BeforeAll
  static void start() {
    box = Box.start();
    box.sh(
            """
            useradd -m -u 1001 eve; useradd -m -u 1000 ops; chmod 755 /home/eve
            install -d -o eve /home/eve/rules/own
            install -d /etc/mine/rules/own
            """)
        .succeeds();
    box.write("/home/eve/rules/own/hers.yaml", RULE);
    box.write("/etc/mine/rules/own/hers.yaml", RULE);
    box.sh("chown eve /home/eve/rules/own/hers.yaml").succeeds();
  }

  @AfterAll
  static void end() {
    box.close();
  }

  @BeforeEach
  void nothingRanYet() {
    box.sh("rm -rf " + RAN + " /home/eve/out; install -d -o eve /home/eve/out").succeeds();
    box.write("/etc/secret", "root's\n");
  }

  private static BoxCommand hostready(String... arguments) {
    return box.hostreadyCommand(arguments);
  }

  private static void refused(ProgramRun ran, String... words) {
    assertEquals(2, ran.exit(), ran::toString);
    for (String word : words) {
      assertTrue(ran.err().contains(word), ran::toString);
    }
    assertFalse(box.exists(RAN), "a command of eve's was run: " + ran);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check hers",
        "check --prove hers",
        "check --format json hers",
        "plan hers",
        "plan --prove hers",
        "capture -o /root/x.host.gz",
        "fix --yes hers"
      })
  void rulesOfAnotherUserAreNotRunByRoot(String command) {
    String[] words = (command + " --rules /home/eve/rules").split(" ");
    refused(
        hostready(words).run(),
        "'/home/eve' belongs to user 1001: only root must be able to write it");
    refused(hostready(words).variable("SUDO_UID", "1001").run(), "'/home/eve' belongs to user");
  }

  @Test
  void rulesOfRootAreRun() {
    hostready("check", "hers", "--rules", "/etc/mine/rules").run().succeeds();
    assertTrue(box.exists(RAN));
  }

  @Test
  void rulesOfAnotherUserAreRunByThatUser() {
    ProgramRun ran = hostready("check", "hers", "--rules", "/home/eve/rules").as(EVE, EVE).run();
    assertEquals(1, ran.exit(), ran::toString); // it cannot write there
    assertTrue(ran.out().contains("Hers"), ran::toString);
  }

  @Test
  void rulesOfAnotherUserAreReadWhereNothingIsRunHere() {
    hostready("rules", "lint", "--rules", "/home/eve/rules").run().succeeds();
    box.sh("mkdir -p /root/tree/proc").succeeds();
    ProgramRun ran =
        hostready("check", "hers", "--rules", "/home/eve/rules", "--host", "/root/tree").run();
    assertEquals(3, ran.exit(), ran::toString);
    assertFalse(box.exists(RAN));
  }

  @Test
  void packAndRuleLinkedFromAnotherUsersHomeAreRefused() {
    box.sh(
            "mkdir -p /etc/linked/own; ln -sfn /home/eve/rules/own/hers.yaml"
                + " /etc/linked/own/hers.yaml; ln -sfn /home/eve/rules/own /etc/linked/packs")
        .succeeds();
    refused(
        hostready("check", "--rules", "/etc/linked").run(),
        "linked/own/hers.yaml",
        "linked/packs",
        "'/home/eve' belongs to user 1001");
  }

  @Test
  void waiversOfAnotherUserAreRefused() {
    box.sh("echo nonsense >/home/eve/waivers.yaml; chown eve /home/eve/waivers.yaml").succeeds();
    for (String command : List.of("check", "plan", "fix --yes")) {
      String[] words = (command + " --waivers /home/eve/waivers.yaml").split(" ");
      refused(hostready(words).run(), "'/home/eve' belongs to user 1001");
    }
  }

  @Test
  void shippedRulesThatAnotherUserCanWriteAreRefused() {
    box.sh("cp -r /opt/hostready/rules /etc/shipped; chown eve /etc/shipped/kernel").succeeds();
    List<String> there = List.of("-Dhostready.rules=/etc/shipped");
    refused(box.classesCommand(there, "check").run(), "'/etc/shipped/kernel' belongs to user 1001");
    ProgramRun caller =
        box.classesCommand(there, "check", "kernel-3.10-or-newer")
            .variable("SUDO_UID", "1001")
            .run();
    caller.succeeds(); // a developer's own checkout, by sudo
  }

  /** The plan is no JSON: had it been read first, that would be what is said. */
  @Test
  void planOfAnotherUserIsRefusedUnread() {
    box.sh("echo nonsense >/tmp/plan.json; chown eve /tmp/plan.json").succeeds();
    refused(
        hostready("fix", "--plan", "/tmp/plan.json").run(),
        "'/tmp/plan.json' belongs to user 1001: only root must be able to write it");
    refused(
        hostready("fix", "--plan", "/tmp/plan.json").variable("SUDO_UID", "1000").run(),
        "only root or user 1000 must be able to write it");
    refused(
        hostready("fix", "--plan", "/tmp/plan.json").variable("SUDO_UID", "1001").run(),
        "is not a plan");
  }

  @Test
  void planThatIsNotThereIsRefused() {
    refused(
        hostready("fix", "--plan", "/tmp/none.json").run(),
        "--plan '/tmp/none.json': file not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --format json=FILE",
        "plan --format json=FILE",
        "history --format json=FILE",
        "undo --format json=FILE",
        "fix --yes --format json=FILE"
      })
  void reportFollowsNoLinkOfAnotherUser(String command) {
    box.sh("ln -s /etc/secret /home/eve/out/r.json; chown -h eve /home/eve/out/r.json").succeeds();
    ProgramRun ran = hostready(command.replace("FILE", "/home/eve/out/r.json").split(" ")).run();
    refused(ran, "'/home/eve/out/r.json' is a link and belongs to user 1001");
    assertEquals("root's\n", box.read("/etc/secret"));
  }

  @Test
  void planAndCaptureReplaceALinkOfAnotherUser() {
    for (String command : List.of("plan", "capture")) {
      box.sh("ln -sf /etc/secret /home/eve/out/x; chown -h eve /home/eve/out/x").succeeds();
      hostready(command, "-o", "/home/eve/out/x").run();
      assertEquals("root's\n", box.read("/etc/secret"));
      assertEquals(
          "600 root regular file\n", box.run("stat", "-c", "%a %U %F", "/home/eve/out/x").out());
    }
  }

  /** As in a container, where root's workspace and the job's summary belong to another user. */
  @Test
  void rootReportsIntoTheWorkspaceOfARunner() {
    box.sh("echo before >/home/eve/out/summary; chown eve /home/eve/out/summary").succeeds();
    ProgramRun ran =
        hostready("check", "--format", "github", "--format", "junit=/home/eve/out/r.xml")
            .variable("GITHUB_STEP_SUMMARY", "/home/eve/out/summary")
            .run();
    assertTrue(ran.out().startsWith("::"), ran::toString);
    assertTrue(box.read("/home/eve/out/r.xml").startsWith("<?xml"), ran::toString);
    assertTrue(box.read("/home/eve/out/summary").startsWith("before\n# hostready"), ran::toString);
    assertEquals("r.xml\nsummary\n", box.run("ls", "-A", "/home/eve/out").out());
  }

  @Test
  void reportsAndCapturesOfRootAreNotReadThroughALinkOfAnotherUser() {
    box.write("/root/private.json", "hunter2");
    box.sh("cd /home/eve/out; ln -s /root/private.json x.json; ln -s / tree; chown -h eve *")
        .succeeds();
    refused(
        hostready("report", "/home/eve/out").run(),
        "'/home/eve/out/x.json' is a link and belongs to user 1001");
    for (String host : List.of("/home/eve/out/x.json", "/home/eve/out/tree")) {
      refused(hostready("check", "--host", host).run(), "is a link and belongs to user 1001");
    }
  }

  @Test
  void summaryOfAJobFollowsNoLinkOfAnotherUser() {
    box.sh("ln -s /etc/secret /home/eve/out/summary; chown -h eve /home/eve/out/summary")
        .succeeds();
    ProgramRun ran =
        hostready("check", "--format", "github")
            .variable("GITHUB_STEP_SUMMARY", "/home/eve/out/summary")
            .run();
    refused(ran, "'/home/eve/out/summary' is a link and belongs to user 1001");
    assertEquals("root's\n", box.read("/etc/secret"));
  }

  @Test
  void ordinaryUserReportsAsBefore() {
    ProgramRun ran =
        hostready("check", "--format", "json=/home/eve/out/r.json")
            .variable("GITHUB_STEP_SUMMARY", "/home/eve/out/summary")
            .as(EVE, EVE)
            .run();
    assertEquals("", ran.err());
    assertTrue(box.read("/home/eve/out/r.json").startsWith("{"), ran::toString);
    hostready("plan", "-o", "/home/eve/out/plan.json").as(EVE, EVE).run();
    assertEquals("600 eve\n", box.run("stat", "-c", "%a %U", "/home/eve/out/plan.json").out());
  }

  /** Builds an archive of eve's rule outside of the box, and gives it to eve. */
  private static SshKeygen packOfEve(Path scratch) throws Exception {
    SshKeygen keygen = new SshKeygen(Files.createDirectories(scratch.resolve("keys")));
    Path key = keygen.key("acme", "ed25519");
    Path source = scratch.resolve("source");
    String manifest = "name: hers\nversion: 1.0.0\ntitle: Hers\nneeds-hostready: 0.1.0\n";
    Files.createDirectories(source.resolve("rules/own"));
    Files.createDirectories(source.resolve("tests"));
    Files.writeString(source.resolve("manifest.yaml"), manifest);
    Files.writeString(source.resolve("rules/own/hers.yaml"), RULE);
    Files.writeString(
        source.resolve("tests/hers.hosts"), "== ready\n$ sh -c echo ran >>/root/ran\n= 0\n");
    String pack = scratch.resolve("hers.pack").toString();
    Project.ProgramRun built =
        Project.hostready("rules", "pack", "build", source + "", "--key", key + "", "-o", pack);
    assertEquals(0, built.exitCode(), built.err());
    box.write("/home/eve/hers.pack", Files.readString(Path.of(pack)));
    box.write("/home/eve/acme.pub", Files.readString(Path.of(key + ".pub")));
    box.sh("chown eve /home/eve/hers.pack /home/eve/acme.pub; mkdir -p /etc/hostready").succeeds();
    return keygen;
  }

  @Test
  void packArchiveIsRunByRootOnlyIfRootTrustsItsKey(@TempDir Path scratch) throws Exception {
    SshKeygen keygen = packOfEve(scratch);
    BoxCommand check = hostready("check", "hers", "--rules", "/home/eve/hers.pack");
    refused(check.run(), "/etc/hostready/allowed-signers: file not found, so no key is trusted");
    refused(
        hostready("plan", "--rules", "/home/eve/hers.pack", "--rules-key", "/home/eve/acme.pub")
            .run(),
        "cannot read the list of trusted keys: '/home/eve' belongs to user 1001");
    keygen.key("other", "ed25519");
    box.write(
        "/etc/hostready/allowed-signers",
        "other@example.com " + Files.readString(keygen.directory().resolve("other.pub")));
    refused(check.run(), "/home/eve/hers.pack: signed by an untrusted key: ED25519 SHA256:");
    box.write(
        "/etc/hostready/allowed-signers",
        "acme@example.com " + Files.readString(keygen.directory().resolve("acme.pub")));
    check.run().succeeds();
    assertTrue(box.exists(RAN));
  }

  @Test
  void packArchiveIsNotReadThroughALinkOfAnotherUser() {
    box.write("/root/private.pack", "hunter2");
    box.sh("ln -s /root/private.pack /home/eve/out/x.pack; chown -h eve /home/eve/out/x.pack")
        .succeeds();
    refused(
        hostready("check", "--rules", "/home/eve/out/x.pack").run(),
        "'/home/eve/out/x.pack' is a link and belongs to user 1001");
  }

  @Test
  void lookingChangesNothing() {
    box.sh("mkdir -p /root/looked").succeeds();
    TreeSnapshot before = TreeSnapshot.of(box).without("/root/looked");
    hostready("check", "--format", "json=/root/looked/r.json").run();
    hostready("plan", "--format", "json=/root/looked/p.json", "-o", "/root/looked/plan").run();
    hostready("capture", "-o", "/root/looked/capture").run().succeeds();
    hostready("facts", "--identifiers").run().succeeds();
    TreeSnapshot after = TreeSnapshot.of(box).without("/root/looked");
    assertEquals(List.of(), before.differences(after));
    assertEquals("capture\np.json\nplan\nr.json\n", box.run("ls", "-A", "/root/looked").out());
  }
}
