package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.testbed.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * The recipes for CI and image builds: src/docs/ci.md shows them as they are, and their shell lines
 * run. GitHub's was also put to actionlint, and cloud-init's to {@code cloud-init schema}.
 */
class RecipesTest {

  private static final Path DIRECTORY = ScriptFiles.project().resolve("src/main/dist/examples/ci");

  private static final String HOST = "test-fixtures/hosts/ubuntu-24.04-fresh.host";

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  @TempDir Path scratch;

  static List<String> recipes() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String text(String recipe) throws IOException {
    return Files.readString(DIRECTORY.resolve(recipe));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void pageShowsItAsItIsInFiveLinesAtMost(String recipe) throws IOException {
    MarkdownPage page = MarkdownPage.of("src/docs/ci.md");
    assertTrue(page.blocks().contains(new MarkdownPage.Block(kind(recipe), text(recipe))), recipe);
    assertTrue(text(recipe).lines().count() <= 5, recipe);
    assertTrue(page.text().contains("`examples/ci/" + recipe + "`"), recipe);
  }

  private static String kind(String recipe) {
    return recipe.endsWith(".hcl") ? "hcl" : "yaml";
  }

  /** The shell's part of a recipe, taken from where its own reader looks for it. */
  private static List<String> commands(String recipe) throws IOException {
    String text = text(recipe);
    if (recipe.endsWith(".hcl")) {
      assertEquals(
          text.chars().filter(c -> c == '{').count(), text.chars().filter(c -> c == '}').count());
      String inline = text.split("inline\\s*=\\s*\\[", 2)[1].split("]", 2)[0];
      return QUOTED.matcher(inline).results().map(found -> found.group(1)).toList();
    }
    Map<?, ?> read = new Yaml().load(text);
    return switch (recipe) {
      case "github-actions.yml" -> {
        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) read.get("jobs")).get("docker-ready");
        assertEquals("self-hosted", job.get("runs-on"));
        yield ((List<?>) job.get("steps"))
            .stream().map(step -> (String) ((Map<?, ?>) step).get("run")).toList();
      }
      case "gitlab-ci.yml" ->
          List.of((String) ((Map<?, ?>) read.get("docker-ready")).get("script"));
      case "cloud-init.yml" -> {
        assertTrue(text.startsWith("#cloud-config\n"), text);
        yield ((List<?>) read.get("runcmd")).stream().map(String.class::cast).toList();
      }
      default -> throw new IllegalStateException("no reader is known of " + recipe);
    };
  }

  /** Programs of these names that write down how they were called, instead of the real ones. */
  private Path standIns() throws IOException {
    Path bin = Files.createDirectory(scratch.resolve("bin"));
    script(bin.resolve("hostready"), "echo hostready \"$@\" >>\"$CALLS\"");
    script(bin.resolve("curl"), "echo curl \"$@\" >>\"$CALLS\"");
    script(bin.resolve("sh"), "echo sh \"$@\" >>\"$CALLS\"");
    script(bin.resolve("sudo"), "while [ \"${1#-}\" != \"$1\" ]; do shift; done; exec \"$@\"");
    return bin;
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private List<String> calls(String recipe) throws Exception {
    Path calls = scratch.resolve("calls");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", String.join("\n", commands(recipe)));
    shell.environment().put("CALLS", calls.toString());
    shell.environment().put("PATH", standIns() + ":" + System.getenv("PATH"));
    assertEquals(0, shell.inheritIO().start().waitFor());
    return Files.readAllLines(calls);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void itsShellLinesRunAndTheProgramKnowsTheirOptions(String recipe) throws Exception {
    List<String> calls = calls(recipe);
    assertTrue(calls.getLast().startsWith("hostready "), calls::toString);
    for (String call : calls) {
      if (call.startsWith("hostready check")) {
        assertEquals(1, checked(call), call);
      } else if (call.startsWith("hostready fix")) {
        // The same words and a plan that is not there: they are understood, and nothing is done.
        List<String> words = words(call);
        words.removeIf(word -> word.equals("--yes"));
        words.addAll(List.of("--plan", scratch.resolve("none").toString()));
        Project.ProgramRun ran = Project.hostready(words.toArray(String[]::new));
        assertTrue(ran.err().contains(scratch.resolve("none").toString()), ran.err());
      }
    }
  }

  private List<String> words(String call) {
    List<String> words = new ArrayList<>();
    for (String word : call.split(" ")) {
      Matcher file = Pattern.compile("(json|junit)=(?:.*/)?(.*)").matcher(word);
      words.add(file.matches() ? file.group(1) + "=" + scratch.resolve(file.group(2)) : word);
    }
    words.removeFirst();
    return words;
  }

  private int checked(String call) {
    List<String> words = words(call);
    words.addAll(List.of("--host", HOST));
    return Project.hostready(words.toArray(String[]::new)).exitCode();
  }

  @Test
  void theProgramIsInstalledByHttpsAndByItsChecksum() throws Exception {
    String directory = "https://files.example.com/hostready/";
    assertEquals(
        List.of(
            "curl -fsSL --proto =https -o /root/install.sh " + directory + "install.sh",
            "sh /root/install.sh --sha256 CHECKSUM "
                + directory
                + "hostready-0.1.0-linux-amd64.tar.xz",
            "hostready fix --yes --format text --format json=/var/log/hostready.json"),
        calls("cloud-init.yml"));
  }
}
