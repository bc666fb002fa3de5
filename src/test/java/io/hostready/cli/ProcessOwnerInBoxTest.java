package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.Box;
import io.hostready.testbed.Eventually;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Real processes with the names of daemons: another user's, a system user's, and root's. */
@NeedsBox
class ProcessOwnerInBoxTest {

  private static final String[] RULES = {
    "check",
    "--format",
    "json",
    "docker-daemon-running",
    "ntp-service-running",
    "apt-and-dpkg-idle",
    "kubelet-ports-free"
  };

  private static final Map<String, String> NOTHING_RUNS =
      Map.of(
          "docker-daemon-running",
          "not-applicable",
          "ntp-service-running",
          "fail",
          "apt-and-dpkg-idle",
          "pass",
          "kubelet-ports-free",
          "pass");

  @Test
  void programsOfAnotherUserDecideNothing() throws IOException {
    try (Box box = Box.start()) {
      box.sh("useradd -m -u 1001 eve; useradd --system -u 901 _chrony; chmod 755 /home/eve")
          .succeeds();
      box.sh("for each in dockerd chronyd apt-get; do cp /bin/sleep /home/eve/$each; done")
          .succeeds();
      for (String name : new String[] {"dockerd", "chronyd", "apt-get"}) {
        running(box, 1001, name, "/home/eve/" + name, "infinity");
      }
      // A set-user-ID program of root's, which waits for eve's password.
      box.sh("ln -s /usr/bin/sudo /home/eve/kubelet; mkfifo -m 666 /home/eve/password").succeeds();
      running(
          box,
          1001,
          "kubelet",
          "sh",
          "-c",
          "exec /home/eve/kubelet -S -k true <>/home/eve/password");
      assertEquals(new TreeMap<>(NOTHING_RUNS), verdicts(box));

      running(box, 0, "dockerd", "/home/eve/dockerd", "infinity");
      running(box, 901, "chronyd", "/home/eve/chronyd", "infinity");
      running(box, 0, "apt-get", "/home/eve/apt-get", "infinity");
      box.sh("cp /bin/sleep /root/kubelet").succeeds();
      running(box, 0, "kubelet", "/root/kubelet", "infinity");
      Map<String, String> allRun =
          Map.of(
              "docker-daemon-running",
              "pass",
              "ntp-service-running",
              "pass",
              "apt-and-dpkg-idle",
              "fail",
              "kubelet-ports-free",
              "not-applicable");
      assertEquals(new TreeMap<>(allRun), verdicts(box));
    }
  }

  private static void running(Box box, int user, String name, String... argv) {
    String count = "cat /proc/[0-9]*/comm 2>/dev/null | grep -cx " + name + " || :";
    String before = box.sh(count).out();
    box.command(argv).as(user, user).start();
    Eventually.await(name + " runs", () -> !box.sh(count).out().equals(before));
  }

  private static Map<String, String> verdicts(Box box) throws IOException {
    ProgramRun ran = box.hostready(RULES);
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode each : new ObjectMapper().readTree(ran.out()).path("results")) {
      verdicts.put(each.path("rule").asString(), each.path("verdict").asString());
    }
    return verdicts;
  }
}
