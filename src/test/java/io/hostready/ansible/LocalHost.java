package io.hostready.ansible;

import io.hostready.dist.Bundle;
import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.BoxCommand;
import io.hostready.testbed.BoxOptions;
import io.hostready.testbed.ProgramRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A throw-away host on which Ansible itself runs, with {@code connection: local}. */
record LocalHost(Box box) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESULT = "/root/result.json";

  private static final String HEAD =
      """
      - hosts: localhost
        connection: local
        gather_facts: false
        vars: {ansible_python_interpreter: /usr/bin/python3}
        module_defaults:
          group/hostready.core.hostready: {executable: /opt/program/bin/hostready}
        tasks:
      """;

  private static final String TAIL =
      """
          - ansible.builtin.copy:
              content: '{{ [%s] | to_json }}'
              dest: %s
            check_mode: false
            diff: false
            changed_when: false
      """;

  /** What a task returned, and what ansible-playbook printed. */
  record Task(JsonNode result, ProgramRun ran) {

    String text(String name) {
      return result.path(name).asString();
    }

    boolean flag(String name) {
      return result.path(name).asBoolean();
    }

    /** What it lists under a name, each without what only a real run can tell. */
    List<Map<String, Object>> planned(String name) {
      return Played.planned(result, name);
    }

    @Override
    public String toString() {
      return result.toPrettyString() + "\n" + ran;
    }
  }

  /** What a box needs so that Ansible runs in it. */
  static BoxOptions options() {
    BoxOptions options =
        Box.with()
            .bind(Ansible.PACKAGES, "/opt/packages")
            .bind(Ansible.collections(), "/opt/collections")
            .bind(Bundle.home(), "/opt/program");
    return Ansible.other().isEmpty()
        ? options
        : options.bind(Path.of(Ansible.other()), "/opt/ansible");
  }

  /** Serves Docker's repository in the box: the parameters that tell of it. */
  Map<String, String> serveDocker() {
    box.write("/etc/dpkg/dpkg.cfg.d/test", "force-unsafe-io\n");
    box.write("/etc/apt/apt.conf.d/test", "Acquire::Retries \"0\";\n");
    AptRepository repository = AptRepository.docker("trixie");
    String url = repository.serve(box).url().replace("/linux", "");
    return Map.of("docker-repository", url, "docker-key-fingerprint", repository.fingerprint());
  }

  /** Parameters as a task takes them. */
  static String inYaml(Map<String, String> parameters) {
    try {
      return JSON.writeValueAsString(parameters);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Runs one task of the collection's, whose failure does not end the play. */
  Task task(String task, String... words) {
    return tasks(List.of(task), words).getFirst();
  }

  /**
   * Runs tasks of the collection's in one play. None ends it.
   *
   * @param tasks modules with their options, in YAML's flow style, such as {@code
   *     hostready.core.host: {state: ready}}
   */
  List<Task> tasks(List<String> tasks, String... words) {
    StringBuilder play = new StringBuilder(HEAD);
    List<String> names = new ArrayList<>();
    for (String task : tasks) {
      names.add("task" + names.size());
      play.append("    - ").append(task).append("\n      register: ").append(names.getLast());
      play.append("\n      ignore_errors: true\n");
    }
    box.write("/root/play.yml", play + TAIL.formatted(String.join(", ", names), RESULT));
    ProgramRun ran = play("/root/play.yml", words).succeeds();
    try {
      List<Task> results = new ArrayList<>();
      JSON.readTree(box.read(RESULT)).forEach(each -> results.add(new Task(each, ran)));
      return results;
    } catch (JacksonException e) {
      throw new AssertionError("no JSON in " + box.read(RESULT), e);
    }
  }

  /** Runs a playbook of the box. */
  ProgramRun play(String file, String... words) {
    return playing(file, words).run();
  }

  /** A playbook of the box as a command. */
  BoxCommand playing(String file, String... words) {
    List<String> argv = new ArrayList<>(Ansible.argv("playbook", words));
    argv.add(file);
    BoxCommand command = box.command(argv.toArray(String[]::new));
    Ansible.environment(Path.of("/opt/collections"), "/opt/ansible:/opt/packages")
        .forEach(command::variable);
    return command;
  }
}
