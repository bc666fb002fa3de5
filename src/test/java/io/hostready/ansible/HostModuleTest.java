package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.TreeSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The module hostready.core.host over {@code local}, on a host with real apt, dpkg and ufw. */
@NeedsBox
class HostModuleTest {

  private static final List<String> RULES =
      List.of("docker-package-installed", "ufw-forward-policy-accept");

  /** What Ansible and apt write wherever they look. */
  private static final String[] NOISE = {
    "/root", "/tmp", "/var/tmp", "/var/log", "/var/cache/apt", "/var/lib/apt/lists/lock", "/run"
  };

  @Test
  void checkModeListsExactlyWhatTheRunThenDoes() {
    try (Box box = LocalHost.options().start()) {
      LocalHost host = new LocalHost(box);
      box.write("/etc/ufw/ufw.conf", "ENABLED=yes\n");
      Map<String, String> docker = host.serveDocker();
      String ready =
          "hostready.core.host: {state: ready, rules: %s, parameters: %s}"
              .formatted(RULES, LocalHost.inYaml(docker));
      TreeSnapshot before = TreeSnapshot.of(box).without(NOISE);

      LocalHost.Task planned = host.task(ready, "--check", "--diff");
      assertFalse(planned.flag("failed"), planned::toString);
      assertTrue(planned.flag("changed"), planned::toString);
      assertFalse(planned.flag("ready"), planned::toString);
      assertEquals("not-ready", planned.text("outcome"), planned::toString);
      assertEquals(List.of(), before.differences(TreeSnapshot.of(box).without(NOISE)));
      assertEquals(linesOfPlan(box, docker), Played.changedLines(planned.ran().out()));
      String shown = planned.ran().out();
      assertTrue(shown.contains("+Suites: trixie\n"), shown);
      assertTrue(shown.contains("-DEFAULT_FORWARD_POLICY=\"DROP\"\n"), shown);
      assertTrue(shown.contains("+DEFAULT_FORWARD_POLICY=\"ACCEPT\"\n"), shown);

      LocalHost.Task made = host.task(ready, "--diff");
      assertFalse(made.flag("failed"), made::toString);
      assertTrue(made.flag("changed"), made::toString);
      assertTrue(made.flag("ready"), made::toString);
      assertEquals(planned.planned("changes"), made.planned("changes"));
      assertEquals(planned.planned("diff"), made.planned("diff"));
      for (JsonNode change : made.result().path("changes")) {
        assertEquals("done", change.path("outcome").asString(), made::toString);
      }
      filesAreAsShown(box, made);
      assertEquals(
          "installed", box.run("dpkg-query", "-W", "-f=${db:Status-Status}", "docker-ce").out());

      LocalHost.Task again = host.task(ready, "--diff");
      assertFalse(again.flag("changed"), again::toString);
      assertTrue(again.flag("ready"), again::toString);
      assertEquals(List.of(), again.planned("changes"));
      assertEquals(List.of(), again.planned("diff"));

      String undone = "hostready.core.host: {state: undone, rules: %s}".formatted(RULES);
      LocalHost.Task would = host.task(undone, "--check");
      assertTrue(would.flag("changed"), would::toString);
      assertTrue(box.exists("/etc/apt/sources.list.d/docker.sources"));
      LocalHost.Task back = host.task(undone);
      assertTrue(back.flag("changed"), back::toString);
      assertEquals(would.planned("changes"), back.planned("changes"));
      assertEquals("not-ready", back.text("outcome"), back::toString);
      assertFalse(box.exists("/etc/apt/sources.list.d/docker.sources"));
      assertTrue(box.read("/etc/default/ufw").contains("DEFAULT_FORWARD_POLICY=\"DROP\""));
      assertFalse(host.task(undone).flag("changed"));
    }
  }

  /** What {@code plan} shows for people of the same rules. */
  private static List<String> linesOfPlan(Box box, Map<String, String> parameters) {
    List<String> argv = new ArrayList<>(List.of("/opt/program/bin/hostready", "plan"));
    parameters.forEach((name, value) -> argv.addAll(List.of("--set", name + "=" + value)));
    argv.addAll(RULES);
    return Played.changedLines(box.run(argv.toArray(String[]::new)).out());
  }

  /** Every file of the diff now holds what the diff says; keys are told by their fingerprints. */
  private static void filesAreAsShown(Box box, LocalHost.Task made) {
    int compared = 0;
    for (JsonNode one : made.result().path("diff")) {
      String path = one.path("after_header").asString().replaceFirst(" \\(mode .*", "");
      if (!path.endsWith(".asc")) {
        assertEquals(box.read(path), one.path("after").asString(), path);
        compared++;
      }
    }
    assertEquals(2, compared, made::toString);
  }
}
