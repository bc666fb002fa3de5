package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Debian package: what is in it is a directory of scripts/testbed/packages; of several, each adds
 * to those before it; an empty name means an empty package. In its texts, {@code @VERSION@} is the
 * upstream part of the version; in these and in its paths, {@code @KERNEL@} is the kernel that the
 * package is for. Source: deb-control(5), deb-version(7).
 */
record DebPackage(String name, String version, String content, Map<String, String> fields) {

  DebPackage {
    fields = Map.copyOf(fields);
  }

  static DebPackage of(String name, String version, String content) {
    return new DebPackage(name, version, content, Map.of());
  }

  /** This with another field of its control file. */
  DebPackage with(String field, String value) {
    Map<String, String> more = new TreeMap<>(fields);
    more.put(field, value);
    return new DebPackage(name, version, content, more);
  }

  /** The version without epoch and revision. */
  String upstreamVersion() {
    return version.replaceFirst("^[0-9]+:", "").replaceFirst("-[^-]*$", "");
  }

  /** The kernel that a package of its modules has in its name. */
  private String kernel() {
    return name.replaceFirst("^linux-modules-(extra-)?", "");
  }

  /** Writes NAME_VERSION_ARCH.deb into a directory. */
  void build(Path into, String architecture) {
    Path directory = Testbed.scratch("package").resolve(name);
    try {
      Files.createDirectories(directory);
      if (!content.isEmpty()) {
        for (String each : content.split(" ")) {
          fill(Testbed.script("packages").resolve(each), directory);
        }
      }
      Files.createDirectories(directory.resolve("DEBIAN"));
      Files.writeString(directory.resolve("DEBIAN/control"), control(architecture));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The epoch is no part of a file's name.
    String file =
        "%s_%s_%s.deb".formatted(name, version.replaceFirst("^[0-9]+:", ""), architecture);
    Disk.run(
        directory,
        List.of(
            "dpkg-deb",
            "--root-owner-group",
            "-Zgzip",
            "-z1",
            "--build",
            ".",
            into.resolve(file).toString()));
  }

  private void fill(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Path there = to.resolve(from.relativize(each).toString().replace("@KERNEL@", kernel()));
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(there);
        } else {
          String text =
              Files.readString(each)
                  .replace("@VERSION@", upstreamVersion())
                  .replace("@KERNEL@", kernel());
          Files.writeString(there, text);
          Files.setPosixFilePermissions(there, Files.getPosixFilePermissions(each));
        }
      }
    }
  }

  private String control(String architecture) {
    Map<String, String> all = new TreeMap<>(fields);
    all.put("Version", version);
    all.put("Architecture", architecture);
    all.put("Maintainer", "hostready tests <tests@example.org>");
    all.put("Section", "admin");
    all.put("Priority", "optional");
    all.put("Description", "stand-in for " + name);
    StringBuilder text = new StringBuilder("Package: " + name + "\n");
    all.forEach((field, value) -> text.append(field).append(": ").append(value).append('\n'));
    return text.toString();
  }
}
