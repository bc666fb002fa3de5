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
 * and installed by ansible-galaxy. {@code -Dhostready.ansible=FOLDER} takes another ansible-core,
 * whose Python packages are in that folder.
 */
public final class Ansible {

  /** Where the packages of Debian's Python are, Ansible's with them. */
  static final Path PACKAGES = Path.of("/usr/lib/python3/dist-packages");

  private static final Path FOLDER = Bundle.PROJECT.resolve("target/ansible");

  private static boolean installed;

  private Ansible() {}

  /** The other ansible-core that is asked for; empty for this machine's. */
  static String other() {
    return System.getProperty("hostready.ansible", "");
  }

  /** The archive, made from the sources as they are. */
  static synchronized Path archive() {
    Path dist = FOLDER.resolve("dist");
    if (!installed) {
      NeedsTool.named("ansible-galaxy");
      try {
        Files.createDirectories(dist);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Bundle.run(Bundle.PROJECT, Map.of(), "scripts/lib/collection", dist.toString()).succeeds();
      installed = true;
      Bundle.run(FOLDER, Map.of(), "rm", "-rf", FOLDER.resolve("collections").toString());
      execute(
              FOLDER,
              List.of(),
              Map.of(),
              "galaxy",
              "collection",
              "install",
              "--offline",
              "--force",
              "-p",
              FOLDER.resolve("collections").toString(),
              Bundle.only(dist, ".tar.gz").toString())
          .succeeds();
    }
    return Bundle.only(dist, ".tar.gz");
  }

  /** Where it is installed: what ANSIBLE_COLLECTIONS_PATH names. */
  public static Path collections() {
    archive();
    return FOLDER.resolve("collections");
  }

  /** The collection's own folder in there. */
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
   * @param packages folders with Python packages, colons between them
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
    return run(FOLDER, List.of(), more, program, words);
  }

  /**
   * The same in a folder, and elsewhere.
   *
   * @param way a command that runs the one after it, such as {@code nsenter}
   */
  static ProgramRun run(
      Path folder, List<String> way, Map<String, String> more, String program, String... words) {
    archive();
    return execute(folder, way, more, program, words);
  }

  private static ProgramRun execute(
      Path folder, List<String> way, Map<String, String> more, String program, String... words) {
    Map<String, String> environment = environment(FOLDER.resolve("collections"), other());
    environment.put("ANSIBLE_HOME", FOLDER.resolve("home").toString());
    environment.putAll(more);
    List<String> argv = new ArrayList<>(way);
    argv.addAll(argv(program, words));
    return Bundle.run(folder, environment, argv.toArray(String[]::new));
  }
}
