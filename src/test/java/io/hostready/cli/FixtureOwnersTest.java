package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Owner and mode of a file in a fixture are its host's, never those that git gave it here: what
 * goldens say of them stands in the file attributes.
 */
class FixtureOwnersTest {

  private static final Pattern STATUS =
      Pattern.compile(
          "\"source\": \"(/[^\"]*)\",\\s+\"line\": null,\\s+\"subject\": \"[^\"]*\",\\s+"
              + "\"value\": \"([a-z]+) ([0-7]{4}) ([^:\" ]+):([^\" ]+)\"");

  @Test
  void ownersInGoldensAreDeclared() throws IOException {
    List<String> undeclared = new ArrayList<>();
    int seen = 0;
    for (Path host : Project.foldersIn(Project.FIXTURES.resolve("hosts"))) {
      List<String> attributes = Files.readAllLines(host.resolve("attributes"));
      Matcher status =
          STATUS.matcher(Files.readString(host.resolve("expected").resolve("check.json")));
      while (status.find()) {
        seen++;
        String line =
            String.join(
                " ",
                status.group(3),
                status.group(4),
                status.group(5),
                status.group(2),
                status.group(1));
        if (!attributes.contains(line)) {
          undeclared.add(host.getFileName() + ": " + line);
        }
      }
    }
    assertFalse(seen == 0, "no golden tells an owner");
    assertEquals(List.of(), undeclared);
  }
}
