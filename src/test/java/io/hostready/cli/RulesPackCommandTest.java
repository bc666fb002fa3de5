package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project.ProgramRun;
import io.hostready.ssh.SshKeygen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hostready rules pack}, with the example that the package has. */
@Tag("acceptance")
class RulesPackCommandTest {

  private static final Path EXAMPLE =
      Project.DIRECTORY.resolve("src/main/dist/examples/gitlab-runner");

  @TempDir static Path shared;

  @TempDir private Path scratch;

  private static SshKeygen keygen;
  private static Path key;
  private static Path pack;

  @BeforeAll
  static void build() throws Exception {
    keygen = new SshKeygen(shared);
    key = keygen.key("acme", "ed25519");
    pack = shared.resolve("gitlab-runner.pack");
    ProgramRun built = hostready("build", EXAMPLE + "", "--key", key + "", "-o", pack + "");
    assertEquals("", built.err());
    assertEquals(0, built.exitCode(), built.out());
  }

  private static ProgramRun hostready(String... words) {
    List<String> all = new ArrayList<>(List.of("rules", "pack"));
    all.addAll(List.of(words));
    return Project.hostready(all.toArray(String[]::new));
  }

  private static ProgramRun verify(Path file) {
    return hostready("verify", file.toString(), "--rules-key", key + ".pub");
  }

  private static void refused(ProgramRun ran, String message) {
    assertEquals("", ran.out());
    assertTrue(ran.err().startsWith(message), ran.err());
    assertEquals(2, ran.exitCode());
  }

  @Test
  void verifiedArchiveShowsSignerBoundRulesAndTests() {
    ProgramRun ran = verify(pack);
    assertEquals("", ran.err());
    assertEquals(0, ran.exitCode());
    for (String part :
        List.of(
            "gitlab-runner 1.0.0: Host checks for GitLab Runner",
            "\n  signed by  acme@example.com (ED25519 SHA256:",
            "\n  needs      hostready 0.1.0 or later (this is ",
            "\n  packs      gitlab-runner\n",
            " starts at boot (fix: low risk)\n",
            " of 9 rules: all passed\n")) {
      assertTrue(ran.out().contains(part), part + ran.out());
    }
    assertFalse(ran.out().contains("WARN"), ran.out());
  }

  @Test
  void archiveIsTheSameEachTime() throws IOException {
    Path again = scratch.resolve("again.pack");
    hostready("build", EXAMPLE + "/", "--key", key + "", "-o", again + "");
    assertArrayEquals(Files.readAllBytes(pack), Files.readAllBytes(again));
  }

  @Test
  void rulesOfAnArchiveAreUsedLikeThoseOfADirectory() throws IOException {
    String host =
        EXAMPLE + "/tests/gitlab-runner-jobs-not-privileged.hosts/not-ready-second-runner";
    String rule = "gitlab-runner-jobs-not-privileged";
    String signers = key + ".pub";
    ProgramRun ran =
        Project.hostready(
            "check", rule, "--host", host, "--rules", pack + "", "--rules-key", signers);
    assertEquals("", ran.err());
    assertTrue(ran.out().contains("WARN  " + rule), ran.out());
    assertTrue(
        Project.hostready("rules", "show", rule, "--rules", pack + "", "--rules-key", signers)
            .out()
            .contains(pack + "/rules/gitlab-runner/" + rule + ".yaml"));
    assertEquals(
        0,
        Project.hostready("rules", "lint", "--rules", pack + "", "--rules-key", signers)
            .exitCode());
  }

  /** What its tests are in the clone: a directory of rules and one of tests. */
  @Test
  void testsOfTheExamplePass() {
    ProgramRun ran =
        Project.hostready("rules", "test", EXAMPLE + "/tests", "--rules", EXAMPLE + "/rules");
    assertTrue(ran.out().endsWith(" of 9 rules: all passed\n"), ran.out());
  }

  @Test
  void archiveOfAnotherKeyIsRefused() throws Exception {
    Path other = keygen.key("other", "ed25519");
    ProgramRun ran = hostready("verify", pack + "", "--rules-key", other + ".pub");
    refused(ran, pack + ": signed by an untrusted key: ED25519 SHA256:");
    assertTrue(ran.err().contains("(" + other + ".pub: not listed). If you trust"), ran.err());
    refused(
        Project.hostready("check", "--rules", pack + "", "--rules-key", other + ".pub"),
        pack + ": signed by an untrusted key");
  }

  @Test
  void keyForAnotherNamespaceIsRefused() throws IOException {
    Path signers = scratch.resolve("signers");
    String line = "acme namespaces=\"git\" " + Files.readString(Path.of(key + ".pub"));
    Files.writeString(signers, line);
    ProgramRun ran = hostready("verify", pack + "", "--rules-key", signers + "");
    assertTrue(ran.err().contains(": not for the namespace hostready-rules)"), ran.err());
  }

  @Test
  void changedOrUnsignedArchiveIsRefused() throws IOException {
    String text = Files.readString(pack);
    Path changed = Files.writeString(scratch.resolve("changed"), text.replace("0700", "0777"));
    refused(
        verify(changed),
        changed + ": the signature is not valid (it does not match the content, which was changed");
    Path unsigned =
        Files.writeString(
            scratch.resolve("unsigned"), text.replaceAll("(?s)^.*SIGNATURE-----\n", ""));
    refused(
        verify(unsigned),
        unsigned + ": not a signed pack archive (it does not start with a signature): use a file");
  }

  @Test
  void withoutAListOfKeysNothingIsTrusted() {
    refused(
        hostready("verify", pack + "", "--rules-key", scratch + "/none"),
        scratch + "/none: file not found, so no key is trusted to sign a pack archive: write");
  }

  /**
   * The commands as they are printed, with a key of another type, a passphrase, and an odd name.
   */
  @Test
  void archiveIsSignedByThePrintedCommandsWithAnyKey() throws Exception {
    Path other = keygen.key("ecdsa", "ecdsa", "-N", "secret");
    Path unsigned = scratch.resolve("gitlab's runner.unsigned");
    ProgramRun built = hostready("build", EXAMPLE + "", "-o", unsigned + "");
    assertEquals(0, built.exitCode(), built.err());
    String commands =
        built
            .out()
            .replaceFirst("(?s)^.*\nWrote .*?To sign it:\n", "set -e\n")
            .replace(" KEY ", " " + other + " ");
    Path askpass = Files.writeString(scratch.resolve("askpass"), "#!/bin/sh\necho secret\n");
    assertTrue(askpass.toFile().setExecutable(true));
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", commands).inheritIO();
    shell.environment().put("SSH_ASKPASS", askpass.toString());
    shell.environment().put("SSH_ASKPASS_REQUIRE", "force");
    assertEquals(0, shell.start().waitFor(), commands);
    ProgramRun ran =
        hostready(
            "verify",
            scratch.resolve("gitlab's runner.pack").toString(),
            "--rules-key",
            other + ".pub");
    assertEquals(0, ran.exitCode(), ran.err());
    assertTrue(ran.out().contains("  signed by  ecdsa@example.com (ECDSA SHA256:"), ran.out());
  }

  @Test
  void sshKeygenVerifiesAnArchive() throws Exception {
    Files.writeString(
        shared.resolve("allowed"), "acme " + Files.readString(shared.resolve("acme.pub")));
    String text = Files.readString(pack, StandardCharsets.UTF_8);
    Files.writeString(
        shared.resolve("content"), text.replaceAll("(?s)^.*-----END SSH SIGNATURE-----\n", ""));
    SshKeygen.Ended ended =
        keygen.run(
            "content",
            "-Y",
            "verify",
            "-f",
            "allowed",
            "-I",
            "acme",
            "-n",
            "hostready-rules",
            "-s",
            pack + "");
    assertEquals(0, ended.exit(), ended.output());
  }

  @Test
  void failedTestOrRuleWithoutTestIsNotPacked() throws IOException {
    write("manifest.yaml", "name: a\nversion: 1\ntitle: A\nneeds-hostready: 0.1.0\n");
    String rule =
        "id: %s\ntitle: T\nwhy: W.\nlevel: optional\nadvice: Do it.\n"
            + "check: {path: {path: /x, expect: {present: true}}}\n";
    write("rules/a/x-present.yaml", rule.formatted("x-present"));
    write("rules/a/y-present.yaml", rule.formatted("y-present"));
    write("tests/x-present.hosts", "== ready\n-- /x\n\n== not-ready\n-- /x\n");
    Path out = scratch.resolve("out");
    String[] words = {"build", scratch + "/d", "--key", key + "", "-o", out + ""};
    refused(
        hostready(words),
        scratch
            + "/d/tests: no test of the rule 'y-present': write situations into y-present.hosts");
    write("tests/y-present.hosts", "== ready\n-- /x\n");
    ProgramRun ran = hostready(words);
    assertEquals(2, ran.exitCode());
    assertTrue(ran.out().contains("FAIL  x-present/not-ready: expected fail, got pass"), ran.out());
    assertEquals("hostready: tests failed: '" + out + "' was not written\n", ran.err());
    assertFalse(Files.exists(out));
  }

  private void write(String path, String text) throws IOException {
    Path file = scratch.resolve("d").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void unusableKeyIsRefusedWithTheOtherWay() throws Exception {
    Path locked = keygen.key("locked", "ed25519", "-N", "secret");
    refused(
        hostready("build", EXAMPLE + "", "--key", locked + "", "-o", scratch + "/out"),
        "hostready: cannot sign with --key '"
            + locked
            + "': it is encrypted with a passphrase. Use an Ed25519 key without a passphrase;"
            + " without --key, the output has the commands for other keys.");
  }
}
