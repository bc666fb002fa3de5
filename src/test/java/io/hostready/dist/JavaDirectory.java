package io.hostready.dist;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program as a directory with its own Java and C library. {@code -Dhostready.java.ARCH=DIR}
 * names one to test; without it one is made of the classes under test, once in a test run.
 *
 * <p>Source: scripts/lib/java-directory.
 */
public final class JavaDirectory {

  private JavaDirectory() {}

  /** The directory with bin/hostready for a Debian architecture: amd64 or arm64. */
  public static Path of(String architecture) {
    String given = System.getProperty("hostready.java." + architecture);
    return given != null
        ? Path.of(given)
        : MadeOnce.directory("java-" + architecture, output -> make(architecture, output));
  }

  /** Makes one of the classes under test. */
  static Path make(String architecture, Path output) {
    String classPath =
        Stream.concat(Stream.of(Bundle.PROJECT.resolve("target/classes")), libraries().stream())
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    Bundle.run(
            Bundle.PROJECT,
            Map.of(),
            "scripts/lib/java-directory",
            architecture,
            output.toString(),
            classPath)
        .succeeds();
    return output;
  }

  /** The jars that the program needs. */
  private static List<Path> libraries() {
    return Stream.of(
            picocli.CommandLine.class,
            org.yaml.snakeyaml.Yaml.class,
            com.fasterxml.jackson.core.JsonFactory.class,
            org.apache.commons.exec.CommandLine.class,
            oshi.spi.SystemInfoProvider.class,
            org.slf4j.Logger.class,
            org.slf4j.nop.NOPServiceProvider.class)
        .map(JavaDirectory::jar)
        .toList();
  }

  private static Path jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
