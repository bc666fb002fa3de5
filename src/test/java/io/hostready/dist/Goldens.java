package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.cli.Project;

/** What `check` prints for the hosts of test-fixtures/hosts, whatever runs it. */
final class Goldens {

  private Goldens() {}

  /** Arguments of the program, to be run in the project's directory. */
  static String[] command(String host) {
    return new String[] {
      "check", "--host", "test-fixtures/hosts/" + host + ".host", "--format", "json"
    };
  }

  /** Compares to the byte with what the classes print here, except for the times of the run. */
  static void assertPrinted(String host, String json) {
    assertEquals(withoutTimes(Project.inThisProcess(command(host)).out()), withoutTimes(json));
  }

  private static String withoutTimes(String json) {
    return json.replaceFirst("\"startedAt\": \"[^\"]*\"", "\"startedAt\": \"\"")
        .replaceFirst("\"durationMillis\": \\d+", "\"durationMillis\": 0");
  }
}
