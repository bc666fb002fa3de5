package io.hostready.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Guest;
import io.hostready.testbed.NeedsGuest;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.TakesLong;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host on which somebody has installed Docker before. */
@NeedsGuest
class DockerIsThereTest {

  @Test
  @TakesLong
  void hostWithTheDistributionsDockerIsReady() {
    try (Guest host = Guest.fresh()) {
      RepositoryServer distribution = Docker.distribution(host);
      host.run("apt-get", "install", "-qy", "docker.io", "docker-cli").succeeds();
      Docker.runsAContainer(host);
      assertTrue(Docker.containersReachOut(host, distribution));

      Report report = Report.check(host);

      assertEquals("ready", report.outcome(), report.toString());
      assertEquals(List.of(), report.rulesThat("unknown"), report::toString);
      assertEquals("pass", report.verdict("docker-daemon-running"), report.toString());
    }
  }
}
