package io.hostready.ansible;

import io.hostready.dist.Bundle;
import io.hostready.testbed.Box;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/**
 * Throw-away hosts in the group docker of an inventory, as host1, host2 and so on, on which this
 * machine's Ansible plays the role hostready.core.docker_host, with the packaged program.
 *
 * @param directory where inventory, playbook and reports are
 */
record Fleet(Path directory) {

  /** Where the role installs the program on a host. */
  static final String HOME = "/usr/local/lib/hostready";

  /**
   * Writes the inventory.
   *
   * @param parameters those of the rules
   */
  void inventory(List<Box> boxes, Map<String, String> parameters) {
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
            docker_host_parameters: %s
        """
            .formatted(
                Bundle.archive(), directory.resolve("reports"), LocalHost.inYaml(parameters)));
    write("hosts.yml", hosts.toString());
  }

  /** Runs a playbook. */
  Played play(String playbook, String... words) {
    write("play.yml", playbook);
    List<String> all = new ArrayList<>(List.of("-i", directory.resolve("hosts.yml").toString()));
    all.addAll(List.of(words));
    all.add(directory.resolve("play.yml").toString());
    Path connection = Bundle.PROJECT.resolve("src/test/resources/io/hostready/ansible/connection");
    Map<String, String> more =
        Map.of(
            "ANSIBLE_CONNECTION_PLUGINS",
            connection.toString(),
            "XDG_CACHE_HOME",
            directory.resolve("cache").toString());
    return new Played(Ansible.run(more, "playbook", all.toArray(String[]::new)));
  }

  /** The outcome in a host's report. */
  String outcome(String host) {
    String text = read("reports/" + host + ".json");
    return new ObjectMapper().readTree(text).path("outcome").asString();
  }

  /** The text of a file in the directory. */
  String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
