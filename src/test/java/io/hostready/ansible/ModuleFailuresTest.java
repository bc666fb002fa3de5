package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the modules say when something goes wrong: hostready's words, and never a traceback. */
@NeedsBox
class ModuleFailuresTest {

  /** A task and what it says. */
  private record Failure(String task, List<String> words) {

    static Failure of(String options, String... words) {
      return new Failure("hostready.core.host: {" + options + "}", List.of(words));
    }

    /** Without the rights of root. */
    Failure asNobody() {
      String become = "\n      become: true\n      become_user: nobody";
      return new Failure(task + become + "\n      vars: {ansible_pipelining: true}", words);
    }
  }

  private static final String ONE = "rules: [docker-package-installed]";

  /** What is in the place of the program, by names in /root. */
  private static final Map<String, String> BROKEN =
      Map.of(
          "killed",
          "echo 'hostready: this is told.' >&2; kill -KILL $$",
          "silent",
          "exit 4",
          "cut-off",
          "printf '{\"schemaVersion\": 1, \"results\": ['",
          "of-tomorrow",
          "echo '{\"schemaVersion\": 2}'",
          "odd",
          "echo '{\"schemaVersion\": 1, \"failOn\": \"now\", \"results\": [{\"verdict\": 0}]}'");

  private static final List<Failure> FAILURES =
      List.of(
          Failure.of(
              ONE,
              "docker-package-installed fails: ",
              "To do: install or configure Docker's packages"),
          Failure.of(
              "pack: [dokcer-engine], parameters: {no-such: true}",
              "Did you mean 'docker-engine'?",
              "1 error"),
          Failure.of("parameters: {data-root: [/a, /b]}", "the parameter data-root is a list"),
          // A repository that is not there: the fix stops at its first step.
          Failure.of(
              "state: ready, parameters: {docker-repository: 'http://127.0.0.1:9'}, " + ONE,
              "http://127.0.0.1:9",
              "The fix that failed is that of docker-package-installed.",
              "Rules that fail now: docker-package-installed."),
          Failure.of(
              "parameters: {docker-repository: 'https://ann:s3cret@mirror.example.org'}",
              "/etc/apt/auth.conf.d"),
          Failure.of("state: undone, run: never", "there is no run 'never' on this host"),
          Failure.of("state: ready", "must run as root").asNobody(),
          Failure.of("state: undone", "must run as root").asNobody(),
          Failure.of("executable: /opt/nothing", "/opt/nothing"),
          Failure.of("executable: /root", "there is no program there that may be run"),
          Failure.of("executable: /bin/true", "/bin/true printed no JSON document"),
          Failure.of("executable: /root/no-program", "could not be started: Exec format error"),
          Failure.of("executable: /root/killed", "ended by SIGKILL, its last words: this is told."),
          Failure.of("executable: /root/killed, state: ready", "state undone reverts it"),
          Failure.of("executable: /root/silent", "exit code 4 and printed nothing"),
          Failure.of("executable: /root/cut-off", "breaks off after 33 characters"),
          Failure.of("executable: /root/of-tomorrow", "schema version 2, expected 1"),
          Failure.of("executable: /root/odd", "document is not as this collection expects it"));

  @Test
  void whatGoesWrongIsToldInHostreadysWords() {
    try (Box box = LocalHost.options().start()) {
      BROKEN.forEach((name, script) -> box.write("/root/" + name, "#!/bin/sh\n" + script + "\n"));
      box.write("/root/no-program", "\u007fELF");
      box.sh("chmod 755 /root/*").succeeds();

      List<LocalHost.Task> tasks =
          new LocalHost(box).tasks(FAILURES.stream().map(Failure::task).toList());

      for (int i = 0; i < FAILURES.size(); i++) {
        LocalHost.Task task = tasks.get(i);
        assertTrue(task.flag("failed"), task::toString);
        assertFalse(task.flag("changed"), task::toString);
        for (String words : FAILURES.get(i).words()) {
          assertTrue(task.text("msg").contains(words), words + " is not in " + task);
        }
      }
      JsonNode failed = tasks.getFirst().result().at("/failed_rules/0/rule");
      assertEquals("docker-package-installed", failed.asString());
      String said = tasks.getFirst().ran().said();
      assertFalse(said.contains("Traceback"), said);
      // Ansible quotes the playbook, in which the test has it; its lines begin with their numbers.
      String ours = said.replaceAll("(?m)^[0-9]+ .*$", "");
      assertFalse(ours.contains("s3cret"), said);
      for (LocalHost.Task task : tasks) {
        assertFalse(task.result().toString().contains("s3cret"), task::toString);
      }
    }
  }

  @Test
  void whatIsMerelyNotReadyNeedNotFail() {
    try (Box box = LocalHost.options().start()) {
      String waiver = "{rule: docker-package-installed, reason: not today, until: '2999-01-01'}";
      List<LocalHost.Task> tasks =
          new LocalHost(box)
              .tasks(
                  List.of(
                      "hostready.core.host: {%s, must_be_ready: false}".formatted(ONE),
                      "hostready.core.host: {%s, waivers: [%s]}".formatted(ONE, waiver),
                      "hostready.core.facts: {%s}".formatted(ONE),
                      "hostready.core.facts: {executable: /opt/nothing}"));
      for (LocalHost.Task task : tasks) {
        assertFalse(task.flag("failed"), task::toString);
      }
      assertFalse(tasks.get(0).flag("ready"), tasks.get(0)::toString);

      assertTrue(tasks.get(1).flag("ready"), tasks.get(1)::toString);
      assertEquals("waived", tasks.get(1).result().at("/results/0/verdict").asString());

      List<JsonNode> facts =
          Stream.of(2, 3).map(i -> tasks.get(i).result().at("/ansible_facts/hostready")).toList();
      assertEquals("not-ready", facts.getFirst().path("outcome").asString());
      assertEquals("fail", facts.getFirst().at("/verdicts/docker-package-installed").asString());
      assertTrue(facts.getFirst().at("/inventory/cpu").isObject(), facts::toString);
      assertFalse(facts.getLast().path("installed").asBoolean(true));
    }
  }
}
