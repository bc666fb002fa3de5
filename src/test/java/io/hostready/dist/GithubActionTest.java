package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.MarkdownPage;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The action for GitHub: its steps, run as a runner would. action.yml was also put to SchemaStore's
 * schema of such files.
 */
@Tag("package")
class GithubActionTest {

  private static final Path ACTION = Bundle.PROJECT.resolve(".github/actions/check");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ (.*?) }}");

  @TempDir Path scratch;
  private Path releases;
  private String path = System.getenv("PATH");

  @BeforeEach
  void release() throws IOException {
    releases = scratch.resolve("releases");
    Path release = Files.createDirectories(releases.resolve("v0.1.0"));
    for (Path file : List.of(Bundle.archive(), Bundle.dist().resolve("SHA256SUMS"))) {
      Files.copy(file, release.resolve(file.getFileName()));
    }
    Files.createDirectory(scratch.resolve("temp"));
  }

  private static Map<?, ?> action() throws IOException {
    return new Yaml().load(Files.readString(ACTION.resolve("action.yml")));
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return (Map<?, ?>) parent.get(key);
  }

  private static List<Map<?, ?>> steps() throws IOException {
    List<Map<?, ?>> steps = new ArrayList<>();
    ((List<?>) map(action(), "runs").get("steps")).forEach(step -> steps.add((Map<?, ?>) step));
    return steps;
  }

  /** Runs a step with the defaults of action.yml and these inputs. */
  private ProgramRun run(Map<?, ?> step, Map<String, String> inputs) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", path);
    environment.put("GITHUB_ACTION_PATH", ACTION.toString());
    environment.put("RUNNER_TEMP", scratch.resolve("temp").toString());
    for (String file : List.of("GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")) {
      environment.put(file, scratch.resolve(file).toString());
    }
    for (Map.Entry<?, ?> variable : map(step, "env").entrySet()) {
      Matcher expression = EXPRESSION.matcher((String) variable.getValue());
      assertTrue(expression.matches(), step::toString);
      String name = expression.group(1).replaceFirst("^inputs\\.", "");
      Object standard = map(map(action(), "inputs"), name).get("default");
      environment.put((String) variable.getKey(), inputs.getOrDefault(name, "" + standard));
    }
    assertEquals("bash", step.get("shell"));
    // As a runner calls it: docs.github.com, "shell".
    return Bundle.run(
        scratch,
        environment,
        "bash",
        "--noprofile",
        "--norc",
        "-eo",
        "pipefail",
        "-c",
        (String) step.get("run"));
  }

  private ProgramRun install(String... inputs) throws IOException {
    Map<String, String> all = new HashMap<>(Map.of("releases", releases + "/"));
    for (int i = 0; i < inputs.length; i += 2) {
      all.put(inputs[i], inputs[i + 1]);
    }
    ProgramRun ran = run(steps().getFirst(), all);
    if (ran.exit() == 0) {
      path = Files.readString(scratch.resolve("GITHUB_PATH")).strip() + ":" + path;
    }
    return ran;
  }

  private List<String> outputs() throws IOException {
    return Files.readAllLines(scratch.resolve("GITHUB_OUTPUT"));
  }

  @Test
  void itInstallsTheReleaseChecksAndSetsItsOutputs() throws IOException {
    install().succeeds();
    Map<String, String> inputs =
        Map.of("pack", "container-host\ndocker-engine\n", "formats", "json=report.json\n");
    ProgramRun ran = run(steps().getLast(), inputs);
    Path sarif = scratch.resolve("temp/hostready.sarif");
    String outcome = outputs().getFirst().replaceFirst("^outcome=", "");
    assertEquals(
        List.of("outcome=" + outcome, "exit-code=" + ran.exit(), "sarif-file=" + sarif), outputs());
    assertTrue(Files.readString(sarif).contains("sarif"), ran::toString);
    String report = Files.readString(scratch.resolve("report.json"));
    assertTrue(report.contains("\"outcome\": \"" + outcome + "\""), report);
    assertTrue(ran.out().startsWith("::"), ran::toString);
    assertFalse(Files.readString(scratch.resolve("GITHUB_STEP_SUMMARY")).isBlank());
  }

  @Test
  void anotherChecksumInstallsNothing() throws IOException {
    install("sha256", "0".repeat(64)).exits(1);
    assertFalse(Files.exists(scratch.resolve("GITHUB_PATH")));
    assertFalse(Files.exists(scratch.resolve("temp/hostready/bin")));
  }

  /** Nobody but the workflow's author writes these, but a pull request may. */
  @Test
  void inputsAreNoShellCode() throws IOException {
    install().succeeds();
    Path made = scratch.resolve("made");
    String set = "docker-version=$(touch " + made + ")\n`touch " + made + "`;touch " + made;
    run(steps().getLast(), Map.of("set", set)).exits(2);
    assertFalse(Files.exists(made));
    assertEquals(List.of("outcome=", "exit-code=2"), outputs());
    for (Map<?, ?> step : steps()) {
      assertFalse(EXPRESSION.matcher((String) step.get("run")).find(), step::toString);
    }
  }

  @Test
  void withoutTheProgramTheErrorIsAnAnnotation() throws IOException {
    path = "/usr/bin:/bin";
    assertTrue(run(steps().getLast(), Map.of()).exits(2).out().startsWith("::error "));
  }

  @Test
  void metadataIsComplete() throws IOException {
    Map<?, ?> action = action();
    assertEquals(
        List.of("name", "description", "inputs", "outputs", "runs"), List.copyOf(action.keySet()));
    assertEquals("composite", map(action, "runs").get("using"));
    for (Object input : map(action, "inputs").values()) {
      assertEquals(List.of("description", "default"), List.copyOf(((Map<?, ?>) input).keySet()));
    }
    for (Object output : map(action, "outputs").values()) {
      assertEquals(List.of("description", "value"), List.copyOf(((Map<?, ?>) output).keySet()));
    }
    Object version = map(map(action, "inputs"), "version").get("default");
    assertTrue(Bundle.only(Bundle.dist(), ".cdx.json").toString().contains("-" + version + ".cdx"));
  }

  /** The example in src/docs/ci.md. */
  @Test
  void thePageUsesItsInputsAndOutputs() throws IOException {
    String example = MarkdownPage.of("src/docs/ci.md").block("on: push\npermissions:");
    Map<?, ?> workflow = new Yaml().load(example);
    Map<?, ?> job = map(map(workflow, "jobs"), "docker-ready");
    Map<?, ?> step = (Map<?, ?>) ((List<?>) job.get("steps")).getFirst();
    assertEquals("OWNER/hostready/.github/actions/check@v0", step.get("uses"));
    assertTrue(map(action(), "inputs").keySet().containsAll(map(step, "with").keySet()));
    Matcher output = Pattern.compile("steps\\.hostready\\.outputs\\.([a-z-]+)").matcher(example);
    assertTrue(output.find());
    assertTrue(map(action(), "outputs").containsKey(output.group(1)), output::group);
  }
}
