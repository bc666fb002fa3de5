package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which of the published files install.sh takes for a host, and whom it believes: a stand-in
 * release, and stand-ins for the programs that tell what the host is.
 */
class InstallChoiceTest {

  @TempDir Path scratch;
  private Path published;

  @BeforeEach
  void publish() throws IOException {
    published =
        StandInRelease.publish(
            scratch.resolve("published"), "1.0", "amd64.tar.xz", "arm64.tar.xz", "amd64");
  }

  private ProgramRun install(String path, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(Bundle.PROJECT.resolve("src/main/dist/install.sh").toString());
    argv.addAll(List.of("--prefix", scratch.resolve("prefix").toString()));
    argv.addAll(List.of(arguments));
    return Bundle.run(scratch, Map.of("PATH", path), argv.toArray(String[]::new));
  }

  private String installed() {
    return Bundle.run(scratch, Map.of(), scratch.resolve("prefix/bin/hostready").toString())
        .succeeds()
        .out()
        .strip();
  }

  /** A directory with what the script calls, and programs that print what they are told to. */
  private String path(String without, Map<String, String> answers) throws IOException {
    Path bin = Files.createTempDirectory(scratch, "bin");
    for (String tool :
        Stream.concat(InstallSafelyTest.CALLED.stream(), Stream.of("minisign")).toList()) {
      if (!tool.equals(without)) {
        program(bin.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
      }
    }
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      program(bin.resolve(answer.getKey()), answer.getValue());
    }
    return bin.toString();
  }

  private static void program(Path file, String lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  @ParameterizedTest
  @CsvSource({"x86_64, amd64.tar.xz", "aarch64, arm64.tar.xz"})
  void takesWhatRunsOnTheHost(String machine, String file) throws IOException {
    String uname = "case $1 in -m) echo " + machine + " ;; *) echo Linux ;; esac";
    install(path("", Map.of("uname", uname)), published + "/").succeeds();
    assertEquals("hostready 1.0 " + file, installed());
  }

  @Test
  void machineWithoutAnArchiveIsNamed() throws IOException {
    String path = path("", Map.of("uname", "case $1 in -m) echo riscv64 ;; *) echo Linux ;; esac"));
    ProgramRun ran = install(path, published + "/").exits(1);
    assertTrue(ran.err().contains("names no hostready for linux-riscv64"), ran::toString);
  }

  @Test
  void takesTheExecutableAloneWhereNothingUnpacksXz() throws IOException {
    String path = path("xz", Map.of());
    install(path, published + "/").succeeds();
    assertEquals("hostready 1.0 amd64", installed());
    assertFalse(Files.exists(scratch.resolve("prefix/share/man/man1/hostready.1.gz")));
    ProgramRun ran =
        install(path, published.resolve("hostready-1.0-linux-amd64.tar.xz").toString());
    assertTrue(ran.exits(1).err().contains("no xz, busybox or python3"), ran::toString);
    assertEquals("hostready 1.0 amd64", installed());
  }

  /** Links to what only the version before had are removed, and come back with it. */
  @Test
  void executableAloneReplacesTheArchiveAndBack() throws IOException {
    String path = path("", Map.of());
    Path manual = scratch.resolve("prefix/share/man/man1/hostready.1.gz");
    install(path, published.resolve("hostready-1.0-linux-amd64.tar.xz").toString()).succeeds();
    assertTrue(Files.isSymbolicLink(manual));
    install(path, published.resolve("hostready-1.0-linux-amd64").toString()).succeeds();
    assertEquals("hostready 1.0 amd64", installed());
    assertFalse(Files.isSymbolicLink(manual));
    install(path, published + "/").succeeds();
    assertTrue(Files.isSymbolicLink(manual));
    install(path, "--uninstall").succeeds();
    assertFalse(Files.exists(scratch.resolve("prefix/lib/hostready")));
  }

  @Test
  void takesOnlyWhatTheKeySigned() throws IOException {
    NeedsTool.named("minisign");
    String key = key("release");
    sign("release");
    String path = path("", Map.of());
    ProgramRun ran = install(path, "--public-key", key, published + "/").succeeds();
    assertTrue(ran.err().contains("SHA256SUMS is valid: hostready 1.0"), ran::toString);
    String line = Files.readAllLines(Path.of(key)).get(1);
    install(path, "--public-key", line, published + "/").succeeds();

    ProgramRun another = install(path, "--public-key", key("other"), published + "/").exits(1);
    assertTrue(another.err().contains("is no signature of SHA256SUMS"), another::toString);

    // Who replaces the archive can write a list that fits it, and cannot sign the list.
    Path archive = published.resolve("hostready-1.0-linux-amd64.tar.xz");
    Files.copy(published.resolve("hostready-1.0-linux-arm64.tar.xz"), archive, REPLACE);
    Bundle.run(published, Map.of(), "sh", "-c", "sha256sum hostready-* >SHA256SUMS").succeeds();
    install(path, published + "/").succeeds();
    assertEquals("hostready 1.0 arm64.tar.xz", installed());
    for (String source : List.of(published + "/", archive.toString())) {
      ProgramRun forged = install(path, "--public-key", key, source).exits(1);
      assertTrue(forged.err().contains("Nothing was installed"), forged::toString);
    }
    String checksum = Bundle.run(published, Map.of(), "sha256sum", archive.toString()).out();
    install(path, "--public-key", key, "--sha256", checksum.split(" ")[0], archive.toString())
        .exits(1);
    Files.delete(published.resolve("SHA256SUMS.minisig"));
    install(path, "--public-key", key, published + "/").exits(1);
  }

  private static final java.nio.file.CopyOption REPLACE =
      java.nio.file.StandardCopyOption.REPLACE_EXISTING;

  @Test
  void keyWithoutMinisignInstallsNothing() throws IOException {
    ProgramRun ran =
        install(path("minisign", Map.of()), "--public-key", "RWabc", published + "/").exits(1);
    assertTrue(ran.err().contains("Install the package minisign."), ran::toString);
    assertFalse(Files.exists(scratch.resolve("prefix/lib/hostready")));
  }

  @Test
  void checksumsThatContradictInstallNothing() throws IOException {
    NeedsTool.named("minisign");
    String key = key("release");
    sign("release");
    Path archive = published.resolve("hostready-1.0-linux-amd64.tar.xz");
    ProgramRun ran =
        install(
                path("", Map.of()),
                "--public-key",
                key,
                "--sha256",
                "0".repeat(64),
                archive.toString())
            .exits(1);
    assertTrue(ran.err().contains("but --sha256 is 000"), ran::toString);
  }

  /** Makes a pair of keys without a password, and returns the file of the public one. */
  private String key(String name) {
    Bundle.run(scratch, Map.of(), "minisign", "-G", "-W", "-p", name + ".pub", "-s", name + ".key")
        .succeeds();
    return scratch.resolve(name + ".pub").toString();
  }

  private void sign(String name) {
    Bundle.run(
            scratch,
            Map.of(),
            "minisign",
            "-S",
            "-s",
            name + ".key",
            "-m",
            "published/SHA256SUMS",
            "-t",
            "hostready 1.0")
        .succeeds();
  }
}
