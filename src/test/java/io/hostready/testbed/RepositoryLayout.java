package io.hostready.testbed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The files of a repository below a directory: linux/DISTRIBUTION/gpg, and in .../dists/CODENAME
 * the pool, the lists of packages and their signatures, as at download.docker.com. Source:
 * wiki.debian.org/DebianRepository/Format, apt-ftparchive(1).
 */
record RepositoryLayout(Path directory, String origin, String component, List<Suite> suites) {

  /** Gzip without compression: a changed letter then leaves the size as it was. */
  private static final class Stored extends GZIPOutputStream {
    Stored(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.NO_COMPRESSION);
    }
  }

  private static final String ARCHITECTURE =
      Disk.run(Path.of("/"), List.of("dpkg", "--print-architecture")).strip();

  RepositoryLayout {
    suites = List.copyOf(suites);
  }

  /** The same layout in another directory. */
  RepositoryLayout in(Path other) {
    return new RepositoryLayout(other, origin, component, suites);
  }

  /** Puts packages that are there already into a suite's pool; {@link #fill} makes the list. */
  void addReady(Suite suite, Path debs) {
    try {
      Path pool = pool(suite);
      Files.createDirectories(pool);
      try (Stream<Path> all = Files.list(debs)) {
        for (Path deb : (Iterable<Path>) all::iterator) {
          Files.copy(deb, pool.resolve(deb.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pool(Suite suite) {
    return dists(suite).resolve("pool/" + component + "/" + ARCHITECTURE);
  }

  /** Builds packages into a suite's pool, and the list of all that are there. */
  void fill(Suite suite, List<DebPackage> packages) {
    try {
      Path pool = pool(suite);
      Files.createDirectories(pool);
      Files.createDirectories(packagesList(suite).getParent());
      packages.parallelStream().forEach(each -> each.build(pool, ARCHITECTURE));
      List<String> scan =
          List.of("apt-ftparchive", "packages", "dists/" + suite.codename() + "/pool");
      writeList(suite, Disk.run(place(suite), scan));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a key where Docker puts its own. */
  void publish(SigningKey key) {
    publish(key.armored().getBytes(StandardCharsets.US_ASCII));
  }

  /** Puts a file where Docker puts its key. */
  void publish(byte[] file) {
    try {
      for (Suite suite : suites) {
        Files.write(place(suite).resolve("gpg"), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the digests of the lists and signs them. */
  void sign(SigningKey key) {
    try {
      for (Suite suite : suites) {
        Path release = dists(suite).resolve("Release");
        Files.deleteIfExists(release);
        Files.deleteIfExists(dists(suite).resolve("InRelease"));
        Files.deleteIfExists(dists(suite).resolve("Release.gpg"));
        Files.writeString(release, Disk.run(dists(suite), releaseCommand(suite)));
        key.sign(release, dists(suite).resolve("InRelease"), dists(suite).resolve("Release.gpg"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> releaseCommand(Suite suite) {
    String option = "-oAPT::FTPArchive::Release::";
    return List.of(
        "apt-ftparchive",
        option + "Origin=" + origin,
        option + "Label=" + origin,
        option + "Suite=" + suite.codename(),
        option + "Codename=" + suite.codename(),
        option + "Architectures=" + ARCHITECTURE,
        option + "Components=" + component,
        "release",
        ".");
  }

  String readList(Suite suite) {
    try {
      return Files.readString(packagesList(suite));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void writeList(Suite suite, String text) {
    Path list = packagesList(suite);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new Stored(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Files.writeString(list, text);
      Files.write(list.resolveSibling("Packages.gz"), packed.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory of a suite: lists, signatures and pool. */
  Path dists(Suite suite) {
    return place(suite).resolve("dists").resolve(suite.codename());
  }

  private Path packagesList(Suite suite) {
    return dists(suite).resolve(component + "/binary-" + ARCHITECTURE + "/Packages");
  }

  private Path place(Suite suite) {
    return directory.resolve(suite.place());
  }
}
