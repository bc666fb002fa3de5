package io.hostready;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the packages to one direction of imports, and each library to the package it is for. */
class LayeringTest {

  private static final String ROOT = "io.hostready.";

  /** Each package with those that it may import. cli, the edge, may import all. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          entry("text", ""),
          entry("yaml", "text"),
          entry("ssh", "text"),
          entry("json", "text"),
          entry("host", ""),
          entry("facts", "host json text"),
          entry("docker", "facts host json text"),
          entry("capture", "docker facts host json text"),
          entry("probe", "docker facts host json text yaml"),
          entry("expect", "facts host probe text yaml"),
          entry("change", "facts host json"),
          entry("change.plan", "change facts host json"),
          entry("change.journal", "change host json"),
          entry("change.apply", "change change.journal facts host"),
          entry("fix", "change change.plan docker facts host json text yaml"),
          entry("rule", "docker expect facts fix host probe text yaml"),
          entry(
              "run",
              "capture change change.apply change.journal change.plan expect facts fix host json"
                  + " probe rule text yaml"),
          entry("pack", "capture host rule run ssh text yaml"),
          entry(
              "report",
              "change change.journal change.plan expect facts fix host json probe rule run text"
                  + " yaml"),
          entry(
              "cli",
              "capture change change.journal expect facts fix host json pack probe report rule run"
                  + " ssh text yaml"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPath(Path.of(System.getProperty("hostready.project"), "target", "classes"));

  /** What starts a program. */
  private static final Set<String> STARTS =
      Set.of(
          "java.lang.ProcessBuilder.start",
          "java.lang.ProcessBuilder.startPipeline",
          "java.lang.Runtime.exec");

  private static Map.Entry<String, Set<String>> entry(String name, String imports) {
    return Map.entry(
        name, Arrays.stream(imports.split(" ")).filter(s -> !s.isEmpty()).collect(inOrder()));
  }

  private static java.util.stream.Collector<String, ?, Set<String>> inOrder() {
    return Collectors.toCollection(TreeSet::new);
  }

  private static String part(JavaClass type) {
    return type.getPackageName().startsWith(ROOT)
        ? type.getPackageName().substring(ROOT.length())
        : "";
  }

  private static Stream<Dependency> uses() {
    return CLASSES.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
  }

  private static Set<String> breaches(Map<String, Set<String>> mayImport) {
    return uses()
        .filter(use -> !part(use.getTargetClass()).isEmpty())
        .filter(use -> !part(use.getOriginClass()).equals(part(use.getTargetClass())))
        .filter(
            use ->
                !mayImport
                    .getOrDefault(part(use.getOriginClass()), Set.of())
                    .contains(part(use.getTargetClass())))
        .map(use -> use.getOriginClass().getName() + " imports " + use.getTargetClass().getName())
        .collect(inOrder());
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> packages = CLASSES.stream().map(LayeringTest::part).collect(inOrder());
    assertTrue(packages.size() > 8, "few classes were read: " + packages);
    assertTrue(MAY_IMPORT.keySet().containsAll(packages), packages::toString);
  }

  @Test
  void packagesImportOneWayOnly() {
    assertEquals(Set.of(), breaches(MAY_IMPORT));
  }

  @Test
  void reportsUseNothingOfHostsButTheirSource() {
    Set<String> used =
        uses()
            .filter(use -> part(use.getOriginClass()).equals("report"))
            .map(Dependency::getTargetClass)
            .filter(type -> part(type).equals("host"))
            .map(JavaClass::getName)
            .collect(inOrder());
    assertEquals(Set.of("io.hostready.host.HostSource"), used);
  }

  @Test
  void anImportThatTheTableLacksIsFound() {
    Set<String> found = breaches(Map.of());
    assertTrue(
        found.contains("io.hostready.expect.Finding imports io.hostready.probe.Evidence"),
        found::toString);
  }

  @Test
  void theTableHasNoCircle() {
    Set<String> settled = new TreeSet<>();
    List<String> left = MAY_IMPORT.keySet().stream().sorted().toList();
    while (!left.isEmpty()) {
      List<String> free =
          left.stream().filter(name -> settled.containsAll(MAY_IMPORT.get(name))).toList();
      assertTrue(!free.isEmpty(), "in a circle: " + left);
      settled.addAll(free);
      left = left.stream().filter(name -> !settled.contains(name)).toList();
    }
  }

  /** Names of classes or packages, a bar between; the packages that may use them. */
  @ParameterizedTest
  @CsvSource({
    "org.yaml.snakeyaml, yaml",
    "org.apache.commons.exec, host",
    "picocli, cli",
    "com.fasterxml.jackson, json",
    "oshi, host facts probe",
    // Paths are names only; these touch what is there.
    "java.nio.file.Files|java.nio.file.FileSystems|java.nio.channels|java.nio.file.attribute,"
        + " capture host cli",
    "java.io.File|java.io.FileInputStream|java.io.FileReader|java.io.RandomAccessFile, host",
    "java.io.FileOutputStream|java.io.FileWriter|java.io.FileDescriptor, host cli",
    "java.nio.file.Path|java.nio.file.Paths, capture host cli",
    "java.lang.Runtime|java.lang.ProcessHandle, host cli",
    "java.lang.ProcessBuilder|java.lang.Process, host",
    "java.net.Socket|java.net.http|java.net.URLConnection, -",
    "java.net.URL, host", // the place of a resource
  })
  void aLibraryIsUsedWhereItBelongs(String names, String packages) {
    List<String> prefixes = List.of(names.split("\\|"));
    Set<String> allowed = Set.of(packages.split(" "));
    assertEquals(Set.of(), usersOutside(prefixes, allowed));
  }

  @Test
  void noSourceFileIsLongerThan340Lines() throws IOException {
    Path sources = Path.of(System.getProperty("hostready.project"), "src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        int lines = Files.readAllLines(file).size();
        assertTrue(lines <= 340, "split " + sources.relativize(file) + ": " + lines + " lines");
      }
    }
  }

  @Test
  void noUrlIsOpened() {
    Set<String> calls =
        CLASSES.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().getName().equals("java.net.URL"))
            .map(call -> call.getName())
            .collect(inOrder());
    assertEquals(Set.of("toURI"), calls);
  }

  private static Set<String> usersOutside(List<String> names, Set<String> allowed) {
    return uses()
        .filter(use -> names.stream().anyMatch(name -> isOf(use.getTargetClass(), name)))
        .filter(use -> !allowed.contains(part(use.getOriginClass())))
        .map(use -> use.getOriginClass().getName() + " uses " + use.getTargetClass().getName())
        .collect(inOrder());
  }

  private static boolean isOf(JavaClass type, String name) {
    return type.getName().equals(name)
        || type.getName().startsWith(name + ".")
        || type.getName().startsWith(name + "$");
  }

  @Test
  void aLibraryOutsideItsPackageIsFound() {
    Set<String> found = usersOutside(List.of("org.yaml.snakeyaml"), Set.of("cli"));
    assertTrue(
        found.contains("io.hostready.yaml.YamlReader uses org.yaml.snakeyaml.reader.StreamReader"),
        found::toString);
  }

  @Test
  void oneClassAloneAsksOshi() {
    Set<String> users =
        uses()
            .filter(use -> isOf(use.getTargetClass(), "oshi"))
            .map(use -> use.getOriginClass().getName().replaceAll("\\$.*", ""))
            .collect(inOrder());
    assertTrue(users.size() <= 1, users::toString);
  }

  @Test
  void oneClassAloneStartsPrograms() {
    Set<String> started =
        CLASSES.stream()
            .flatMap(type -> type.getCodeUnitCallsFromSelf().stream())
            .filter(call -> STARTS.contains(call.getTarget().getFullName().replaceAll("\\(.*", "")))
            .map(call -> call.getOriginOwner().getName())
            .collect(inOrder());
    assertEquals(Set.of("io.hostready.host.ChildProcess"), started);
    Set<String> users =
        uses()
            .filter(use -> isOf(use.getTargetClass(), "org.apache.commons.exec"))
            .map(use -> use.getOriginClass().getSimpleName())
            .collect(inOrder());
    assertEquals(Set.of("ChildProcess", "ChildStreams", "Launcher", "RunningChild"), users);
  }
}
