package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A signed apt repository made on the spot, with small packages that really install: Docker's, laid
 * out like download.docker.com, or a distribution's own. The key is made by the test run and has
 * its own {@link #fingerprint}. Each object is a fresh copy that a test may spoil.
 */
public final class AptRepository implements ServedRepository {

  /**
   * A kernel whose package linux-modules-extra, in Ubuntu's repository for 22.04, has the module
   * vxlan. Ubuntu has it for arm64 only. Source: LP: #1947628.
   */
  public static final String JAMMY_KERNEL = "5.15.0-1061-raspi";

  /** What there is once a test run; the copies are made from it. */
  private record Master(RepositoryLayout layout, SigningKey key) {}

  private static final Map<String, Master> MASTERS = new ConcurrentHashMap<>();

  private final Master master;
  private final RepositoryLayout layout;
  private final int port;
  private SigningKey key;

  private AptRepository(Master master, int port) {
    this.master = master;
    this.key = master.key;
    this.layout = master.layout.in(Testbed.scratch("repository").resolve("served"));
    this.port = port;
    Disk.copy(master.layout.directory(), layout.directory());
  }

  /**
   * Docker's repository with releases by their codenames; without any, trixie, noble and jammy. It
   * has docker-ce and docker-ce-cli 28.5.2 and 29.0.0, containerd.io and two plugins.
   */
  public static AptRepository docker(String... codenames) {
    String[] wanted = codenames.length == 0 ? new String[] {"trixie", "noble", "jammy"} : codenames;
    return new AptRepository(
        master("Docker", "Docker", "stable", Suite::dockerPackages, wanted), 8080);
  }

  /**
   * A distribution's own repository: docker.io, podman-docker and what else conflicts; Ubuntu's has
   * snapd, that for 22.04 also the modules of a kernel.
   */
  public static AptRepository distribution(String... codenames) {
    return new AptRepository(
        master("Debian", "Debian", "main", Suite::distributionPackages, codenames), 8090);
  }

  /**
   * A stranger's repository with a higher version of docker-ce, that says of itself what Docker's
   * says.
   */
  public static AptRepository stranger(String codename) {
    Function<Suite, List<DebPackage>> packages = suite -> List.of(suite.engine("29.9.9"));
    return new AptRepository(master("a stranger's", "Docker", "stable", packages, codename), 8095);
  }

  /**
   * Docker's repository for Debian 13 with an engine that runs containers: Debian's own under the
   * names of Docker's packages. For guests, whose image has the packages.
   */
  public static AptRepository runningDocker() {
    return runningDocker("trixie");
  }

  /** The same packages for a release of Ubuntu, which a tree of Debian 13 can install. */
  public static AptRepository runningDocker(String codename) {
    Suite suite = Suite.of(codename);
    return new AptRepository(
        running("Docker", "stable", "docker", suite, Suite::dockerPlugins), 8080);
  }

  /** Debian 13's own repository with its real docker.io and what that needs. For guests. */
  public static AptRepository runningDistribution() {
    return new AptRepository(
        running("Debian", "main", "distribution", Suite.TRIXIE, suite -> List.of()), 8090);
  }

  private static Master running(
      String origin,
      String component,
      String packages,
      Suite suite,
      Function<Suite, List<DebPackage>> more) {
    return MASTERS.computeIfAbsent(
        origin + " running for " + suite,
        name -> {
          RepositoryLayout layout =
              new RepositoryLayout(
                  Testbed.scratch("repository").resolve("master"),
                  origin,
                  component,
                  List.of(suite));
          SigningKey key = SigningKey.generate(origin + " test release");
          layout.addReady(suite, GuestImage.packages(packages));
          layout.fill(suite, more.apply(suite));
          layout.publish(key);
          layout.sign(key);
          return new Master(layout, key);
        });
  }

  private static Master master(
      String whose,
      String origin,
      String component,
      Function<Suite, List<DebPackage>> packages,
      String... codenames) {
    return MASTERS.computeIfAbsent(
        whose + Arrays.toString(codenames),
        name -> {
          RepositoryLayout layout =
              new RepositoryLayout(
                  Testbed.scratch("repository").resolve("master"),
                  origin,
                  component,
                  Stream.of(codenames).map(Suite::of).toList());
          SigningKey key = SigningKey.generate(origin + " test release");
          layout.suites().forEach(each -> layout.fill(each, packages.apply(each)));
          layout.publish(key);
          layout.sign(key);
          return new Master(layout, key);
        });
  }

  /** Serves it over HTTP to a host. */
  public RepositoryServer serve(ThrowAwayHost host) {
    return RepositoryServer.plain(host, this, port).start();
  }

  /**
   * Serves it over HTTPS to a host in a name such as {@code download.docker.com}. The host's
   * /etc/hosts and its trusted certificates are changed for that.
   */
  public RepositoryServer serveAs(ThrowAwayHost host, String name) {
    return RepositoryServer.secure(host, this, List.of(name)).start();
  }

  /**
   * The same, and an image in the registry that Docker asks when no other is named. Its name is as
   * in {@code docker run NAME}; its only process serves a page on port 80.
   */
  public RepositoryServer serveWithImage(ThrowAwayHost host, String name, String image) {
    ImageRegistry.addTo(directory(), "library/" + image);
    return RepositoryServer.secure(host, this, List.of(name, "registry-1.docker.io")).start();
  }

  /** The fingerprint that its users should pin: 40 upper-case hexadecimal digits. */
  public String fingerprint() {
    return key.fingerprint();
  }

  /** The public key with that fingerprint, in ASCII armor. */
  @Override
  public String armoredKey() {
    return key.armored();
  }

  /**
   * The served directory, laid out below as linux/debian/gpg, linux/debian/dists/trixie and so on.
   */
  @Override
  public Path directory() {
    return layout.directory();
  }

  @Override
  public String name() {
    return layout.origin().toLowerCase(Locale.ROOT);
  }

  @Override
  public String component() {
    return layout.component();
  }

  /** Changes a letter in the lists of packages, which their signature then does not cover. */
  public void tamperPackagesList() {
    for (Suite suite : layout.suites()) {
      layout.writeList(suite, layout.readList(suite).replace("stand-in for", "stand-in fur"));
    }
  }

  /** Changes a byte in each version of a package, which the lists then do not match. */
  public void tamperPackage(String name) {
    try {
      for (Path deb : debs(name)) {
        byte[] bytes = Files.readAllBytes(deb);
        bytes[bytes.length / 2] ^= 1;
        Files.write(deb, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes each version of a package away, while the lists still name it. */
  public void losePackage(String name) {
    debs(name).forEach(Disk::delete);
  }

  /** Publishes another key and signs everything with it, as somebody in the middle would. */
  public void replaceKey() {
    SigningKey other = SigningKey.generate("somebody else");
    layout.publish(other);
    layout.sign(other);
  }

  /** Signs everything with another key than the published one, and gives that key. */
  public SigningKey signWithAnotherKey() {
    SigningKey other = SigningKey.generate("somebody else");
    layout.sign(other);
    return other;
  }

  /** The key that its users should pin. */
  public SigningKey key() {
    return key;
  }

  /** Signs everything with a key, which its users should pin, and publishes it. */
  public AptRepository useKey(SigningKey other) {
    layout.publish(other);
    layout.sign(other);
    key = other;
    return this;
  }

  /** Publishes that file as the key, without a look at what is in it. */
  public void publishKeyFile(byte[] file) {
    layout.publish(file);
  }

  /** Has another repository of the same release too, in a directory below its own address. */
  public void nest(AptRepository other, String codename, String directory) {
    String place = Suite.of(codename).place();
    Disk.copy(other.directory().resolve(place), directory().resolve(place).resolve(directory));
  }

  /** Takes a release away, as if the repository had never had it. */
  public void removeSuite(String codename) {
    Disk.delete(layout.dists(Suite.of(codename)));
  }

  /** Makes it what it was when it was made. */
  public void repair() {
    // The directory itself stays: a server may be in it.
    Disk.delete(layout.directory().resolve("linux"));
    Disk.copy(master.layout.directory().resolve("linux"), layout.directory().resolve("linux"));
  }

  /** The .deb files of each version of a package, in all releases. */
  public List<Path> debs(String name) {
    try (Stream<Path> all = Files.walk(layout.directory())) {
      List<Path> found =
          all.filter(each -> each.getFileName().toString().startsWith(name + "_"))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException("no package '" + name + "' in " + layout.directory());
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
