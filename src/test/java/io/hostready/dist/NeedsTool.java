package io.hostready.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Tools that tests call and that scripts/test installs. */
public final class NeedsTool {

  private NeedsTool() {}

  /** Leaves a test out where a tool is not installed; with CI=true it then fails instead. */
  public static void named(String tool) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(tool)));
    assumeTrue(there || System.getenv("CI") != null, () -> tool + " is not installed");
    if (!there) {
      throw new AssertionError(tool + " is not installed, and with CI set nothing is left out");
    }
  }
}
