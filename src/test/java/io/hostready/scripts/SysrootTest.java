package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.dist.Bundle;
import io.hostready.dist.NeedsTool;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * scripts/lib/sysroot, mostly with stand-ins for apt: what it fetches is the repository's current
 * version, however old this machine's own package lists are.
 */
class SysrootTest {

  @TempDir Path scratch;
  private Path bin;
  private Path target;

  @BeforeEach
  void anAptWithOldLists() throws IOException {
    bin = Files.createDirectory(scratch.resolve("bin"));
    target = scratch.resolve("jdk");
    // A download follows the lists of the last update; without one of its own, the machine's.
    program(
        "apt-get",
        """
        case " $* " in
        *' indextargets '*) echo 'http://archive.example/debian trixie' ;;
        *' update '*) touch "$HOME/updated" ;;
        *' download '*) if [ -e "$HOME/updated" ]; then cat "$HOME/repository"; else cat "$HOME/lists"; fi >jdk.deb ;;
        esac
        """);
    program(
        "apt-cache",
        "[ -s \"$HOME/lists\" ] || exit 100\necho \"Version: $(cat \"$HOME/lists\")\"");
    program("dpkg", "[ \"$1\" != --compare-versions ] || [ \"$2\" -lt \"$4\" ]");
    program("dpkg-deb", "for last; do :; done; echo \"jdk $(cat \"$last\") jdk $(cat \"$last\")\"");
    listsKnow(3);
    repositoryHas(5);
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertEquals(true, file.toFile().setExecutable(true));
  }

  private void listsKnow(int version) throws IOException {
    Files.writeString(scratch.resolve("lists"), version + "\n");
  }

  private void repositoryHas(int version) throws IOException {
    Files.writeString(scratch.resolve("repository"), version + "\n");
  }

  private String fetched() throws IOException {
    Files.deleteIfExists(scratch.resolve("updated"));
    ProgramRun ran =
        Bundle.run(
            scratch,
            Map.of("PATH", bin + ":" + System.getenv("PATH"), "HOME", scratch.toString()),
            Bundle.PROJECT.resolve("scripts/lib/sysroot").toString(),
            target.toString(),
            "trixie",
            "amd64",
            "jdk");
    ran.succeeds();
    return Files.readString(target.resolve("packages"));
  }

  @Test
  void oldPackageListsOfTheMachineDoNotMatter() throws IOException {
    assertEquals("jdk 5 jdk 5\n", fetched());
  }

  @Test
  void directoryIsKeptWhileAptKnowsNothingNewer() throws IOException {
    fetched();
    repositoryHas(6);
    assertEquals("jdk 5 jdk 5\n", fetched());
    assertFalse(Files.exists(scratch.resolve("updated")));
  }

  /**
   * Such as a package of the security archive, on a machine with package lists of the release only.
   */
  @Test
  void directoryIsKeptWhileAptListsNoVersion() throws IOException {
    fetched();
    Files.writeString(scratch.resolve("lists"), "");
    assertEquals("jdk 5 jdk 5\n", fetched());
    assertFalse(Files.exists(scratch.resolve("updated")));
  }

  @Test
  void directoryIsReplacedWhenAptKnowsANewerVersion() throws IOException {
    fetched();
    Files.createFile(target.resolve("of-the-old-version"));
    repositoryHas(6);
    listsKnow(6);
    assertEquals("jdk 6 jdk 6\n", fetched());
    assertFalse(Files.exists(target.resolve("of-the-old-version")));
  }

  /** With the real apt. Nothing listens on port 1, so apt names each repository that it asks. */
  @Test
  void sourcesWithoutPackageListsAreAskedToo() throws IOException {
    NeedsTool.named("apt-get");
    Path sources =
        Files.writeString(
            scratch.resolve("sources.list"),
            """
            deb http://127.0.0.1:1/debian trixie main
            deb http://127.0.0.1:1/debian-security trixie-security main
            """);
    Path configuration =
        Files.writeString(
            scratch.resolve("apt.conf"),
            """
            Dir::Etc::SourceList "%s";
            Dir::Etc::SourceParts "-";
            Dir::State::Lists "%s";
            """
                .formatted(sources, Files.createDirectory(scratch.resolve("no-lists"))));
    ProgramRun ran =
        Bundle.run(
            scratch,
            Map.of("APT_CONFIG", configuration.toString()),
            Bundle.PROJECT.resolve("scripts/lib/sysroot").toString(),
            target.toString(),
            "trixie",
            "amd64",
            "jdk");
    assertNotEquals(0, ran.exit(), ran::toString);
    assertTrue(
        ran.err().contains("http://127.0.0.1:1/debian-security trixie-security InRelease"),
        ran::toString);
  }
}
