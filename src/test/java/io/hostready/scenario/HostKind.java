package io.hostready.scenario;

import io.hostready.testbed.Box;
import io.hostready.testbed.Guest;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.ThrowAwayHost;
import java.time.Duration;
import java.util.List;

/** The real hosts that a test is put to. */
enum HostKind {
  /**
   * A Debian tree with systemd as its first process, in namespaces, on this machine's kernel and at
   * its speed. Kernel modules, control groups, the clock and most sysctls are not its own.
   */
  TREE {
    @Override
    ThrowAwayHost fresh() {
      Box host = Box.with().packaged().disk("2g").booted().start();
      host.run("ufw", "allow", "22/tcp").succeeds();
      host.run("ufw", "--force", "enable").succeeds();
      return host;
    }

    @Override
    String[] rules() {
      return ITS_OWN.toArray(String[]::new);
    }

    @Override
    String keyOutside(ThrowAwayHost host, RepositoryServer distribution) {
      // A neighbour that knows no way back but to the host itself.
      String key = "http://192.0.2.2/debian.asc";
      host.sh(
              """
              ip netns add outside
              ip link add way type veth peer name eth0 netns outside
              ip address add 192.0.2.1/24 dev way
              ip link set way up
              ip -n outside address add 192.0.2.2/24 dev eth0
              ip -n outside link set eth0 up
              nsenter --net=/run/netns/outside busybox httpd -p 80 -h /etc/apt/keyrings \
                </dev/null >/dev/null 2>&1
              """)
          .succeeds();
      // Its link comes up a moment later.
      host.await(Duration.ofMinutes(5), "busybox wget -T 5 -O /dev/null " + key);
      return key;
    }
  },
  /** A whole machine with a kernel of its own, by emulation. */
  MACHINE {
    @Override
    ThrowAwayHost fresh() {
      return Guest.fresh();
    }

    @Override
    String[] rules() {
      return new String[0];
    }

    @Override
    String keyOutside(ThrowAwayHost host, RepositoryServer distribution) {
      return distribution.url("trixie") + "/gpg";
    }
  };

  private static final List<String> ITS_OWN =
      List.of(
          "no-conflicting-packages",
          "docker-package-installed",
          "docker-daemon-running",
          "docker-daemon-answering",
          "docker-storage-driver-not-vfs",
          "docker-socket-permissions-restricted",
          "docker-signing-key-genuine",
          "docker-signing-key-readable",
          "trusted-gpg-without-docker-key",
          "docker-apt-signed-by-set",
          "docker-apt-signed-by-consistent",
          "docker-apt-suite-matches-release",
          "ufw-forward-policy-accept",
          "ip-forwarding-on-with-docker");

  /** A fresh Debian 13 without Docker, ufw active, with the packaged program. */
  abstract ThrowAwayHost fresh();

  /** The rules about what is the host's own; none for all. */
  abstract String[] rules();

  /** Where, outside of a host, a container finds the key of the distribution's repository. */
  abstract String keyOutside(ThrowAwayHost host, RepositoryServer distribution);
}
