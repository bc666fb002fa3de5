package io.hostready.ansible;

import io.hostready.dist.Bundle;
import io.hostready.dist.MadeOnce;
import io.hostready.dist.NeedsTool;
import io.hostready.testbed.ProgramRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * This machine's Ansible with the collection as users install it: built by scripts/lib/collection
 * and installed by ansible-galaxy. {@code -Dhostready.ansible=DIRECTORY} takes another
 * ansible-core, whose Python packages are in that directory.
 */
public final class Ansible {

  /** Where the packages of Debian's Python are, Ansible's with them. */
  static final Path PACKAGES = Path.of("/usr/lib/python3/dist-packages");

  private Ansible() {}

  /** The other ansible-core that is asked for; empty for this machine's. */
  static String other() {
    return System.getProperty("hostready.ansible", "");
  }

  /** The archive, made from the sources as they are, in dist, and installed in collections. */
  private static Path directory() {
    NeedsTool.named("ansible-galaxy");
    return MadeOnce.directory("ansible", Ansible::install);
  }

  private static void install(Path directory) {
    Path dist = directory.resolve("dist");
    Path collections = directory.resolve("collections");
    Bundle.run(directory, Map.of(), "rm", "-rf", collections.toString()).succeeds();
    Bundle.run(directory, Map.of(), "mkdir", "-p", dist.toString()).succeeds();
    Bundle.run(Bundle.PROJECT, Map.of(), "scripts/lib/collection", dist.toString()).succeeds();
    execute(
            directory,
            directory,
            List.of(),
            Map.of(),
            "galaxy",
            "collection",
            "install",
            "--offline",
            "--force",
            "-p",
            collections.toString(),
            Bundle.only(dist, ".tar.gz").toString())
        .succeeds();
  }

  /** The archive. */
  static Path archive() {
    return Bundle.only(directory().resolve("dist"), ".tar.gz");
  }

  /** Where it is installed: what ANSIBLE_COLLECTIONS_PATH names. */
  public static Path collections() {
    return directory().resolve("collections");
  }

  /** The collection's own directory in there. */
  static Path collection() {
    return collections().resolve("ansible_collections/hostready/core");
  }

  /** The command line of one of its programs, such as {@code playbook}, with what it is told. */
  public static List<String> argv(String program, String... words) {
    List<String> argv = new ArrayList<>(List.of("/usr/bin/python3", "-m", "ansible", program));
    argv.addAll(List.of(words));
    return argv;
  }

  /**
   * What it finds in its environment, here and in a box.
   *
   * @param packages directories with Python packages, colons between them
   */
  public static Map<String, String> environment(Path collections, String packages) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("ANSIBLE_COLLECTIONS_PATH", collections.toString());
    environment.put("ANSIBLE_LOCALHOST_WARNING", "false");
    environment.put("ANSIBLE_NOCOLOR", "true");
    environment.put("ANSIBLE_RETRY_FILES_ENABLED", "false");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PYTHONPATH", packages);
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    return environment;
  }

  /** Runs one of its programs on this machine, with the collection. */
  public static ProgramRun run(Map<String, String> more, String program, String... words) {
    return run(directory(), List.of(), more, program, words);
  }

  /**
   * The same in a directory, and elsewhere.
   *
   * @param way a command that runs the one after it, such as {@code nsenter}
   */
  static ProgramRun run(
      Path directory, List<String> way, Map<String, String> more, String program, String... words) {
    return execute(directory(), directory, way, more, program, words);
  }

  private static ProgramRun execute(
      Path made,
      Path directory,
      List<String> way,
      Map<String, String> more,
      String program,
      String... words) {
    Map<String, String> environment = environment(made.resolve("collections"), other());
    environment.put("ANSIBLE_HOME", made.resolve("home").toString());
    environment.putAll(more);
    List<String> argv = new ArrayList<>(way);
    argv.addAll(argv(program, words));
    return Bundle.run(directory, environment, argv.toArray(String[]::new));
  }
}
