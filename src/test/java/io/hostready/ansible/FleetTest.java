package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.TreeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The role hostready.core.docker_host on five hosts: three that can be made ready, one that cannot,
 * and one that does not answer.
 */
@NeedsBox
class FleetTest {

  private static final String PLAY =
      """
      - hosts: docker
        gather_facts: false
        serial: %s
        roles:
          - hostready.core.docker_host
      """;

  /** What Ansible writes wherever it works. */
  private static final String[] NOISE = {"/root", "/tmp", "/var/tmp", "/run"};

  @TempDir Path directory;

  @Test
  void fiveHostsOfWhichOneIsNotReadyAndOneDoesNotAnswer() throws IOException {
    List<Box> boxes = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        boxes.add(Box.start());
      }
      AptRepository repository = AptRepository.docker("trixie");
      List<RepositoryServer> servers = boxes.subList(0, 3).stream().map(repository::serve).toList();
      String url = servers.getFirst().url().replace("/linux", "");
      String fingerprint = repository.fingerprint();
      fleet()
          .inventory(
              boxes, Map.of("docker-repository", url, "docker-key-fingerprint", fingerprint));
      boxes.get(4).close();
      // What an earlier run left of a host that does not answer today.
      Path stale = Files.createDirectories(directory.resolve("reports")).resolve("host5.json");
      Files.writeString(stale, "{}");
      TreeSnapshot before = TreeSnapshot.of(boxes.getFirst()).without(NOISE);

      Played looked = play("5", "--check", "--diff", "--limit", "host1");
      assertEquals(0, looked.count("host1", "failed"), looked::toString);
      assertTrue(looked.count("host1", "changed") > 0, looked::toString);
      assertTrue(looked.ran().out().contains("+Suites: trixie"), looked::toString);
      assertEquals(List.of(), before.differences(TreeSnapshot.of(boxes.getFirst()).without(NOISE)));
      assertFalse(Files.exists(directory.resolve("reports/host1.json")), looked::toString);

      Played made = play("2");
      made.ran().fails();
      for (String host : List.of("host1", "host2", "host3")) {
        assertEquals(0, made.count(host, "failed"), made::toString);
        assertEquals("ready", outcome(host));
      }
      assertEquals(1, made.count("host4", "failed"), made::toString);
      assertTrue(made.ran().out().contains("The fix that failed is that of"), made::toString);
      assertEquals("not-ready", outcome("host4"));
      assertEquals(1, made.count("host5", "unreachable"), made::toString);
      assertFalse(Files.exists(stale), made::toString);
      assertTrue(boxes.getFirst().exists(Fleet.HOME + "/bin/hostready"));
      assertEquals(
          "installed",
          boxes.get(2).run("dpkg-query", "-W", "-f=${db:Status-Status}", "docker-ce").out());
      assertEquals(List.of(), left(boxes.getFirst()), "scratch directories");
      assertEquals(List.of("host1", "host2", "host3", "host4"), onPage(), made::toString);

      Played again = play("5", "--limit", "host1,host3");
      again.ran().succeeds();
      for (String host : List.of("host1", "host3")) {
        assertEquals(0, again.count(host, "changed"), again::toString);
      }
      assertEquals(List.of("host1", "host2", "host3", "host4"), onPage(), again::toString);
      assertFalse(
          (looked.ran().said() + made.ran().said() + again.ran().said()).contains("Traceback"));
    } finally {
      boxes.stream().filter(Box::isAlive).forEach(Box::close);
    }
  }

  private Played play(String serial, String... words) {
    return fleet().play(PLAY.formatted(serial), words);
  }

  private Fleet fleet() {
    return new Fleet(directory);
  }

  private String outcome(String host) {
    return fleet().outcome(host);
  }

  /** The hosts that the page of all tells of, by the names of the inventory. */
  private List<String> onPage() {
    String page = fleet().read("reports/index.html");
    return Stream.of("host1", "host2", "host3", "host4", "host5").filter(page::contains).toList();
  }

  private static List<String> left(Box box) throws IOException {
    try (Stream<Path> names = Files.list(box.path("/var/tmp"))) {
      return names.map(Path::toString).toList();
    }
  }
}
