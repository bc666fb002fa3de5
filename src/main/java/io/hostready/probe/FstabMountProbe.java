package io.hostready.probe;

import io.hostready.facts.Fstab;
import io.hostready.facts.Fstab.Entry;
import io.hostready.facts.MountUnits;
import io.hostready.facts.MountUnits.MountUnit;
import io.hostready.facts.Mounts;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the entry of /etc/fstab or the mount unit whose filesystem contains a path, and whether
 * services that start at boot wait for it. Source: fstab(5), systemd.mount(5).
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
          "the entry of /etc/fstab or the mount unit, enabled or mounted now, for a path or its"
              + " nearest parent, other than /",
          MapSchema.of(
              MapSchema.required("path", ValueSchema.path(), "the path; links are followed")),
          List.of(
              Facet.text("mount-point", "its mount point").said("mount point of {subject}: {}"),
              Facet.text("filesystem", "the filesystem's type").said("filesystem of {subject}: {}"),
              Facet.words("options", "the mount options in /etc/fstab or Options=")
                  .said("mount options of {subject} at boot: {}"),
              Facet.text("file", "/etc/fstab or the path of the unit")
                  .said("{subject} is mounted by {}"),
              Facet.flag("enabled", "whether it is mounted at boot: false for a unit without links")
                  .saidIfTrue(
                      "the filesystem of {subject} is mounted at boot",
                      "the mount unit of {subject} is not enabled"),
              Facet.flag("mounted", "whether a filesystem is mounted at the mount point now")
                  .saidIfTrue(
                      "the filesystem of {subject} is mounted",
                      "the filesystem of {subject} is not mounted"),
              Facet.flag(
                      "late",
                      "whether services at boot do not wait for it: a network filesystem, or one"
                          + " with noauto, nofail, _netdev or bg, unless x-systemd.automount,"
                          + " x-systemd.before= or x-systemd.required-by= is set; or a mount unit"
                          + " that is not enabled")
                  .saidIfTrue(
                      "services at boot do not wait for the filesystem of {subject}",
                      "services at boot wait for the filesystem of {subject}")),
          true,
          "/etc/fstab (fstab(5)); *.mount in /etc/systemd/system, /run/systemd/system and"
              + " /run/systemd/generator (systemd.mount(5));"
              + " /proc/self/mountinfo for mounted",
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
    return "/etc/fstab or a mount unit has a filesystem for " + path;
  }

  @Override
  public String absence() {
    return "/etc/fstab and mount units have no filesystem for " + path;
  }

  @Override
  public List<String> commands() {
    return List.of(
        "findmnt --fstab -T " + ShellCommand.path(path),
        "systemctl cat '*.mount'",
        "findmnt -T " + ShellCommand.path(path));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(ResolvedPath.of(host, path), resolved -> found(host, resolved.path()));
  }

  private Observation found(Host host, String resolved) {
    Reading<Fstab> fstab = Fstab.read(host);
    Optional<Entry> entry =
        fstab.toOptional().flatMap(f -> f.containing(resolved).or(() -> f.containing(path)));
    Reading<MountUnits> units = MountUnits.read(host);
    Optional<MountUnit> unit = units.toOptional().flatMap(u -> containing(host, u, resolved));
    boolean isOfUnit =
        unit.filter(
                u -> entry.filter(e -> e.point().length() >= u.entry().point().length()).isEmpty())
            .isPresent();
    if (isOfUnit) {
      return found(
          host, unit.get().entry(), unit.get().path(), unit.get().isEnabled(), isLate(unit.get()));
    }
    if (entry.isPresent()) {
      return found(host, entry.get(), Fstab.PATH, !entry.get().has("noauto"), isLate(entry.get()));
    }
    return Observation.of(
        fstab,
        (_, source) ->
            units instanceof Unreadable(var where, var why)
                ? new Observation.Unreadable(where, why)
                : Observation.absent(source, path));
  }

  private static Optional<MountUnit> containing(Host host, MountUnits units, String path) {
    return units.units().stream()
        .filter(unit -> !unit.entry().point().equals("/") && unit.entry().covers(path))
        .filter(unit -> unit.isEnabled() || isMounted(host, unit.entry()).orElse(false))
        .max(Comparator.comparingInt(unit -> unit.entry().point().length()));
  }

  private static Reading<Boolean> isMounted(Host host, Entry entry) {
    return Mounts.read(host).table().map(all -> Mounts.at(all, entry.point()).isPresent());
  }

  private static boolean isLate(MountUnit unit) {
    return !unit.isEnabled() || (unit.isLate() || isLate(unit.entry())) && !unit.isOrdered();
  }

  private static boolean isLate(Entry entry) {
    boolean isLate = LATE.stream().anyMatch(entry::has) || NETWORK.contains(entry.filesystem());
    return isLate && ORDERED.stream().noneMatch(entry::has);
  }

  private static Observation found(
      Host host, Entry entry, String source, boolean isEnabled, boolean isLate) {
    return new Facets()
        .text("mount-point", entry.point())
        .text("filesystem", entry.filesystem())
        .words("options", entry.options())
        .text("file", source)
        .value("mounted", Value.of(isMounted(host, entry), is -> new Value.Flag(is)))
        .flag("enabled", isEnabled)
        .flag("late", isLate)
        .found(
            Evidence.of(
                source,
                entry.line(),
                entry.point(),
                entry.filesystem() + " " + String.join(",", entry.options())));
  }
}
