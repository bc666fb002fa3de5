package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.dist.Bundle;
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
import tools.jackson.databind.ObjectMapper;

/**
 * The role hostready.core.docker_host on five hosts: three that can be made ready, one that cannot,
 * and one that does not answer.
 */
@NeedsBox
class FleetTest {

  private static final String HOME = "/usr/local/lib/hostready";

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
      inventory(boxes, repository, servers.getFirst());
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
      assertTrue(boxes.getFirst().exists(HOME + "/bin/hostready"));
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

  private void inventory(List<Box> boxes, AptRepository repository, RepositoryServer server)
      throws IOException {
    StringBuilder hosts = new StringBuilder("docker:\n  hosts:\n");
    for (int i = 0; i < boxes.size(); i++) {
      hosts.append("    host%d: {box_pid: %d}\n".formatted(i + 1, boxes.get(i).pid()));
    }
    hosts.append(
        """
          vars:
            ansible_connection: box
            ansible_python_interpreter: /usr/bin/python3
            docker_host_bundle: %s
            docker_host_prefix: /usr/local
            docker_host_rules: [cpu-64-bit, docker-package-installed]
            docker_host_reports: %s
            docker_host_parameters:
              docker-repository: %s
              docker-key-fingerprint: %s
        """
            .formatted(
                Bundle.archive(),
                directory.resolve("reports"),
                server.url().replace("/linux", ""),
                repository.fingerprint()));
    Files.writeString(directory.resolve("hosts.yml"), hosts);
  }

  private Played play(String serial, String... words) throws IOException {
    Path play = Files.writeString(directory.resolve("play.yml"), PLAY.formatted(serial));
    List<String> all = new ArrayList<>(List.of("-i", directory.resolve("hosts.yml").toString()));
    all.addAll(List.of(words));
    all.add(play.toString());
    Path connection = Bundle.PROJECT.resolve("src/test/resources/io/hostready/ansible/connection");
    Map<String, String> more =
        Map.of(
            "ANSIBLE_CONNECTION_PLUGINS",
            connection.toString(),
            "XDG_CACHE_HOME",
            directory.resolve("cache").toString());
    return new Played(Ansible.run(more, "playbook", all.toArray(String[]::new)));
  }

  private String outcome(String host) throws IOException {
    String text = Files.readString(directory.resolve("reports/" + host + ".json"));
    return new ObjectMapper().readTree(text).path("outcome").asString();
  }

  /** The hosts that the page of all tells of, by the names of the inventory. */
  private List<String> onPage() throws IOException {
    String page = Files.readString(directory.resolve("reports/index.html"));
    return Stream.of("host1", "host2", "host3", "host4", "host5").filter(page::contains).toList();
  }

  private static List<String> left(Box box) throws IOException {
    try (Stream<Path> names = Files.list(box.path("/var/tmp"))) {
      return names.map(Path::toString).toList();
    }
  }
}
