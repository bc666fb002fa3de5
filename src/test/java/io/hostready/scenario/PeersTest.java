package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Guest;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.TakesLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The same hosts, looked at by others and by us: holds the table in src/docs/comparison.md. What
 * each said is kept in target/testbed/peers.
 */
@NeedsGuest
class PeersTest {

  private static final Path TABLE = Path.of("src/docs/comparison.md");
  private static final Path KEPT = Path.of("target/testbed/peers");

  /** The columns of the table with what each says of a host, in order. */
  private static final List<String> COLUMNS =
      List.of("CHECK_CONFIG", "GOSS", "DOCKER_INFO", "hostready");

  // fresh: `words that are there`, not `words that are not`
  private static final Pattern CLAIM = Pattern.compile("(fresh|fixed|upgraded): |(not )?`([^`]+)`");

  private final Map<String, String> said = new TreeMap<>();

  @Test
  @TakesLong
  void othersSayOfTheSameHostsWhatTheTableSays() throws IOException {
    AptRepository docker = AptRepository.runningDocker();
    try (Guest host = Guest.fresh()) {
      Docker.repository(host, docker);
      ask("fresh", host, docker);
      Files.createDirectories(KEPT);
      keep("fixed", "fix", host.hostready(Docker.from(docker, "fix", "--yes")).exits(0).toString());
      Docker.runsAContainer(host);
      ask("fixed", host, docker);
    }
    try (Guest host = Guest.fresh()) {
      Docker.repository(host, docker);
      host.sh("mv /usr/lib/modules/$(uname -r) /usr/lib/modules/6.12.999+deb13-cloud-amd64")
          .succeeds();
      ask("upgraded", host, docker);
      // Who is right: Docker does not start there.
      ProgramRun fix = host.hostready(Docker.from(docker, "fix", "--yes"));
      keep("upgraded", "fix", fix.toString());
      fix.fails();
      host.run("docker", "info").fails();
    }
    List<String> rows =
        Files.readAllLines(TABLE).stream().filter(each -> each.matches("\\| \\d.*")).toList();
    assertTrue(rows.size() > 5, TABLE + " has no table");
    List<String> wrong = new ArrayList<>();
    rows.forEach(row -> wrong.addAll(wrongClaims(row)));
    assertEquals(List.of(), wrong);
  }

  private void ask(String name, Guest host, AptRepository docker) throws IOException {
    Files.createDirectories(KEPT);
    for (Peer each : Peer.values()) {
      keep(name, each.name(), each.asked(host).toString());
    }
    keep(name, "hostready", host.hostready(Docker.from(docker, "check", "-v")).toString());
  }

  private void keep(String host, String who, String what) throws IOException {
    Files.writeString(KEPT.resolve(host + "-" + who), what);
    said.put(host + " " + who, what.replaceAll("\\s+", " "));
  }

  /** What a row of the table claims somebody said, and that is not so. */
  private List<String> wrongClaims(String row) {
    String[] cells = row.split("\\|");
    List<String> wrong = new ArrayList<>();
    for (int column = 0; column < COLUMNS.size(); column++) {
      String host = "";
      Matcher claims = CLAIM.matcher(cells[column + 3]);
      while (claims.find()) {
        if (claims.group(1) != null) {
          host = claims.group(1);
          continue;
        }
        String what = said.getOrDefault(host + " " + COLUMNS.get(column), "");
        if (what.isEmpty() || what.contains(claims.group(3)) != (claims.group(2) == null)) {
          wrong.add(
              cells[1].strip() + ", " + COLUMNS.get(column) + ", " + host + ": " + claims.group());
        }
      }
    }
    return wrong;
  }
}
