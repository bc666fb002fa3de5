package io.hostready.rule;

import io.hostready.host.Bytes;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of rules or packs: its directory, its topic (empty for a file outside of a topic), and its
 * name. A file that could be a rule is never skipped silently.
 */
record RuleFile(RuleDirectory directory, String topic, String name) {

  private static final String EXTENSION = ".yaml";

  /** The files of a directory, those outside of a topic first; all sorted by name. */
  static List<RuleFile> allIn(Host files, RuleDirectory directory, Problems problems) {
    int before = problems.count();
    List<RuleFile> found = new ArrayList<>();
    for (String topic : collect(files, directory, "", found, problems)) {
      for (String deeper : collect(files, directory, topic, found, problems)) {
        refuseDeeper(files, directory, topic + "/" + deeper, problems);
      }
    }
    if (found.isEmpty() && problems.count() == before) {
      problems.add(
          new Problem(SourceSpan.whole(directory.label()), "no rules in this directory")
              .expecting("put them into TOPIC/RULE.yaml and packs/PACK.yaml"));
    }
    return found;
  }

  /** Collects the files of one directory, and returns the names of its subdirectories. */
  private static List<String> collect(
      Host files, RuleDirectory directory, String topic, List<RuleFile> found, Problems problems) {
    List<String> directories = new ArrayList<>();
    for (String name : names(files, directory, topic, problems)) {
      RuleFile file = new RuleFile(directory, topic, name);
      if (name.startsWith(".")) {
        continue;
      }
      if (name.endsWith(EXTENSION)) {
        found.add(file);
      } else if (name.endsWith(".yml")) {
        problems.add(
            new Problem(SourceSpan.whole(file.label()), "invalid file name extension '.yml'")
                .expecting("use '" + EXTENSION + "'"));
      } else if (files.status(file.path()) instanceof Present(var present, _)
          && present.type() == FileStatus.Type.DIRECTORY) {
        directories.add(name);
      }
    }
    return directories;
  }

  private static List<String> names(
      Host files, RuleDirectory directory, String topic, Problems problems) {
    String below = topic.isEmpty() ? "" : "/" + topic;
    SourceSpan where = SourceSpan.whole(directory.label() + below);
    return switch (files.list(directory.path() + below)) {
      case Present(var names, _) -> names;
      case Absent(_) -> {
        problems.add(new Problem(where, "directory not found (--rules)"));
        yield List.of();
      }
      case Unreadable(_, var why) -> {
        problems.add(new Problem(where, "cannot list the directory: " + why));
        yield List.of();
      }
    };
  }

  private static void refuseDeeper(
      Host files, RuleDirectory directory, String below, Problems problems) {
    if (files.list(directory.path() + "/" + below) instanceof Present(var names, _)
        && names.stream().anyMatch(name -> name.endsWith(EXTENSION) || name.endsWith(".yml"))) {
      problems.add(
          new Problem(
                  SourceSpan.whole(directory.label() + "/" + below), "rules in a nested directory")
              .expecting("put them into TOPIC/RULE.yaml"));
    }
  }

  boolean isPack() {
    return topic.equals("packs");
  }

  /** The name of the file in messages. */
  String label() {
    return directory.label() + "/" + (topic.isEmpty() ? "" : topic + "/") + name;
  }

  private String path() {
    return directory.path() + "/" + (topic.isEmpty() ? "" : topic + "/") + name;
  }

  String baseName() {
    return name.substring(0, name.length() - EXTENSION.length());
  }

  /**
   * The file's document; empty if it cannot be read or is invalid, and then problems have the
   * reason.
   */
  Optional<YamlNode> read(Host files, Problems problems) {
    return switch (files.bytes(path())) {
      case Present(var content, _) -> YamlReader.read(label(), content, problems);
      case Absent(_) -> {
        problems.add(new Problem(SourceSpan.whole(label()), "broken symbolic link"));
        yield Optional.empty();
      }
      case Unreadable(_, var why) -> {
        problems.add(new Problem(SourceSpan.whole(label()), "cannot read the file: " + why));
        yield Optional.empty();
      }
    };
  }

  /** SHA-256 of the file, which was read before. */
  String hash(Host files) {
    return files.bytes(path()) instanceof Present(var content, _) ? Bytes.of(content).sha256() : "";
  }
}
