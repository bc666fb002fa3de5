package io.hostready.dist;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The same of the program that brings its own Java, which is what arm64 gets. */
@Tag("package")
class JavaProcessTest extends ProcessBehaviorTest {

  @Override
  Path home() {
    return JavaDirectory.of("amd64");
  }
}
