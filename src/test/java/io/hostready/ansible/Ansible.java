package io.hostready.ansible;

import io.hostready.dist.Bundle;
import io.hostready.dist.NeedsTool;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

  private static final Path DIRECTORY = Bundle.PROJECT.resolve("target/ansible");

  private static boolean installed;

  private Ansible() {}

  /** The other ansible-core that is asked for; empty for this machine's. */
  static String other() {
    return System.getProperty("hostready.ansible", "");
  }

  /** The archive, made from the sources as they are. */
  static synchronized Path archive() {
    Path dist = DIRECTORY.resolve("dist");
    if (!installed) {
      NeedsTool.named("ansible-galaxy");
      try {
        Files.createDirectories(dist);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Bundle.run(Bundle.PROJECT, Map.of(), "scripts/lib/collection", dist.toString()).succeeds();
      installed = true;
      Bundle.run(DIRECTORY, Map.of(), "rm", "-rf", DIRECTORY.resolve("collections").toString());
      execute(
              DIRECTORY,
              List.of(),
              Map.of(),
              "galaxy",
              "collection",
              "install",
              "--offline",
              "--force",
              "-p",
              DIRECTORY.resolve("collections").toString(),
              Bundle.only(dist, ".tar.gz").toString())
          .succeeds();
    }
    return Bundle.only(dist, ".tar.gz");
  }

  /** Where it is installed: what ANSIBLE_COLLECTIONS_PATH names. */
  public static Path collections() {
    archive();
    return DIRECTORY.resolve("collections");
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
    return run(DIRECTORY, List.of(), more, program, words);
  }

  /**
   * The same in a directory, and elsewhere.
   *
   * @param way a command that runs the one after it, such as {@code nsenter}
   */
  static ProgramRun run(
      Path directory, List<String> way, Map<String, String> more, String program, String... words) {
    archive();
    return execute(directory, way, more, program, words);
  }

  private static ProgramRun execute(
      Path directory, List<String> way, Map<String, String> more, String program, String... words) {
    Map<String, String> environment = environment(DIRECTORY.resolve("collections"), other());
    environment.put("ANSIBLE_HOME", DIRECTORY.resolve("home").toString());
    environment.putAll(more);
    List<String> argv = new ArrayList<>(way);
    argv.addAll(argv(program, words));
    return Bundle.run(directory, environment, argv.toArray(String[]::new));
  }
}
