package io.hostready.scenario;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Guest;
import io.hostready.testbed.RepositoryServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a host is given of Docker: where to install it from, and a container to run. */
final class Docker {

  /**
   * What Debian's own packages leave behind however they are removed, each a regular expression for
   * {@link HostState#unexplained}.
   */
  static final List<String> LEAVES_BEHIND =
      List.of(
          // Its network, chains and forwarding stay in the running kernel until the next boot.
          "[+] module ",
          "[+-] packet filter ",
          "[+-] setting net\\.ipv[46]\\.",
          "[+] network docker0");

  private Docker() {}

  /** A command line that takes Docker's packages of version 26 from a repository of this run. */
  static String[] from(AptRepository docker, String... words) {
    List<String> argv = new ArrayList<>(List.of(words));
    argv.addAll(List.of("--set", "docker-version=26"));
    argv.addAll(List.of("--set", "docker-key-fingerprint=" + docker.fingerprint()));
    return argv.toArray(String[]::new);
  }

  /** Docker's own repository at its own address, over TLS, signed by a key of this test run. */
  static RepositoryServer repository(Guest host, AptRepository docker) {
    return docker.serveAs(host, "download.docker.com");
  }

  /** The distribution's own repository, known to the host's apt as on any fresh host. */
  static RepositoryServer distribution(Guest host) {
    RepositoryServer server = AptRepository.runningDistribution().serve(host).addToApt("trixie");
    host.run("apt-get", "update", "-q", "--error-on=any").succeeds();
    return server;
  }

  /** Imports an image and runs a container of it that says so. */
  static void runsAContainer(Guest host) {
    host.await(Duration.ofMinutes(2), "docker version");
    host.run("docker", "import", "/opt/testbed/container.tar", "testbed:1").succeeds();
    runsAContainerAgain(host);
  }

  /** Runs a container of the image that {@link #runsAContainer} imported. */
  static void runsAContainerAgain(Guest host) {
    host.await(Duration.ofMinutes(2), "docker version");
    String said = host.run("docker", "run", "--rm", "testbed:1", "id", "-u").succeeds().out();
    if (!said.equals("0\n")) {
      throw new AssertionError("a container said '" + said + "' to id -u, expected 0");
    }
  }

  /** Whether a container reaches what is outside of its host, by address translation. */
  static boolean containersReachOut(Guest host, RepositoryServer server) {
    String address = server.url("trixie") + "/gpg";
    return host.run(
            "docker", "run", "--rm", "testbed:1", "wget", "-q", "-T", "10", "-O", "-", address)
        .out()
        .contains("PUBLIC KEY");
  }
}
