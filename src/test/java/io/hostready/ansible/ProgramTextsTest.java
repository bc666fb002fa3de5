package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.cli.Project.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The texts that the collection searches for in the program's output are printed by the program.
 */
class ProgramTextsTest {

  private static final Path COLLECTION = Project.DIRECTORY.resolve("src/main/ansible");

  private static String group(String file, String regex) throws IOException {
    Matcher matcher = Pattern.compile(regex).matcher(Files.readString(COLLECTION.resolve(file)));
    assertTrue(matcher.find(), () -> file + " has no " + regex);
    return matcher.group(1);
  }

  /** Without this text, the role removes the page of the hosts whose reports are valid. */
  @Test
  void aSkippedReport(@TempDir Path directory) throws IOException {
    String text =
        group(
            "roles/docker_host/vars/main.yml", "if '([^']+)' in docker_host_page_written\\.stderr");
    Path host = Project.FIXTURES.resolve("hosts/debian-12-arm64-cloud.host");
    Path valid = Files.writeString(directory.resolve("valid.json"), Project.json(host));
    Path page = directory.resolve("index.html");
    for (String content : List.of("{", "[]", "{\"schemaVersion\": 2}")) {
      Path invalid = Files.writeString(directory.resolve("invalid.json"), content);
      ProgramRun run =
          Project.hostready(
              "report", "--format", "html=" + page, valid.toString(), invalid.toString());
      assertEquals(2, run.exitCode(), run.err());
      assertTrue(run.err().contains(text), run.err());
      assertTrue(Files.deleteIfExists(page), run.err());
    }
  }

  @Test
  void theCountOfErrors() throws IOException {
    String count = group("plugins/module_utils/program.py", "re\\.fullmatch\\(r\"([^\"]+)\"");
    ProgramRun run = Project.hostready("check", "--pack", "no-such-pack");
    assertEquals(2, run.exitCode());
    String last = run.err().lines().toList().getLast();
    assertTrue(last.matches("hostready: " + count), last);
  }
}
