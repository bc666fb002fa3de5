package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.TreeSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The module hostready.core.host over {@code local}, on a host with real apt, dpkg and ufw. */
@NeedsBox
class HostModuleTest {

  private static final String RULES =
      "rules: [docker-package-installed, ufw-forward-policy-accept]";

  /** What Ansible and apt write wherever they look. */
  private static final String[] NOISE = {
    "/root", "/tmp", "/var/tmp", "/var/log", "/var/cache/apt", "/var/lib/apt/lists/lock", "/run"
  };

  @Test
  void checkModeListsExactlyWhatTheRunThenDoes() {
    try (Box box = LocalHost.options().start()) {
      LocalHost host = new LocalHost(box);
      box.write("/etc/ufw/ufw.conf", "ENABLED=yes\n");
      String ready = "hostready.core.host: {state: ready, %s, %s}".formatted(RULES, docker(box));
      TreeSnapshot before = TreeSnapshot.of(box).without(NOISE);

      LocalHost.Task planned = host.task(ready, "--check", "--diff");
      assertFalse(planned.flag("failed"), planned::toString);
      assertTrue(planned.flag("changed"), planned::toString);
      assertFalse(planned.flag("ready"), planned::toString);
      assertEquals("not-ready", planned.text("outcome"), planned::toString);
      assertEquals(List.of(), before.differences(TreeSnapshot.of(box).without(NOISE)));
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
        assertEquals("done", change.path("outcome").asText(), made::toString);
      }
      filesAreAsShown(box, made);
      assertEquals(
          "installed", box.run("dpkg-query", "-W", "-f=${db:Status-Status}", "docker-ce").out());

      LocalHost.Task again = host.task(ready, "--diff");
      assertFalse(again.flag("changed"), again::toString);
      assertTrue(again.flag("ready"), again::toString);
      assertEquals(List.of(), again.planned("changes"));
      assertEquals(List.of(), again.planned("diff"));

      String undone = "hostready.core.host: {state: undone, %s}".formatted(RULES);
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

  /** Every file of the diff now holds what the diff says; keys are told by their fingerprints. */
  private static void filesAreAsShown(Box box, LocalHost.Task made) {
    int compared = 0;
    for (JsonNode one : made.result().path("diff")) {
      String path = one.path("after_header").asText().replaceFirst(" \\(mode .*", "");
      if (!path.endsWith(".asc")) {
        assertEquals(box.read(path), one.path("after").asText(), path);
        compared++;
      }
    }
    assertEquals(2, compared, made::toString);
  }

  @Test
  void whatGoesWrongIsToldInHostreadysWords() {
    try (Box box = LocalHost.options().start()) {
      String one = "rules: [docker-package-installed]";
      String waiver = "{rule: docker-package-installed, reason: not today, until: '2999-01-01'}";
      List<LocalHost.Task> tasks =
          new LocalHost(box)
              .tasks(
                  List.of(
                      "hostready.core.host: {%s}".formatted(one),
                      "hostready.core.host: {%s, must_be_ready: false}".formatted(one),
                      "hostready.core.host: {%s, waivers: [%s]}".formatted(one, waiver),
                      "hostready.core.host: {pack: [dokcer-engine], parameters: {no-such: true}}",
                      "hostready.core.host: {parameters: {data-root: [/a, /b]}}",
                      // A repository that is not there: the fix stops at its first step.
                      "hostready.core.host: {state: ready, %s, parameters: {docker-repository: '%s'}}"
                          .formatted(one, "http://127.0.0.1:9"),
                      "hostready.core.host: {executable: /opt/nothing}",
                      "hostready.core.host: {executable: /bin/true}",
                      "hostready.core.facts: {%s}".formatted(one),
                      "hostready.core.facts: {executable: /opt/nothing}"));

      LocalHost.Task missing = tasks.getFirst();
      fails(missing, "docker-package-installed fails: ");
      JsonNode failed = missing.result().at("/failed_rules/0/rule");
      assertEquals("docker-package-installed", failed.asText(), missing::toString);

      LocalHost.Task tolerated = tasks.get(1);
      assertFalse(tolerated.flag("failed"), tolerated::toString);
      assertFalse(tolerated.flag("ready"), tolerated::toString);

      LocalHost.Task waived = tasks.get(2);
      assertTrue(waived.flag("ready"), waived::toString);
      assertEquals("waived", waived.result().at("/results/0/verdict").asText());

      fails(tasks.get(3), "Did you mean 'docker-engine'?");
      fails(tasks.get(3), "nothing was done");
      fails(tasks.get(4), "the parameter data-root is a list");
      fails(tasks.get(5), "http://127.0.0.1:9");
      fails(tasks.get(5), "The fix that failed is that of docker-package-installed.");
      fails(tasks.get(6), "/opt/nothing");
      fails(tasks.get(7), "/bin/true printed no JSON document");

      LocalHost.Task facts = tasks.get(8);
      assertFalse(facts.flag("failed"), facts::toString);
      JsonNode told = facts.result().at("/ansible_facts/hostready");
      assertEquals("not-ready", told.path("outcome").asText(), facts::toString);
      assertEquals("fail", told.at("/verdicts/docker-package-installed").asText());
      LocalHost.Task none = tasks.get(9);
      assertFalse(none.flag("failed"), none::toString);
      assertFalse(none.result().at("/ansible_facts/hostready/installed").asBoolean(true));

      assertFalse(missing.ran().said().contains("Traceback"), missing::toString);
    }
  }

  private static void fails(LocalHost.Task task, String message) {
    assertTrue(task.flag("failed"), task::toString);
    assertFalse(task.flag("changed"), task::toString);
    assertTrue(task.text("msg").contains(message), task::toString);
  }

  /** Docker's repository, served in the box. */
  private static String docker(Box box) {
    box.write("/etc/dpkg/dpkg.cfg.d/test", "force-unsafe-io\n");
    box.write("/etc/apt/apt.conf.d/test", "Acquire::Retries \"0\";\n");
    AptRepository repository = AptRepository.docker("trixie");
    RepositoryServer server = repository.serve(box);
    return "parameters: {docker-repository: '%s', docker-key-fingerprint: '%s'}"
        .formatted(server.url().replace("/linux", ""), repository.fingerprint());
  }
}
