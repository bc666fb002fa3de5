package io.hostready.probe;

import io.hostready.facts.Mounts;
import io.hostready.facts.Mounts.Mount;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.List;

/**
 * Finds the filesystem that contains a path, or would contain it. Source: proc_pid_mountinfo(5).
 */
record FilesystemAtProbe(String path, UserPaths user) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "filesystem-at",
          "the filesystem of a path, or of its nearest existing parent (findmnt --target)",
          MapSchema.of(
              MapSchema.required("path", UserPaths.PATH, "the path; symbolic links are followed"),
              UserPaths.KEY),
          List.of(
              Facet.text("filesystem", "the filesystem's type, such as ext4, xfs or overlay")
                  .said("{subject} is on {}"),
              Facet.text("mount-point", "its mount point")
                  .said("{subject} is on the mount point {}"),
              Facet.text("source", "the device, or another source that the filesystem names")
                  .said("{subject} is on the device {}"),
              Facet.words(
                      "options",
                      "options of the mount and of its filesystem; ro if either is read-only")
                  .said("mount options of {subject}: {}")),
          false,
          "/proc/self/mountinfo, else /proc/mounts (proc_pid_mountinfo(5)); for space see"
              + " disk-space",
          """
          filesystem-at:
            path: /var/lib/docker
            expect:
              options: {lacks: [ro, noexec]}
          """,
          arguments ->
              new FilesystemAtProbe(arguments.text("path"), UserPaths.of(arguments, "path")));

  @Override
  public String subject() {
    return user.named(path);
  }

  @Override
  public List<String> commands() {
    return List.of("findmnt -T " + user.inShell(path));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        user.fill(host, path),
        filled ->
            Observation.of(
                ResolvedPath.of(host, filled),
                resolved ->
                    Observation.of(
                        Mounts.read(host).table(), (m, source) -> under(resolved, m, source))));
  }

  private static Observation under(ResolvedPath resolved, List<Mount> mounts, String source) {
    return Mounts.under(mounts, resolved.path())
        .<Observation>map(
            mount ->
                new Facets()
                    .text("filesystem", mount.filesystem())
                    .text("mount-point", mount.point())
                    .text("source", mount.source())
                    .words("options", mount.options())
                    .found(MountProbe.evidence(source, mount)))
        .orElseGet(() -> new Observation.Unreadable(source, "it has no mount at /"));
  }
}
