package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.ThrowAwayHost;
import java.util.List;

/** A host on which somebody has installed Docker before. */
@NeedsGuest
class DockerIsThereTest {

  @OnEveryHost
  void hostWithTheDistributionsDockerIsReady(HostKind kind) {
    try (ThrowAwayHost host = kind.fresh()) {
      RepositoryServer distribution = Docker.distribution(host);
      host.run("apt-get", "install", "-qy", "docker.io", "docker-cli").succeeds();
      Docker.runsAContainer(host);
      Docker.containersReachOut(host, kind.keyOutside(host, distribution));

      Report report = Report.check(host, kind.rules());

      assertEquals("ready", report.outcome(), report.toString());
      assertEquals(List.of(), report.rulesThat("unknown"), report::toString);
      assertEquals("pass", report.verdict("docker-daemon-running"), report.toString());
    }
  }
}
