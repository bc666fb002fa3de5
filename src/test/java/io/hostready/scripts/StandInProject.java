package io.hostready.scripts;

import io.hostready.testbed.ProgramRun;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A project that has this one's scripts and nothing else of it, on a machine that has only the
 * tools named here. Its JDK and its Maven are scripts: java says how it was called, mvn leaves a
 * line in a file and makes what a build makes.
 */
final class StandInProject {

  /** What the scripts call besides the JDK and Maven: all of it essential in Debian. */
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cp",
          "cut",
          "dirname",
          "env",
          "find",
          "flock",
          "grep",
          "id",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sha256sum",
          "sleep",
          "sort",
          "tail",
          "touch");

  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in *AOTCacheOutput*) exit 0 ;; esac
      for word in "$@"; do
        echo "<$word>"
      done
      { env; echo "umask=$(umask)"; } >"$0.env"
      exit 3
      """;

  private final Path directory;
  private final Path machine;
  private final Map<String, String> environment = new TreeMap<>();

  /** Makes both in two new directories. */
  StandInProject(Path directory, Path machine) throws IOException {
    this.directory = directory;
    this.machine = machine;
    copyScripts();
    write(directory.resolve("pom.xml"), "<project/>\n");
    write(directory.resolve("src/main/java/Program.java"), "final class Program {}\n");
    Path bin = Files.createDirectories(machine.resolve("bin"));
    for (String tool : TOOLS) {
      program(bin.resolve(tool), "#!/bin/sh\nexec " + onPath(tool) + " \"$@\"\n");
    }
    environment.put("PATH", bin.toString());
    environment.put("HOME", machine.toString());
    environment.put("HOSTREADY_JVM_DIR", machine.resolve("jvm").toString());
    environment.put("HOSTREADY_INSTALL", "no");
  }

  /** A JDK of that version in the machine's directory of JDKs. */
  Path installJdk(String name, String version) throws IOException {
    Path home = machine.resolve("jvm").resolve(name);
    write(home.resolve("release"), "IMPLEMENTOR=\"N/A\"\nJAVA_VERSION=\"" + version + "\"\n");
    program(home.resolve("bin/java"), JAVA);
    program(home.resolve("bin/javac"), "#!/bin/sh\n");
    return home;
  }

  /** A Maven that runs these lines of shell first. */
  void installMaven(String lines) throws IOException {
    program(
        machine.resolve("bin/mvn"),
        """
        #!/bin/sh
        echo "$JAVA_HOME" >>"%s"
        %s
        for word in "$@"; do
          case $word in -Dhostready.build=*) build=${word#*=} ;; esac
        done
        mkdir -p "$build/lib"
        cat "%s"/src/main/java/* >"$build/hostready.jar"
        echo library >"$build/lib/library.jar"
        """
            .formatted(builds(), lines, directory));
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** The variables and the umask that the program's Java was started with. */
  static List<String> environmentOf(Path jdk) throws IOException {
    return Files.readAllLines(jdk.resolve("bin/java.env"));
  }

  /** One line for each time that Maven was started: the JDK that it was given. */
  List<String> mavenStarts() throws IOException {
    return Files.exists(builds()) ? Files.readAllLines(builds()) : List.of();
  }

  private Path builds() {
    return machine.resolve("builds");
  }

  Path file(String path) {
    return directory.resolve(path);
  }

  Path launcher() {
    return file("scripts/hostready");
  }

  /** Runs a command in a directory, with nothing on standard input. */
  ProgramRun run(Path where, String... argv) throws IOException, InterruptedException {
    return finish(start(where, argv));
  }

  Started start(Path where, String... argv) throws IOException {
    Path out = Files.createTempFile(machine, "out", null);
    Path err = Files.createTempFile(machine, "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(where.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Started(List.of(argv), builder.start(), out, err);
  }

  ProgramRun finish(Started started) throws IOException, InterruptedException {
    int exit = started.process().waitFor();
    return new ProgramRun(
        started.argv(),
        exit,
        Files.readString(started.out()),
        Files.readString(started.err()),
        Duration.ZERO);
  }

  /** A command that runs. */
  record Started(List<String> argv, Process process, Path out, Path err) {}

  private void copyScripts() throws IOException {
    Path from = ScriptFiles.project().resolve("scripts");
    List<Path> all = new ArrayList<>();
    try (Stream<Path> found = Files.walk(from)) {
      found.filter(Files::isRegularFile).forEach(all::add);
    }
    for (Path script : all) {
      Path to = directory.resolve("scripts").resolve(from.relativize(script).toString());
      Files.createDirectories(to.getParent());
      Files.copy(script, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static Path onPath(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(bin -> Path.of(bin, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + tool + " in /usr/bin or /bin"));
  }

  private static void program(Path path, String text) throws IOException {
    write(path, text);
    if (!path.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + path + " executable");
    }
  }

  static void write(Path path, String text) throws IOException {
    Files.createDirectories(path.getParent());
    Files.write(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
