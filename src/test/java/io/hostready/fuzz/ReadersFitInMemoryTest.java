package io.hostready.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.cli.Project;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * No file that somebody else wrote takes more than 64 MiB beside the program, however it is made.
 */
class ReadersFitInMemoryTest {

  /** 64 MiB, and 24 MiB in which the program itself runs (ReportCommandTest). */
  private static final String HEAP = "-Xmx88m";

  /** Readers of bytes, which may be as many as are read of any file. */
  private static final Set<String> OF_BYTES =
      Set.of("dpkg-status", "kernel-config", "kernel-config-gz", "sockets");

  /** It has a lower limit of its own. */
  private static final List<String> LEFT_OUT = List.of("whole-host");

  @Test
  void theLargestInputsOfEachReader() throws Exception {
    Process reading =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dhostready.project=" + Project.DIRECTORY,
                "-cp",
                System.getProperty("java.class.path"),
                Largest.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", printed);
    assertEquals(0, reading.waitFor());
  }

  /** Reads the largest inputs in a process of its own, and prints which did not fit. */
  static final class Largest {

    public static void main(String[] none) throws Exception {
      for (ReaderTarget target : ReaderTargets.all()) {
        if (LEFT_OUT.stream().noneMatch(target.name()::startsWith)) {
          boolean isOfBytes = OF_BYTES.contains(target.name());
          for (InputShape shape : target.ownShapes()) {
            read(
                target,
                shape,
                isOfBytes ? shape.bytes(HostFiles.MAX_BYTES) : shape.text(Host.MAX_TEXT));
          }
        }
      }
    }

    private static void read(ReaderTarget target, InputShape shape, byte[] input) throws Exception {
      try {
        target.reader().read(input);
      } catch (OutOfMemoryError full) {
        System.out.println(target + ", " + shape + ", " + input.length + " bytes");
      }
    }
  }
}
