package io.hostready.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.dist.Bundle;
import io.hostready.dist.NeedsTool;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The Ansible collection as an archive, its documents, and what Ansible's own tools say about it.
 */
class CollectionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What ansible-test can do without fetching programs of its own. */
  private static final List<String> SANITY =
      List.of(
          "action-plugin-docs",
          "compile",
          "empty-init",
          "ignores",
          "line-endings",
          "no-assert",
          "no-get-exception",
          "no-illegal-filenames",
          "no-smart-quotes",
          "replace-urlopen",
          "shebang",
          "shellcheck",
          "symlinks",
          "use-argspec-type-path",
          "use-compat-six");

  @TempDir Path directory;

  @BeforeEach
  void needsAnsible() {
    NeedsTool.named("ansible-galaxy");
  }

  @Test
  void itIsOfTheProgramsVersionAndTheSameInEveryBuild() throws IOException {
    List<byte[]> builds = new ArrayList<>();
    for (String name : List.of("one", "other")) {
      Path target = Files.createDirectory(directory.resolve(name));
      Map<String, String> epoch = Map.of("SOURCE_DATE_EPOCH", "1764000000");
      Bundle.run(Bundle.PROJECT, epoch, "scripts/lib/collection", target.toString()).succeeds();
      builds.add(Files.readAllBytes(Bundle.only(target, ".tar.gz")));
    }
    assertEquals(-1, java.util.Arrays.mismatch(builds.getFirst(), builds.getLast()));
    String version = Project.hostready("--version").out().strip().replace("hostready ", "");
    String name = Ansible.archive().getFileName().toString();
    assertEquals("hostready-core-" + version + ".tar.gz", name);
  }

  @Test
  void withoutAnsibleTheProgramIsPackagedAllTheSame() throws IOException {
    Path bare = Files.createDirectory(directory.resolve("bin"));
    for (String tool : List.of("bash", "dirname", "readlink")) {
      Files.createSymbolicLink(bare.resolve(tool), Path.of("/usr/bin", tool));
    }
    ProgramRun ran =
        Bundle.run(
            Bundle.PROJECT,
            Map.of("PATH", bare.toString()),
            "/usr/bin/bash",
            "scripts/lib/collection",
            directory.toString());
    ran.succeeds();
    assertTrue(ran.err().contains("SKIPPED: the Ansible collection"), ran::toString);
  }

  @Test
  void itsDocumentsSayWhatItsModulesTake() throws IOException {
    for (String module : List.of("host", "facts")) {
      String full = "hostready.core." + module;
      ProgramRun told = Ansible.run(Map.of(), "doc", "-j", full).succeeds();
      JsonNode options = JSON.readTree(told.out()).path(full).path("doc").path("options");
      JsonNode spec = JSON.readTree(spec(module));
      assertEquals(summary(spec, "elements"), summary(options, "elements"), module);
      assertFalse(JSON.readTree(told.out()).path(full).path("examples").asString().isBlank());
      assertFalse(JSON.readTree(told.out()).path(full).path("return").isEmpty());
    }
    ProgramRun role =
        Ansible.run(Map.of(), "doc", "-t", "role", "hostready.core.docker_host").succeeds();
    Path defaults = Ansible.collection().resolve("roles/docker_host/defaults/main.yml");
    for (String line : Files.readAllLines(defaults)) {
      if (line.startsWith("docker_host_")) {
        String option = line.substring(0, line.indexOf(':'));
        assertTrue(role.out().contains(" " + option + " "), option);
      }
    }
  }

  /** What a module gives to AnsibleModule. */
  private static String spec(String module) {
    String program =
        """
        import importlib, json, sys
        import ansible.module_utils.basic as basic
        class Caught(Exception): pass
        def catch(argument_spec, **more): print(json.dumps(argument_spec)); raise Caught()
        basic.AnsibleModule = catch
        try: importlib.import_module("ansible_collections.hostready.core.plugins.modules.%s").main()
        except Caught: pass
        """
            .formatted(module);
    Map<String, String> environment =
        Map.of("PYTHONPATH", Ansible.collections() + ":" + Ansible.PACKAGES);
    return Bundle.run(Bundle.PROJECT, environment, "/usr/bin/python3", "-c", program)
        .succeeds()
        .out();
  }

  /** Of each option its type, default, choices, whether it must be given, and its own options. */
  private static Map<String, String> summary(JsonNode options, String elements) {
    Map<String, String> all = new TreeMap<>();
    options
        .propertyNames()
        .forEach(
            name -> {
              JsonNode one = options.get(name);
              JsonNode own = one.has("suboptions") ? one.path("suboptions") : one.path("options");
              all.put(
                  name,
                  "%s of %s, default %s, of %s, required %s %s"
                      .formatted(
                          one.path("type").asString("str"),
                          one.path(elements).asString("-"),
                          one.path("default").isNull() ? "" : one.path("default"),
                          one.path("choices"),
                          one.path("required").asBoolean(),
                          own.isObject() ? summary(own, elements) : ""));
            });
    return all;
  }

  @Test
  void pythonOfTargetsReadsIt() throws IOException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "/usr/bin/python3",
                "-c",
                "import ast, sys\n"
                    + "for file in sys.argv[1:]: ast.parse(open(file).read(), file,"
                    + " feature_version=(3, 8))"));
    try (Stream<Path> files = Files.walk(Ansible.collection().resolve("plugins"))) {
      files.filter(file -> file.toString().endsWith(".py")).forEach(f -> argv.add(f.toString()));
    }
    assertTrue(argv.size() > 6, argv::toString);
    Bundle.run(directory, Map.of(), argv.toArray(String[]::new)).succeeds();
  }

  @Test
  void ansibleLintHasNothingToSay() {
    NeedsTool.named("ansible-lint");
    // As a reader of Galaxy has it: what its linter is told is in the archive.
    Path copy = directory.resolve("collection");
    Bundle.run(directory, Map.of(), "mkdir", copy.toString()).succeeds();
    Bundle.run(
            directory, Map.of(), Bundle.PROJECT + "/scripts/lib/collection", directory.toString())
        .succeeds();
    Path archive = Bundle.only(directory, ".tar.gz");
    Bundle.run(copy, Map.of(), "tar", "-xzf", archive.toString()).succeeds();
    Map<String, String> environment =
        new TreeMap<>(Ansible.environment(Ansible.collections(), Ansible.other()));
    environment.put("NO_COLOR", "1");
    ProgramRun ran =
        Bundle.run(copy, environment, "ansible-lint", "--offline", "--profile", "production", "-q");
    assertEquals(0, ran.exit(), ran::toString);
  }

  @Test
  void ansibleTestHasNothingToSay() throws IOException {
    NeedsTool.named("ansible-test");
    NeedsTool.named("shellcheck");
    // It writes into the collection, and wants it below such a directory.
    Path copy = Files.createDirectories(directory.resolve("ansible_collections/hostready"));
    Bundle.run(directory, Map.of(), "cp", "-r", Ansible.collection().toString(), copy.toString())
        .succeeds();
    String version =
        Bundle.run(
                directory,
                Map.of(),
                "/usr/bin/python3",
                "-c",
                "import sys; print('%d.%d' % sys.version_info[:2])")
            .out()
            .strip();
    List<String> argv = new ArrayList<>(List.of("ansible-test", "sanity", "--local"));
    argv.addAll(List.of("--python", version));
    SANITY.forEach(test -> argv.addAll(List.of("--test", test)));
    Map<String, String> environment = Map.of("HOME", directory.toString(), "LC_ALL", "C.UTF-8");
    ProgramRun ran = Bundle.run(copy.resolve("core"), environment, argv.toArray(String[]::new));
    assertEquals(0, ran.exit(), ran::toString);
    SANITY.forEach(test -> assertTrue(ran.said().contains("\"" + test + "\""), ran::toString));
  }
}
