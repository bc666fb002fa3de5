package io.hostready.scenario;

import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.ThrowAwayHost;

/** Others who look at hosts, in the versions that Debian 13 has, and what they say of one. */
enum Peer {
  /** Moby's script, which Docker's guide names for this. */
  CHECK_CONFIG("sh /opt/testbed/peers/check-config.sh"),
  /** A tester of servers, asked for what Docker's guide has one see to. */
  GOSS("/opt/testbed/peers/goss -g /run/goss.yaml validate --no-color --format documentation"),
  /** Docker's own view of its host. */
  DOCKER_INFO("docker info");

  private static final String GOSS_FILE =
      """
      kernel-param:
        net.ipv4.ip_forward:
          value: "1"
      package:
        docker-ce:
          installed: true
        containerd.io:
          installed: true
      service:
        docker:
          enabled: true
          running: true
        containerd:
          enabled: true
          running: true
      file:
        /etc/apt/keyrings/docker.asc:
          exists: true
          mode: "0644"
        /run/docker.sock:
          exists: true
          filetype: socket
          mode: "0660"
        /sys/fs/cgroup/cgroup.controllers:
          exists: true
          contains: [memory, cpu, pids]
      group:
        docker:
          exists: true
      command:
        grep -w overlay /proc/filesystems:
          exit-status: 0
        lsmod | grep -w br_netfilter:
          exit-status: 0
      """;

  private final String line;

  Peer(String line) {
    this.line = line;
  }

  /** What it says, and how it ends; no terminal, no colours. */
  ProgramRun asked(ThrowAwayHost host) {
    if (this == GOSS) {
      host.write("/run/goss.yaml", GOSS_FILE);
    }
    return host.run("sh", "-c", line + " 2>&1");
  }
}
