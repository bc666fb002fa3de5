package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Needed;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the program is built: by a GraalVM that is installed, here one that records what it is asked
 * for; as a directory with Java if the native executable cannot be built; and twice, to compare.
 */
@Tag("package")
class BuildWaysTest {

  private static final String EXECUTABLE = "/usr/bin/true";

  @TempDir Path scratch;

  /**
   * A GraalVM whose native-image makes an executable that differs each time, in its last bytes.
   *
   * @return its directory, with the arguments of each call in the file arguments
   */
  private Path graalvm() throws IOException {
    Path home = scratch.resolve("graalvm");
    Path program = home.resolve("bin/native-image");
    Files.createDirectories(program.getParent());
    Files.writeString(
        program,
        """
        #!/bin/bash
        printf '%%s\\n' "$*" >>'%s'
        while (($# > 1)); do
          [[ $1 != -o ]] || output=$2
          shift
        done
        [[ -n $output ]] || exit 0
        cp %s "$output"
        date +%%s%%N >>"$output"
        """
            .formatted(home.resolve("arguments"), EXECUTABLE));
    assertTrue(program.toFile().setExecutable(true));
    return home;
  }

  private static List<String> calls(Path graalvm) throws IOException {
    return Files.readAllLines(graalvm.resolve("arguments")).stream()
        .filter(line -> !line.equals("--version"))
        .toList();
  }

  private static void assertBuildsHostready(String call) {
    assertTrue(call.startsWith("-cp /") && call.contains("/picocli-"), call);
    assertTrue(call.contains(" -march=compatibility "), call);
    assertTrue(call.matches(".* -H:NativeLinkerOption=[^ ]+/image_start\\.o .*"), call);
    assertTrue(call.contains(" -H:NativeLinkerOption=-Wl,--wrap=main "), call);
    assertTrue(call.endsWith(" io.hostready.cli.Hostready"), call);
  }

  /** Everything around an executable that differs is equal, and what differs is named. */
  @Test
  void verifyNamesWhatDiffersBetweenTwoBuilds() throws IOException {
    Needed.applies(Files.exists(Bundle.PROJECT.resolve(".git")), "this is no git repository");
    Path graalvm = graalvm();
    ProgramRun ran =
        Bundle.run(
                Bundle.PROJECT,
                Map.of("GRAALVM_HOME", graalvm.toString()),
                "scripts/package",
                "--verify",
                "--quick")
            .exits(1);
    Bundle.run(Bundle.PROJECT, Map.of(), "rm", "-rf", "target/verify").succeeds();
    Map<String, Long> offsets = new TreeMap<>();
    Pattern line = Pattern.compile("(\\S+): \\d+ and \\d+ bytes, \\d+ differ, .* offset (\\d+)");
    for (String difference : ran.out().lines().toList()) {
      Matcher matcher = line.matcher(difference);
      assertTrue(matcher.matches(), ran::toString);
      offsets.put(matcher.group(1), Long.valueOf(matcher.group(2)));
    }
    String architecture = Bundle.architecture();
    assertEquals(
        List.of(
            "SHA256SUMS",
            "hostready-0.1.0-linux-" + architecture,
            "hostready-0.1.0-linux-" + architecture + ".tar.xz",
            "hostready/bin/hostready",
            "hostready_0.1.0_" + architecture + ".deb"),
        List.copyOf(offsets.keySet()),
        ran::toString);
    assertTrue(
        offsets.get("hostready/bin/hostready") >= Files.size(Path.of(EXECUTABLE)), ran::toString);
    List<String> calls = calls(graalvm);
    assertEquals(2, calls.size(), calls::toString);
    calls.forEach(BuildWaysTest::assertBuildsHostready);
  }

  @Test
  void mavenBuildsTheExecutableTheStandardWay() throws IOException {
    Path graalvm = graalvm();
    Path build = Files.createDirectory(scratch.resolve("build"));
    // They need not be compiled again.
    Bundle.run(Bundle.PROJECT, Map.of(), "cp", "-r", "target/classes", build + "/classes")
        .succeeds();
    Bundle.run(
            Bundle.PROJECT,
            Map.of("GRAALVM_HOME", graalvm.toString()),
            "mvn",
            "-q",
            "-B",
            "-ntp",
            "-Pnative",
            "package",
            "-Dmaven.main.skip=true",
            "-Dmaven.test.skip=true",
            "-Dspotless.check.skip=true",
            "-Dhostready.build=" + build)
        .succeeds();
    List<String> calls = calls(graalvm);
    assertEquals(1, calls.size(), calls::toString);
    assertBuildsHostready(calls.getFirst());
    assertTrue(Files.isExecutable(build.resolve("hostready")));
  }

  /** Without a C compiler, for example. */
  @Test
  void withoutAnIngredientItIsADirectoryWithJava() throws IOException {
    Path copy = copyOfTheProject();
    ProgramRun ran =
        Bundle.run(
                copy,
                Map.of(
                    "PATH",
                    pathWithout("gcc", "native-image"),
                    "GRAALVM_HOME",
                    "",
                    "HOSTREADY_INSTALL",
                    "no"),
                "scripts/package",
                "--quick")
            .succeeds();
    assertTrue(ran.err().contains("no native executable: gcc is not installed"), ran::toString);
    Path dist = copy.resolve("target/dist");
    Path home = dist.resolve("hostready");
    assertTrue(Files.isDirectory(home.resolve("runtime")), ran::toString);
    String architecture = Bundle.architecture();
    assertFalse(Files.exists(dist.resolve("hostready-0.1.0-linux-" + architecture)));
    assertEquals("hostready 0.1.0\n", Bundle.program(home, Map.of(), "--version").succeeds().out());
    Bundle.run(scratch, Map.of(), "tar", "-tf", Bundle.only(dist, ".tar.xz").toString()).succeeds();
    Path deb = Bundle.only(dist, ".deb");
    Bundle.run(scratch, Map.of(), "dpkg-deb", "-x", deb.toString(), "deb").succeeds();
    ProgramRun packaged =
        Bundle.run(scratch, Map.of(), "deb/usr/bin/hostready", "check", "--format", "json");
    assertTrue(packaged.out().startsWith("{") && packaged.exit() <= 3, packaged::toString);
    Bundle.assertLintianFindsNothing(deb);
  }

  private Path copyOfTheProject() throws IOException {
    Path copy = Files.createDirectory(scratch.resolve("project"));
    for (String part :
        List.of(
            "pom.xml",
            ".mvn",
            "LICENSE",
            "README.md",
            "CHANGELOG.md",
            "rules",
            "scripts",
            "src",
            "test-fixtures/hosts/debian-12-docker-29.host")) {
      Bundle.run(Bundle.PROJECT, Map.of(), "cp", "-r", "--parents", part, copy.toString())
          .succeeds();
    }
    return copy;
  }

  /** A directory with a link to each program of this machine but some. */
  private String pathWithout(String... programs) throws IOException {
    Path bin = Files.createDirectory(scratch.resolve("bin"));
    for (String directory : System.getenv("PATH").split(":")) {
      if (!Files.isDirectory(Path.of(directory))) {
        continue;
      }
      try (Stream<Path> files = Files.list(Path.of(directory))) {
        for (Path file : files.toList()) {
          Path link = bin.resolve(file.getFileName());
          if (!List.of(programs).contains(file.getFileName().toString())
              && !Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, file);
          }
        }
      }
    }
    return bin.toString();
  }
}
