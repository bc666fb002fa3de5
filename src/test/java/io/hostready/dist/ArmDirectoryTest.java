package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The program for arm64, run by emulation, prints what the program for amd64 prints. */
@Tag("package")
class ArmDirectoryTest {

  private static final String HOST = "debian-12-arm64-cloud";

  /** By the launcher, except that the emulator runs what it ends with. */
  private static ProgramRun emulated(String... arguments) throws IOException {
    NeedsTool.named("qemu-aarch64");
    Path launcher = JavaDirectory.of("arm64").resolve("bin/hostready");
    String text = Files.readString(launcher);
    assertTrue(text.contains("\nexec \"$home/runtime/bin/ld-linux-aarch64.so.1\""), text);
    List<String> argv = new ArrayList<>(List.of("sh", "-c"));
    argv.add(text.replace("\nexec ", "\nexec qemu-aarch64 "));
    argv.add(launcher.toString());
    argv.addAll(List.of(arguments));
    return Bundle.run(Bundle.PROJECT, Map.of(), argv.toArray(String[]::new));
  }

  @Test
  void anArmHostIsJudgedAsOnAmd64() throws IOException {
    ProgramRun ran = emulated(Goldens.command(HOST));
    Goldens.assertPrinted(HOST, ran.out());
    assertEquals("", ran.err());
  }

  /** Machine code for another processor would be found by nothing else before it runs there. */
  @Test
  void everyProgramAndLibraryOfItIsForArm() throws IOException {
    Path home = JavaDirectory.of("arm64");
    ProgramRun ran =
        Bundle.run(
            home,
            Map.of(),
            "sh",
            "-c",
            "find . -type f -exec readelf -h {} + 2>/dev/null | grep Machine: | sort | uniq -c");
    assertTrue(ran.out().strip().matches("\\d\\d +Machine: +AArch64"), ran::toString);
  }
}
