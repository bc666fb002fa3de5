package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;

/** What `check` prints for the hosts of test-fixtures/hosts, whatever runs it. */
final class Goldens {

  private Goldens() {}

  /** Arguments of the program, to be run in the project's directory. */
  static String[] command(String host) {
    return new String[] {"check", "--host", "test-fixtures/hosts/" + host, "--format", "json"};
  }

  /** Compares to the byte, except for the times of the run. */
  static void assertPrinted(String host, String json) throws IOException {
    String golden =
        Files.readString(
            Bundle.PROJECT.resolve("test-fixtures/hosts/" + host + "/expected/check.json"));
    assertEquals(withoutTimes(golden), withoutTimes(json));
  }

  private static String withoutTimes(String json) {
    return json.replaceFirst("\"startedAt\": \"[^\"]*\"", "\"startedAt\": \"\"")
        .replaceFirst("\"durationMillis\": \\d+", "\"durationMillis\": 0");
  }
}
