package io.hostready.probe;

import io.hostready.facts.MatchingPaths;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;

/** Reads the sizes of several files, but not their content. Source: stat(2), glob(7). */
record FilesProbe(List<String> paths) implements Probe {

  /** A daemon has at most some thousands of containers; more files are not read. */
  private static final int MOST = 20_000;

  /** Files that findings name. */
  private static final int NAMED = 5;

  FilesProbe {
    paths = List.copyOf(paths);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "files",
          "the sizes of the regular files that match patterns",
          MapSchema.of(
              MapSchema.required(
                  "paths",
                  ValueSchema.oneOrMore(ValueSchema.path()),
                  "the files; * and ? are wildcards")),
          List.of(
              Facet.count("count", "the number of files").said("{} files match {subject}"),
              Facet.bytes("largest", "the size of the largest file")
                  .said("the largest file of {subject} has {}"),
              Facet.text("largest-path", "the largest file")
                  .said("the largest file of {subject} is {}"),
              Facet.bytes("total", "the size of all files").said("the files {subject} have {}"),
              Facet.words("empty", "up to five empty files").said("empty files of {subject}: {}")),
          true,
          "stat(2) of the files, without their content; at most 20,000 files",
          """
          files:
            paths: /var/lib/docker/containers/*/*-json.log
            expect: {largest: {at-most: 1GiB}}
          """,
          arguments -> new FilesProbe(arguments.texts("paths")));

  @Override
  public String subject() {
    return String.join(", ", paths);
  }

  @Override
  public String presence() {
    return "files match " + subject();
  }

  @Override
  public String absence() {
    return "no file matches " + subject();
  }

  @Override
  public List<String> commands() {
    return List.of("ls -lLS " + subject().replace(", ", " "));
  }

  private record Sized(String path, long size) {}

  @Override
  public Observation observe(Host host) {
    List<Sized> files = new ArrayList<>();
    for (String pattern : paths) {
      switch (MatchingPaths.of(host, pattern)) {
        case Present(var found, _) -> {
          for (String path : found) {
            switch (host.status(path)) {
              case Present(var status, _) when status.type() == FileStatus.Type.FILE ->
                  files.add(new Sized(path, status.size()));
              case Present(_, _), Absent(_) -> {}
              case Unreadable(var where, var why) -> {
                return new Observation.Unreadable(where, why);
              }
            }
            if (files.size() > MOST) {
              return new Observation.Unreadable(pattern, "more than " + MOST + " files match");
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    return files.isEmpty() ? Observation.absent(subject(), "files") : found(files);
  }

  private static Observation found(List<Sized> files) {
    Sized largest =
        files.stream().reduce((best, f) -> f.size() > best.size() ? f : best).orElseThrow();
    List<String> empty =
        files.stream().filter(f -> f.size() == 0).map(Sized::path).limit(NAMED).toList();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of(largest.path(), "largest file", largest.size() + " bytes"));
    empty.forEach(path -> evidence.add(Evidence.of(path, path, "empty file")));
    return new Facets()
        .count("count", files.size())
        .count("largest", largest.size())
        .text("largest-path", largest.path())
        .count("total", files.stream().mapToLong(Sized::size).sum())
        .words("empty", empty)
        .found(evidence);
  }
}
