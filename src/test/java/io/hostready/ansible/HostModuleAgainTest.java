package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The module hostready.core.host with {@code async} and {@code retries}, and beside itself. */
@NeedsBox
class HostModuleAgainTest {

  /** What dpkg runs before each of its runs: it waits, or fails, as the test says. */
  private static final String DPKG =
      """
      #!/bin/sh
      touch /root/dpkg-runs
      while [ -e /root/wait ]; do sleep 0.2; done
      [ ! -e /root/fail ] || { rm /root/fail; exit 1; }
      """;

  @Test
  void whatAsyncKillsIsGoneOnWithAndWhatFailsIsRetried() {
    try (Box box = host()) {
      LocalHost host = new LocalHost(box);
      String ready = ready(host);
      box.write("/root/wait", "");

      LocalHost.Task killed;
      int limit = 15;
      do { // until the machine was quick enough to come to dpkg within the limit
        killed = host.task(ready + "\n      async: " + limit + "\n      poll: 1");
        assertTrue(killed.flag("failed"), killed::toString);
        limit *= 2;
      } while (!box.exists("/root/dpkg-runs"));
      box.sh("rm /root/wait").succeeds();
      LocalHost.Task made = host.task(ready);
      assertFalse(made.flag("failed"), made::toString);
      assertTrue(made.flag("ready"), made::toString);

      LocalHost.Task undone = host.task("hostready.core.host: {state: undone}");
      assertFalse(undone.flag("failed"), undone::toString);
      assertFalse(box.exists("/etc/apt/sources.list.d/docker.sources"));

      box.write("/root/fail", "");
      String retries = "\n      until: task0 is not failed\n      retries: 3\n      delay: 1";
      LocalHost.Task retried = host.task(ready + retries);
      assertFalse(retried.flag("failed"), retried::toString);
      assertTrue(retried.flag("changed"), retried::toString);
      assertTrue(retried.flag("ready"), retried::toString);
      assertEquals(2, retried.result().path("attempts").asInt(), retried::toString);
      assertFalse(killed.ran().said().contains("Traceback"), killed::toString);
    }
  }

  @Test
  void twoAtOnceWaitForEachOther() {
    try (Box box = host()) {
      LocalHost host = new LocalHost(box);
      String ready = ready(host) + "\n      async: 300\n      poll: 0";
      String wait =
          """
          ansible.builtin.async_status: {jid: '{{ task%d.ansible_job_id }}'}
                until: task%d is finished
                retries: 300
                delay: 1\
          """;
      List<LocalHost.Task> tasks =
          host.tasks(List.of(ready, ready, wait.formatted(0, 2), wait.formatted(1, 3)));
      List<LocalHost.Task> ends = tasks.subList(2, 4);
      for (LocalHost.Task end : ends) {
        assertFalse(end.flag("failed"), end::toString);
        assertTrue(end.flag("ready"), end::toString);
      }
      assertEquals(1, ends.stream().filter(end -> end.flag("changed")).count(), ends::toString);
    }
  }

  private static Box host() {
    Box box = LocalHost.options().start();
    box.write("/root/dpkg", DPKG);
    box.sh("chmod 755 /root/dpkg").succeeds();
    box.write("/etc/dpkg/dpkg.cfg.d/slow", "pre-invoke=/root/dpkg\n");
    return box;
  }

  private static String ready(LocalHost host) {
    return "hostready.core.host: {state: ready, rules: [docker-package-installed], parameters: %s}"
        .formatted(LocalHost.inYaml(host.serveDocker()));
  }
}
