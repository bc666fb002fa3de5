package io.hostready.fuzz;

import io.hostready.cli.Project;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Inputs to begin with: files of the reader's format in test-fixtures and rules, and the findings
 * of earlier runs, which src/test/resources/fuzz/findings.txt keeps.
 */
public final class Seeds {

  /** Of one target; the smallest are taken. */
  private static final int MOST = 25;

  private static final int LARGEST = 1 << 16;

  private Seeds() {}

  /** Prints the names of all targets, or writes the seeds of one into a folder. */
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
      List<Path> matching = new ArrayList<>();
      try (Stream<Path> files = Files.walk(top(pattern))) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob(pattern));
        files.filter(Files::isRegularFile).filter(matcher::matches).forEach(matching::add);
      }
      matching.sort(Comparator.comparing(Seeds::size).thenComparing(Comparator.naturalOrder()));
      for (Path file : matching.subList(0, Math.min(MOST, matching.size()))) {
        if (size(file) <= LARGEST) {
          seeds.put(Project.FOLDER.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
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

  /** Lines of a target's name and the input in base 64; others are comments. */
  static List<String> findings() throws IOException {
    return Files.readAllLines(Project.FOLDER.resolve("src/test/resources/fuzz/findings.txt"));
  }

  private static Path top(String pattern) {
    return pattern.startsWith("rules/") ? Project.FOLDER.resolve("rules") : Project.FIXTURES;
  }

  private static String glob(String pattern) {
    if (pattern.startsWith("rules/")) {
      return Project.FOLDER + "/" + pattern;
    }
    return pattern.startsWith("../") ? "**/" + pattern.substring(3) : "**/root/" + pattern;
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
