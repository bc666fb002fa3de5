package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: what only shows there. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MainTest {

  private record Ended(int code, String out, String err) {}

  /** Runs a shell script in which {@code hostready} is the program. */
  private static Ended sh(String script) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "hostready() { \"$JAVA\" io.hostready.cli.Hostready \"$@\"; }; " + script);
    builder.environment().put("JAVA", ProcessHandle.current().info().command().orElseThrow());
    String classes =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .map(each -> Path.of(each).toAbsolutePath().toString())
            .collect(Collectors.joining(":"));
    builder.environment().put("CLASSPATH", classes);
    builder.environment().put("JAVA_TOOL_OPTIONS", "");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, err);
  }

  @Test
  void theProcessEndsWithTheCodeOfTheRun() throws Exception {
    assertEquals(0, sh("hostready --version").code());
    Ended wrong = sh("hostready chek");
    assertEquals(2, wrong.code());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().contains("Did you mean 'check'?"), wrong.err());
  }

  @Test
  void aMistakeInTheProgramsOwnRulesIsToldWithItsPlace(@TempDir Path classes) throws Exception {
    Path rules = Files.createDirectories(classes.resolve("io/hostready/rules"));
    Ended copied = sh("cp -r '" + Project.DIRECTORY.resolve("rules") + "/.' '" + rules + "'");
    assertEquals(0, copied.code(), copied.err());
    Path rule = rules.resolve("kernel/namespaces-available.yaml");
    List<String> lines = new ArrayList<>(Files.readAllLines(rule));
    int level = lines.indexOf("level: required");
    lines.set(level, "level: high");
    Files.write(rule, lines);
    Ended ended = sh("CLASSPATH='" + classes + "':$CLASSPATH; hostready rules list");
    assertEquals(2, ended.code(), ended.err());
    String place = "rules/kernel/namespaces-available.yaml:" + (level + 1) + ":";
    assertTrue(ended.err().startsWith(place), ended.err());
    assertTrue(ended.err().endsWith("hostready: 1 error in 1 file\n"), ended.err());
  }

  @Test
  void aTreeInADirectoryCalledLiveIsNotThisMachine(@TempDir Path directory) throws Exception {
    Files.createDirectories(directory.resolve("live/proc/self/ns"));
    Files.createDirectories(directory.resolve("live/etc"));
    String there = "cd '" + directory + "'; ";
    Ended checked =
        sh(there + "hostready check --host live --prove --format json user-namespace-works");
    assertTrue(checked.out().contains("\"source\": \"./live\""), checked.out() + checked.err());
    assertTrue(checked.out().contains("only the machine itself can be tried"), checked.out());
    sh(there + "hostready plan --host live -o plan.json");
    Ended fixed = sh(there + "hostready fix --yes --plan plan.json");
    assertEquals(2, fixed.code(), fixed.out());
    assertTrue(
        fixed.err().contains("made for './live'") || fixed.err().contains("fix must run as root"),
        fixed.err());
  }

  @Test
  void outputThatGotLostIsAFailureAndSaidSo() throws Exception {
    for (String lost : new String[] {">/dev/full", ">&-"}) {
      Ended ended = sh("hostready rules kinds " + lost);
      assertEquals(4, ended.code(), lost + ": " + ended.err());
      assertTrue(
          ended.err().startsWith("hostready: cannot write standard output"),
          lost + ": " + ended.err());
    }
  }

  /** As if SIGPIPE had ended it, which other programs do not handle. */
  @Test
  void aReaderThatEndsEarlyIsNoError() throws Exception {
    Ended ended = sh("hostready rules kinds | true; exit ${PIPESTATUS[0]}");
    assertEquals(141, ended.code(), ended.err());
    assertEquals("", ended.err());
  }

  @Test
  void aClosedStandardErrorSpoilsNothing() throws Exception {
    assertEquals(2, sh("hostready chek 2>&-").code());
    assertEquals(2, sh("hostready chek 2>/dev/full").code());
  }
}
