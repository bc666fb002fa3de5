package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.dist.NeedsTool;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every script: as text. */
class ScriptsTest {

  @Test
  void programsCanBeRun() throws IOException {
    List<Path> programs = ScriptFiles.programs();
    assertTrue(
        programs.contains(ScriptFiles.project().resolve("scripts/hostready")),
        () -> "scripts/hostready is not among " + programs);
    for (Path program : programs) {
      assertTrue(Files.isExecutable(program), () -> program + " is not executable");
    }
  }

  @Test
  void shellReadsThem() throws Exception {
    for (Path script : ScriptFiles.shell()) {
      said(ScriptFiles.shellOf(script), "-n", script.toString()).succeeds();
    }
  }

  @Test
  void shellcheckHasNothingToSay() throws Exception {
    NeedsTool.named("shellcheck");
    List<String> argv = new ArrayList<>(List.of("shellcheck", "-x", "-P", ".", "-S", "warning"));
    Path project = ScriptFiles.project();
    ScriptFiles.shell().forEach(script -> argv.add(project.relativize(script).toString()));
    ProgramRun ran = said(argv.toArray(String[]::new));
    assertEquals("", ran.said());
    ran.succeeds();
  }

  @Test
  void testScriptInstallsEveryToolThatATestNeeds() throws IOException {
    String script = Files.readString(ScriptFiles.project().resolve("scripts/test"));
    Pattern need = Pattern.compile("NeedsTool\\.named\\(\"([^\"]+)\"\\)");
    Set<String> needed = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(ScriptFiles.project().resolve("src/test/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        need.matcher(Files.readString(source)).results().forEach(it -> needed.add(it.group(1)));
      }
    }
    assertTrue(needed.contains("minisign"), needed::toString);
    needed.removeIf(tool -> script.contains(" " + tool + ":") || script.contains("(" + tool + ":"));
    assertEquals(Set.of(), needed);
  }

  private static ProgramRun said(String... argv) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(argv)
            .directory(ScriptFiles.project().toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ProgramRun(List.of(argv), process.waitFor(), out, "", java.time.Duration.ZERO);
  }
}
