package io.hostready.probe;

import io.hostready.facts.FilesystemSpace;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the free space of the filesystem that contains a path, or would contain it. Separate from
 * filesystem-at, because only this must run a command. Source: statfs(2), stat(1).
 */
record DiskSpaceProbe(String path) implements Probe {

  /** Represents an unlimited number in comparisons. */
  private static final long NO_LIMIT = Long.MAX_VALUE;

  static final ProbeKind KIND =
      new ProbeKind(
          "disk-space",
          "free space and inodes of the filesystem of a path, or of its nearest"
              + " existing parent (df)",
          MapSchema.of(
              MapSchema.required(
                  "path", ValueSchema.path(), "the path, or its nearest existing parent")),
          List.of(
              Facet.bytes("free", "free space for users other than root")
                  .said("{} free in {subject}"),
              Facet.count("free-percent", "free space in percent, rounded down")
                  .said("{} percent free in {subject}"),
              Facet.count(
                      "free-inodes",
                      "free inodes; a number larger than all others if the filesystem has no"
                          + " limit, such as btrfs")
                  .said("{} inodes free in {subject}"),
              Facet.count(
                      "free-inodes-percent",
                      "free inodes in percent, rounded down; 100 without a limit")
                  .said("{} percent of the inodes free in {subject}")),
          false,
          "command stat -f -c '%S %b %a %c %d' PATH (statfs(2))",
          """
          disk-space:
            path: /var/lib/docker
            expect:
              free: {at-least: 500MiB}
              free-inodes-percent: {at-least: 5}
          """,
          arguments -> new DiskSpaceProbe(arguments.text("path")));

  @Override
  public String subject() {
    return path;
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of("df", "-h", path), ShellCommand.of("df", "-i", path));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        ResolvedPath.of(host, path),
        resolved ->
            Observation.of(FilesystemSpace.read(host, resolved.existing()), DiskSpaceProbe::found));
  }

  private static Observation found(FilesystemSpace space, String source) {
    OptionalLong percent = space.freePercent();
    return new Facets()
        .count("free", space.freeBytes())
        .value(
            "free-percent",
            percent.isPresent()
                ? new Value.Count(percent.getAsLong())
                : new Value.Unreadable(source, "the filesystem has no size"))
        .count("free-inodes", space.freeInodes().orElse(NO_LIMIT))
        .count("free-inodes-percent", space.freeInodesPercent().orElse(100))
        .found(
            Evidence.of(source, "free bytes", space.freeBytes() + " of " + space.totalBytes()),
            Evidence.of(
                source,
                "free inodes",
                space.freeInodes().isPresent()
                    ? space.freeInodes().getAsLong() + " of " + space.totalInodes().orElse(0)
                    : "no limit"));
  }
}
