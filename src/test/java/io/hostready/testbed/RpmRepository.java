package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Docker's repository for dnf and one of a distribution, with signed packages and lists made by
 * rpmbuild, rpmsign and createrepo_c in a box: linux/rhel/9/x86_64/stable as at
 * download.docker.com, linux/rhel/gpg, and os. A copy of what is made once a test run.
 */
public final class RpmRepository implements ServedRepository {

  /** What is made once a test run: the directory, Docker's key and the distribution's. */
  private record Master(Path directory, SigningKey docker, SigningKey distribution) {}

  private static final Map<String, Master> MASTERS = new ConcurrentHashMap<>();

  /**
   * If a host has this file, the scriptlet that it names, such as {@code containerd.io-2.2.0 post},
   * makes one with .reached and waits.
   */
  public static final String SLOW = "/root/slow";

  private static final String STABLE = "linux/rhel/9/x86_64/stable";

  private static final List<RpmPackage> DOCKER =
      List.of(
          engine("28.5.2"),
          client("28.5.2"),
          engine("29.0.0"),
          client("29.0.0"),
          new RpmPackage(
              "containerd.io",
              "2.2.0",
              "Conflicts: runc\n" + scriptlet("containerd.io-2.2.0", "post"),
              "/usr/bin/containerd",
              "/usr/bin/runc",
              "/etc/containerd/config.toml"),
          new RpmPackage(
              "docker-buildx-plugin",
              "0.30.0",
              "",
              "/usr/libexec/docker/cli-plugins/docker-buildx"),
          new RpmPackage(
              "docker-compose-plugin",
              "2.40.0",
              "",
              "/usr/libexec/docker/cli-plugins/docker-compose"));

  private static final List<RpmPackage> DISTRIBUTION =
      List.of(
          new RpmPackage(
              "container-selinux", "4:2.235.0", "", "/usr/share/selinux/packages/container.pp"),
          new RpmPackage("runc", "4:1.2.0", "", "/usr/bin/runc"),
          new RpmPackage("tool", "1.0", "", "/usr/bin/tool", "/etc/tool.conf"),
          new RpmPackage("conntrack-tools", "1.4.7", "", "/usr/bin/conntrack"),
          new RpmPackage("iproute", "6.11.0", "", "/usr/share/doc/iproute/README"),
          new RpmPackage("iproute-tc", "6.11.0", "", "/usr/share/doc/iproute-tc/README"),
          // dnf takes $releasever from it.
          new RpmPackage(
              "rocky-release",
              "9.6",
              "Provides: /bin/sh, system-release = 9.6, system-release(releasever) = 9"));

  private final Master master;
  private final Path directory;

  private RpmRepository(Master master) {
    this.master = master;
    this.directory = Testbed.scratch("repository").resolve("served");
    Disk.copy(master.directory(), directory);
  }

  private static RpmPackage engine(String version) {
    return new RpmPackage(
        "docker-ce",
        "3:" + version,
        "Requires: containerd.io, docker-ce-cli, container-selinux >= 2:2.74\n"
            + scriptlets("docker-ce-" + version),
        "/usr/bin/dockerd",
        "/usr/lib/systemd/system/docker.service");
  }

  private static RpmPackage client(String version) {
    return new RpmPackage(
        "docker-ce-cli", "1:" + version, scriptlets("docker-ce-cli-" + version), "/usr/bin/docker");
  }

  private static String scriptlets(String name) {
    return Stream.of("pre", "post", "preun", "postun")
        .map(kind -> scriptlet(name, kind))
        .collect(Collectors.joining());
  }

  private static String scriptlet(String name, String kind) {
    return """
    %%%s
    [ "$(cat %s 2>/dev/null)" != '%s' ] || { >%s.reached; sleep 600; }
    """
        .formatted(kind, SLOW, name + " " + kind, SLOW);
  }

  /** With docker-ce and docker-ce-cli 28.5.2 and 29.0.0, containerd.io and two plugins. */
  public static RpmRepository docker() {
    return new RpmRepository(
        MASTERS.computeIfAbsent(
            "docker",
            _ -> {
              Master made =
                  new Master(
                      Testbed.scratch("repository").resolve("master"),
                      SigningKey.generate("Docker test release"),
                      SigningKey.generate("Rocky test release"));
              build(made.directory().resolve(STABLE), DOCKER, made.docker());
              build(made.directory().resolve("os"), DISTRIBUTION, made.distribution());
              publish(made.directory(), made.docker());
              return made;
            }));
  }

  private static void publish(Path directory, SigningKey key) {
    try {
      Files.writeString(directory.resolve("linux/rhel/gpg"), key.armored());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds packages in a box, signs them, and makes the list. */
  private static void build(Path to, List<RpmPackage> packages, SigningKey key) {
    try (Box box = Box.with().suite("dnf").start()) {
      int number = 0;
      for (RpmPackage one : packages) {
        box.write("/root/specs/" + number++ + ".spec", one.spec());
      }
      box.write("/root/key", key.armoredSecret());
      box.sh(
              """
              cd /root
              for spec in specs/*; do
                rpmbuild -bb --quiet --define '_topdir /root/top' $spec
              done
              gpg --batch --quiet --import key
              rpmsign --define '_gpg_name %s' --addsign top/RPMS/noarch/*.rpm
              createrepo_c --quiet --compatibility top/RPMS/noarch
              """
                  .formatted(key.fingerprint()))
          .succeeds();
      Files.createDirectories(to.getParent());
      Disk.copy(box.path("/root/top/RPMS/noarch"), to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves it over HTTP to a host whose distribution's repository it becomes. */
  public RepositoryServer serve(Box box) {
    RepositoryServer server = RepositoryServer.plain(box, this, 8080).start();
    box.write("/etc/pki/rpm-gpg/rocky.asc", master.distribution().armored());
    box.write(
        "/etc/yum.repos.d/rocky.repo",
        """
        [baseos]
        name=Rocky Linux
        baseurl=http://127.0.0.1:8080/os
        gpgkey=file:///etc/pki/rpm-gpg/rocky.asc
        """);
    box.sh("rpm --import /etc/pki/rpm-gpg/rocky.asc; dnf -q -y install rocky-release").succeeds();
    return server;
  }

  /** Makes Docker's repository one of a host, to which it is served, as its operator would. */
  public void trust(Box box) {
    box.write("/etc/pki/rpm-gpg/docker-own.asc", armoredKey());
    box.write(
        "/etc/yum.repos.d/docker-own.repo",
        """
        [docker-own]
        name=Docker
        baseurl=http://127.0.0.1:8080/%s
        gpgkey=file:///etc/pki/rpm-gpg/docker-own.asc
        """
            .formatted(STABLE));
    box.sh("rpm --import /etc/pki/rpm-gpg/docker-own.asc").succeeds();
  }

  /** The fingerprint that its users should pin: 40 upper-case hexadecimal digits. */
  public String fingerprint() {
    return master.docker().fingerprint();
  }

  /** Publishes another key, as somebody in the middle would. */
  public void replaceKey() {
    publish(directory, SigningKey.generate("somebody else"));
  }

  /** Signs Docker's packages with another key than the published one. */
  public void signWithAnotherKey() {
    Disk.delete(directory.resolve(STABLE));
    build(directory.resolve(STABLE), DOCKER, SigningKey.generate("somebody else"));
  }

  /** Adds a higher version of docker-ce to the distribution's repository, with its signature. */
  public void addStrangersEngine() {
    Disk.delete(directory.resolve("os"));
    List<RpmPackage> all =
        Stream.concat(DISTRIBUTION.stream(), Stream.of(engine("29.9.9"))).toList();
    build(directory.resolve("os"), all, master.distribution());
  }

  /** Takes the packages of release 9 away, as if the repository had never had them. */
  public void removeRelease() {
    Disk.delete(directory.resolve(STABLE));
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public String component() {
    return "stable";
  }

  @Override
  public String armoredKey() {
    return master.docker().armored();
  }
}
