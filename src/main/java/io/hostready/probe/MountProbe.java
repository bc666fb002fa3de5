package io.hostready.probe;

import io.hostready.facts.Mounts;
import io.hostready.facts.Mounts.Mount;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;

/** Finds the mount at a path. Source: proc_pid_mountinfo(5). */
record MountProbe(String path) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "mount",
          "a mount point: what is mounted exactly at a path",
          MapSchema.of(
              MapSchema.required(
                  "path", ValueSchema.path(), "the mount point; symbolic links are followed")),
          List.of(
              Facet.text("filesystem", "the type of what is mounted, such as ext4 or cgroup2")
                  .said("{subject} has filesystem type {}"),
              Facet.text("source", "the device, or another source that the filesystem names")
                  .said("{subject} is mounted from {}"),
              Facet.words(
                      "options",
                      "options of the mount and of its filesystem; ro if either is read-only")
                  .said("mount options of {subject}: {}")),
          true,
          "/proc/self/mountinfo, else /proc/mounts (proc_pid_mountinfo(5))",
          """
          mount:
            path: /sys/fs/cgroup
            expect:
              filesystem: cgroup2
          """,
          arguments -> new MountProbe(arguments.text("path")));

  @Override
  public String subject() {
    return path;
  }

  @Override
  public String presence() {
    return path + " is a mount point";
  }

  @Override
  public String absence() {
    return "nothing is mounted at " + path;
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of("findmnt", path));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        ResolvedPath.of(host, path),
        resolved ->
            Observation.of(
                Mounts.read(host).table().find(mounts -> Mounts.at(mounts, resolved.path())),
                resolved.path(),
                MountProbe::found));
  }

  private static Observation found(Mount mount, String source) {
    return new Facets()
        .text("filesystem", mount.filesystem())
        .text("source", mount.source())
        .words("options", mount.options())
        .found(evidence(source, mount));
  }

  static Evidence evidence(String source, Mount mount) {
    return Evidence.of(
        source,
        mount.line(),
        mount.point(),
        mount.filesystem() + " " + mount.source() + " " + String.join(",", mount.options()));
  }
}
