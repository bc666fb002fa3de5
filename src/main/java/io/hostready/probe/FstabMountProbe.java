package io.hostready.probe;

import io.hostready.facts.Fstab;
import io.hostready.facts.Fstab.Entry;
import io.hostready.facts.Mounts;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the entry of /etc/fstab whose filesystem contains a path, and whether services that start
 * at boot wait for it. Source: fstab(5), systemd.mount(5).
 */
record FstabMountProbe(String path) implements Probe {

  /** With these, local-fs.target, which services wait for, does not wait for the mount. */
  private static final List<String> LATE = List.of("noauto", "nofail", "_netdev", "bg");

  /** With these, the mount comes in time: at the first access, or before a unit that is named. */
  private static final List<String> ORDERED =
      List.of("x-systemd.automount", "x-systemd.before", "x-systemd.required-by");

  /** Source: fstype_is_network() in systemd's src/basic/mountpoint-util.c. */
  private static final Set<String> NETWORK =
      Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "glusterfs", "ceph", "davfs", "9p");

  static final ProbeKind KIND =
      new ProbeKind(
          "fstab-mount",
          "the entry of /etc/fstab for a path or its nearest parent, other than /",
          MapSchema.of(
              MapSchema.required("path", ValueSchema.path(), "the path; links are followed")),
          List.of(
              Facet.text("mount-point", "its mount point").said("mount point of {subject}: {}"),
              Facet.text("filesystem", "the filesystem's type").said("filesystem of {subject}: {}"),
              Facet.words("options", "the mount options in /etc/fstab")
                  .said("mount options of {subject} in /etc/fstab: {}"),
              Facet.flag("mounted", "whether a filesystem is mounted at the mount point now")
                  .saidIfTrue(
                      "the filesystem of {subject} in /etc/fstab is mounted",
                      "the filesystem of {subject} in /etc/fstab is not mounted"),
              Facet.flag(
                      "late",
                      "whether services at boot do not wait for it: a network filesystem, or one"
                          + " with noauto, nofail, _netdev or bg, unless x-systemd.automount,"
                          + " x-systemd.before= or x-systemd.required-by= is set")
                  .saidIfTrue(
                      "services at boot do not wait for the filesystem of {subject}",
                      "services at boot wait for the filesystem of {subject}")),
          true,
          "/etc/fstab (fstab(5)); /proc/self/mountinfo for mounted",
          """
          fstab-mount:
            path: /var/lib/docker
            expect: {mounted: true}
          """,
          arguments -> new FstabMountProbe(arguments.text("path")));

  @Override
  public String subject() {
    return path;
  }

  @Override
  public String presence() {
    return "/etc/fstab has a filesystem for " + path;
  }

  @Override
  public String absence() {
    return "/etc/fstab has no filesystem for " + path;
  }

  @Override
  public List<String> commands() {
    return List.of(
        "findmnt --fstab -T " + ShellCommand.path(path), "findmnt -T " + ShellCommand.path(path));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        ResolvedPath.of(host, path),
        resolved ->
            Observation.of(
                Fstab.read(host), (fstab, source) -> found(host, fstab, resolved.path(), source)));
  }

  private Observation found(Host host, Fstab fstab, String resolved, String source) {
    Optional<Entry> found = fstab.containing(resolved).or(() -> fstab.containing(path));
    if (found.isEmpty()) {
      return Observation.absent(source, path);
    }
    Entry entry = found.get();
    boolean isLate = LATE.stream().anyMatch(entry::has) || NETWORK.contains(entry.filesystem());
    return new Facets()
        .text("mount-point", entry.point())
        .text("filesystem", entry.filesystem())
        .words("options", entry.options())
        .value(
            "mounted",
            Value.of(
                Mounts.read(host).table(),
                mounts -> new Value.Flag(Mounts.at(mounts, entry.point()).isPresent())))
        .flag("late", isLate && ORDERED.stream().noneMatch(entry::has))
        .found(
            Evidence.of(
                source,
                entry.line(),
                entry.point(),
                entry.filesystem() + " " + String.join(",", entry.options())));
  }
}
