package io.hostready.ansible;

import io.hostready.dist.Bundle;
import io.hostready.testbed.ThrowAwayHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * This machine as the one from which Ansible manages a throw-away host over ssh, as the user {@code
 * ops}, who becomes root by sudo. Ansible runs with the files of this machine and in the host's
 * network, and what it leaves running ends with the host.
 */
public final class Controller {

  /** The host's name in the inventory, in the group docker. */
  public static final String HOST = "web-1";

  private final ThrowAwayHost host;
  private final Path directory;

  private Controller(ThrowAwayHost host, Path directory) {
    this.host = host;
    this.directory = directory;
  }

  /**
   * Lets Ansible in to a host.
   *
   * @param directory where playbooks, keys, inventory and reports are
   * @param variables of the group docker, a line of YAML each
   */
  public static Controller of(ThrowAwayHost host, Path directory, List<String> variables) {
    Path key = directory.resolve("key");
    String[] keygen = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()};
    Bundle.run(directory, Map.of(), keygen).succeeds();
    Path known = directory.resolve("known_hosts");
    StringBuilder inventory = new StringBuilder("docker:\n  hosts: {" + HOST + ": {}}\n  vars:\n");
    for (String each :
        List.of(
            "ansible_host: 127.0.0.1",
            "ansible_port: " + host.sshPort(),
            "ansible_user: ops",
            "ansible_ssh_private_key_file: " + key,
            "ansible_ssh_common_args: -o UserKnownHostsFile=" + known + " -o ConnectTimeout=10",
            "ansible_python_interpreter: /usr/bin/python3")) {
      inventory.append("    ").append(each).append('\n');
    }
    variables.forEach(each -> inventory.append("    ").append(each).append('\n'));
    try {
      Files.writeString(directory.resolve("hosts.yml"), inventory);
      // Names of sockets are short, and those of test directories need not be.
      Files.createDirectories(Path.of("/run/hostready-ansible"));
      host.sh("useradd -m -s /bin/sh ops && install -d -o ops -m 700 /home/ops/.ssh").succeeds();
      host.write("/home/ops/.ssh/authorized_keys", Files.readString(Path.of(key + ".pub")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    host.write("/etc/sudoers.d/ops", "ops ALL=(ALL) NOPASSWD: ALL\n");
    host.sh("chmod 440 /etc/sudoers.d/ops && systemctl start ssh").succeeds();
    return new Controller(host, directory);
  }

  /** Writes a playbook. */
  public void playbook(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a playbook with {@code ansible-playbook -i hosts.yml -v}. */
  public Played play(String name, String... words) {
    List<String> way = List.of("nsenter", "-t", Long.toString(host.pid()), "-n", "-p", "--");
    List<String> all = new ArrayList<>(List.of("-i", "hosts.yml", "-v"));
    all.addAll(List.of(words));
    all.add(name);
    Map<String, String> environment =
        Map.of(
            "ANSIBLE_HOST_KEY_CHECKING",
            "false",
            "ANSIBLE_SSH_CONTROL_PATH_DIR",
            "/run/hostready-ansible/" + host.pid(),
            "XDG_CACHE_HOME",
            directory.resolve("cache").toString());
    Played played =
        new Played(
            Ansible.run(directory, way, environment, "playbook", all.toArray(String[]::new)));
    System.out.printf(
        "%8.1f s  ansible-playbook %s%n",
        played.ran().took().toMillis() / 1000.0, String.join(" ", all));
    return played;
  }
}
