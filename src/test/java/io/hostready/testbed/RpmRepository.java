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
          RpmPackage.of(
              "containerd.io",
              "2.2.0",
              "Conflicts: runc\n" + scriptlet("containerd.io-2.2.0", "post"),
              "/usr/bin/containerd",
              "/usr/bin/runc",
              "/etc/containerd/config.toml"),
          RpmPackage.of(
              "docker-buildx-plugin",
              "0.30.0",
              "",
              "/usr/libexec/docker/cli-plugins/docker-buildx"),
          RpmPackage.of(
              "docker-compose-plugin",
              "2.40.0",
              "",
              "/usr/libexec/docker/cli-plugins/docker-compose"));

  /** The kernel of the distribution: what {@code uname -r} prints is this and .x86_64. */
  public static final String KERNEL = "5.14.0-570.12.1.el9_6";

  private static final String NEXT_KERNEL = "5.14.0-611.5.1.el9_7";

  private static final List<RpmPackage> DISTRIBUTION =
      List.of(
          kernel(KERNEL),
          extraModules(KERNEL),
          extraModules(NEXT_KERNEL),
          RpmPackage.of(
              "container-selinux", "2:2.68", "", "/usr/share/selinux/packages/container.pp"),
          RpmPackage.of(
              "container-selinux", "4:2.235.0", "", "/usr/share/selinux/packages/container.pp"),
          RpmPackage.of("runc", "4:1.2.0", "", "/usr/bin/runc"),
          RpmPackage.of("tool", "1.0", scriptlets("tool-1.0"), "/usr/bin/tool", "/etc/tool.conf"),
          RpmPackage.of(
              "images", "1.0", "", "/usr/bin/images", "/usr/share/images/a" + RpmPackage.LARGE),
          RpmPackage.of("conntrack-tools", "1.4.7", "", "/usr/bin/conntrack"),
          RpmPackage.of("iproute", "6.11.0", "", "/usr/share/doc/iproute/README"),
          RpmPackage.of("iproute-tc", "6.11.0", "", "/usr/share/doc/iproute-tc/README"),
          // dnf takes $releasever from it.
          RpmPackage.of(
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
    return RpmPackage.of(
        "docker-ce",
        "3:" + version,
        "Requires: containerd.io, docker-ce-cli, container-selinux >= 2:2.74\n"
            + scriptlets("docker-ce-" + version),
        "/usr/bin/dockerd",
        "/usr/lib/systemd/system/docker.service");
  }

  private static RpmPackage client(String version) {
    return RpmPackage.of(
        "docker-ce-cli", "1:" + version, scriptlets("docker-ce-cli-" + version), "/usr/bin/docker");
  }

  /** Its scriptlet writes the list of modules as depmod(8) does. Source: kernel.spec of RHEL. */
  private static RpmPackage kernel(String version) {
    return RpmPackage.ofKernel(
        "kernel-core",
        version,
        """
        Provides: installonlypkg(kernel)
        %%post
        for each in nf_conntrack nf_nat xt_conntrack xt_nat xt_MASQUERADE; do
          echo kernel/net/netfilter/$each.ko.xz:
        done >%s
        """
            .formatted(dependencies(version)),
        directory(version) + "/modules.builtin");
  }

  private static RpmPackage extraModules(String version) {
    String module = "extra/net/netfilter/xt_addrtype.ko.xz";
    return RpmPackage.ofKernel(
        "kernel-modules-extra",
        version,
        """
        Requires: kernel-core = %1$s
        Provides: installonlypkg(kernel-module)
        %%post
        echo %2$s: >>%3$s
        %%postun
        sed -i '\\,^%2$s:,d' %3$s
        """
            .formatted(version, module, dependencies(version)),
        directory(version) + "/" + module);
  }

  private static String directory(String version) {
    return "/lib/modules/" + version + ".x86_64";
  }

  private static String dependencies(String version) {
    return directory(version) + "/modules.dep";
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
              rpmbuild -bb --quiet --define '_topdir /root/top' specs/*
              gpg --batch --quiet --import key
              rpmsign --define '_gpg_name %s' --addsign top/RPMS/*/*.rpm
              createrepo_c --quiet --compatibility top/RPMS
              """
                  .formatted(key.fingerprint()))
          .succeeds();
      Files.createDirectories(to.getParent());
      Disk.copy(box.path("/root/top/RPMS"), to);
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
