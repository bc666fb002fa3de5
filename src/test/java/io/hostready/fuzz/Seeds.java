package io.hostready.fuzz;

import io.hostready.capture.Fixtures;
import io.hostready.cli.Project;
import io.hostready.host.Bytes;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Inputs to begin with: files of the reader's format in test-fixtures and rules, and the findings
 * of earlier runs, which src/test/resources/fuzz/findings.txt keeps.
 */
public final class Seeds {

  /** Of one target; the smallest are taken. */
  private static final int MOST = 25;

  private static final int LARGEST = 1 << 16;

  /** The seeds that are what commands said on hosts. */
  static final String COMMANDS = "$";

  /** What seeds begin with that are files of test-fixtures themselves. */
  private static final String OF_FIXTURES = "../";

  private Seeds() {}

  /** Prints the names of all targets, or writes the seeds of one into a directory. */
  public static void main(String[] words) throws IOException {
    if (words.length == 0) {
      ReaderTargets.all().forEach(target -> System.out.println(target.name()));
      return;
    }
    int number = 0;
    for (Map.Entry<String, byte[]> seed : of(ReaderTargets.named(words[0])).entrySet()) {
      Files.write(Path.of(words[1], "seed-" + number++), seed.getValue());
    }
  }

  /** The seeds of a target, by names to be told. */
  static Map<String, byte[]> of(ReaderTarget target) throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (String pattern : target.seeds()) {
      Map<String, byte[]> matching =
          switch (pattern) {
            case COMMANDS -> Fixtures.commands();
            case String file when file.startsWith("rules/") ->
                files(Project.DIRECTORY.resolve("rules"), Project.DIRECTORY + "/" + file);
            case String file when file.startsWith(OF_FIXTURES) ->
                files(Project.FIXTURES, "**/" + file.substring(OF_FIXTURES.length()));
            default -> ofHosts(pattern);
          };
      matching.entrySet().stream()
          .sorted(
              Comparator.comparing((Map.Entry<String, byte[]> each) -> each.getValue().length)
                  .thenComparing(Map.Entry::getKey))
          .limit(MOST)
          .filter(each -> each.getValue().length <= LARGEST)
          .forEach(each -> seeds.put(each.getKey(), each.getValue()));
    }
    if (target.name().equals(ReaderTargets.WHOLE_HOST)) {
      seeds.putAll(ReaderTargets.seedsOfWholeHost(LARGEST));
    }
    int number = 0;
    for (String line : findings()) {
      number++;
      String[] words = line.split(" ");
      if (words[0].equals(target.name())) {
        seeds.put("findings.txt:" + number, Base64.getDecoder().decode(words[1]));
      }
    }
    return seeds;
  }

  /** Files of the project that match. */
  private static Map<String, byte[]> files(Path top, String glob) throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).filter(matcher::matches).toList()) {
        found.put(Project.DIRECTORY.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return found;
  }

  /** Files of the hosts of the fixtures that match; of the same ones one. */
  private static Map<String, byte[]> ofHosts(String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:/" + pattern);
    Map<Bytes, String> names = new HashMap<>();
    Fixtures.contents()
        .forEach(
            (name, content) -> {
              if (matcher.matches(Path.of(name.substring(name.indexOf(':') + 1)))) {
                names.putIfAbsent(Bytes.of(content), name);
              }
            });
    Map<String, byte[]> found = new TreeMap<>();
    names.forEach((content, name) -> found.put(name, content.bytes()));
    return found;
  }

  /** Lines of a target's name and the input in base 64; others are comments. */
  static List<String> findings() throws IOException {
    return Files.readAllLines(Project.DIRECTORY.resolve("src/test/resources/fuzz/findings.txt"));
  }
}
