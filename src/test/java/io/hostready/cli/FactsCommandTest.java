package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The inventory of this machine: in facts, in reports and in captures, and what is loaded for it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FactsCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A rule that reads one file. */
  private static final String RULE = "kernel-3.10-or-newer";

  @TempDir Path directory;

  private static JsonNode inventory(String... words) {
    Project.ProgramRun ran = Project.inThisProcess(words);
    return withoutFreeSpace(JSON.readTree(ran.out()).at("/host/inventory"));
  }

  /** The free space changes while tests run. */
  private static JsonNode withoutFreeSpace(JsonNode inventory) {
    inventory.path("filesystems").forEach(each -> ((ObjectNode) each).remove("freeBytes"));
    return inventory;
  }

  /** Runs the program in a Java virtual machine of its own that logs the classes it loads. */
  private String java(List<String> options, String... words) throws Exception {
    List<String> argv =
        new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    argv.add("--enable-native-access=ALL-UNNAMED");
    argv.add("-Xlog:class+load:file=" + directory.resolve("classes"));
    argv.add("-Dhostready.rules=" + Project.DIRECTORY.resolve("rules"));
    argv.addAll(options);
    argv.addAll(List.of("-cp", System.getProperty("java.class.path")));
    argv.add("io.hostready.cli.Hostready");
    argv.addAll(List.of(words));
    Process process =
        new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  private List<String> loadedOfOshi() throws IOException {
    return Files.readAllLines(directory.resolve("classes")).stream()
        .filter(line -> line.contains("] oshi."))
        .map(line -> line.replaceAll(".*\\] (oshi\\.\\S+) .*", "$1"))
        .toList();
  }

  @Test
  void reportsOfThisMachineCarryIt() {
    JsonNode facts = inventory("facts", "--format", "json");
    assertTrue(facts.isObject());
    assertEquals(facts, inventory("check", RULE, "--format", "json"));
  }

  @Test
  void aCaptureHasItAndSoHaveItsReports() {
    String file = directory.resolve("host.host.gz").toString();
    assertEquals(0, Project.inThisProcess("capture", "-o", file).exitCode());
    JsonNode facts = inventory("facts", "--format", "json");
    for (List<String> words :
        List.of(
            List.of("facts", "--host", file, "--format", "json"),
            List.of("facts", "--host", file, "--format", "json", "--identifiers"),
            List.of("check", RULE, "--host", file, "--format", "json"))) {
      assertEquals(facts, inventory(words.toArray(String[]::new)), words::toString);
    }
    String again = directory.resolve("again.host.gz").toString();
    assertEquals(0, Project.inThisProcess("capture", "--host", file, "-o", again).exitCode());
    assertEquals(facts, inventory("facts", "--host", again, "--format", "json"));
  }

  @Test
  void aSavedReportKeepsIt() throws IOException {
    Project.ProgramRun ran = Project.inThisProcess("check", RULE, "--format", "json");
    Path saved = Files.writeString(directory.resolve("report.json"), ran.out());
    assertEquals(
        ran.out(), Project.inThisProcess("report", saved.toString(), "--format", "json").out());
  }

  @Test
  void ofATreeNeitherFactsNorReportsHaveIt() {
    String host = Project.FIXTURES.resolve("hosts/ubuntu-24.04-fresh.host").toString();
    assertTrue(inventory("check", RULE, "--host", host, "--format", "json").isMissingNode());
    Project.ProgramRun ran = Project.inThisProcess("facts", "--host", host);
    assertEquals(0, ran.exitCode());
    assertTrue(ran.out().startsWith("noble\nUbuntu 24.04.1 LTS, kernel 6.8.0-52-generic"));
    assertTrue(ran.out().contains("no inventory: " + host + " has none;"), ran.out());
  }

  @Test
  void aCheckInTextLoadsNothingOfOshi() throws Exception {
    assertTrue(java(List.of(), "check", RULE).contains("\nChecked 1 rule: "));
    assertEquals(List.of(), loadedOfOshi());
  }

  @Test
  void oshiReadsTheMachineFromSysAndRunsNoProgram() throws Exception {
    Path sys = directory.resolve("sys");
    Map<String, String> files =
        Map.of(
            "devices/virtual/dmi/id/sys_vendor", "LENOVO",
            "devices/virtual/dmi/id/product_name", "ThinkSystem SR650",
            "devices/virtual/dmi/id/product_version", "None",
            "devices/virtual/dmi/id/bios_vendor", "Lenovo",
            "devices/virtual/dmi/id/bios_version", "IVE178D",
            "devices/virtual/dmi/id/bios_date", "04/01/2022",
            "block/sda/device/model", "MZ7LH960HAJR0D3",
            "block/sda/device/serial", "S5YZNA0R",
            "block/sda/size", "1875385008",
            "block/sda/queue/rotational", "0");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = sys.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue() + "\n");
    }
    List<String> options = List.of("-Doshi.util.sys.path=" + sys);
    JsonNode inventory =
        JSON.readTree(java(options, "facts", "--format", "json")).at("/host/inventory");
    assertEquals("LENOVO", inventory.at("/vendor").asString());
    assertEquals("ThinkSystem SR650", inventory.at("/model").asString());
    assertEquals(
        "{\"vendor\":\"Lenovo\",\"version\":\"IVE178D\",\"date\":\"2022-04-01\"}",
        inventory.at("/firmware").toString());
    assertEquals(
        "[{\"name\":\"/dev/sda\",\"model\":\"MZ7LH960HAJR0D3\",\"sizeBytes\":960197124096,"
            + "\"type\":\"ssd\"}]",
        inventory.at("/disks").toString());
    assertTrue(loadedOfOshi().contains("oshi.util.driver.linux.Sysfs"));
    assertFalse(loadedOfOshi().contains("oshi.util.ExecutingCommand"));
    assertTrue(
        java(options, "facts", "--format", "json", "--identifiers")
            .contains("\"serial\": \"S5YZNA0R\""));
  }
}
