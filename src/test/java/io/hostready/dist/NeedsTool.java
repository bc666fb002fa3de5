package io.hostready.dist;

import io.hostready.testbed.Needed;
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
            .anyMatch(directory -> Files.isExecutable(Path.of(directory).resolve(tool)));
    if (!there) {
      Needed.isMissing(tool + " is not installed");
    }
  }
}
