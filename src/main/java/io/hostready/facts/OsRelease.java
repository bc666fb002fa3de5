package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.text.Columns;
import io.hostready.text.ShellAssignments;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The identification of the operating system: /etc/os-release, otherwise /usr/lib/os-release.
 * Source: os-release(5), which also defines the defaults.
 */
public record OsRelease(Reading<ShellAssignments> file) {

  private static final List<String> PATHS = List.of("/etc/os-release", "/usr/lib/os-release");

  public static OsRelease read(Host host) {
    return host.fact(OsRelease.class, OsRelease::look);
  }

  private static OsRelease look(Host host) {
    for (String path : PATHS) {
      Reading<ShellAssignments> read = host.text(path).parse(ShellAssignments::ofShell);
      if (!(read instanceof Absent)) {
        return new OsRelease(read);
      }
    }
    return new OsRelease(new Absent<>(String.join(" and ", PATHS)));
  }

  /** A field as written in the file; empty if it is missing or blank. */
  public Optional<String> field(String name) {
    return file.toOptional().flatMap(known -> known.value(name)).filter(value -> !value.isBlank());
  }

  /** The lower-case name, "linux" if the file has none. */
  public String id() {
    return field("ID").orElse("linux");
  }

  /** The distributions that this one is based on, nearest first. */
  public List<String> idLike() {
    return field("ID_LIKE").map(text -> Arrays.asList(Columns.of(text))).orElse(List.of());
  }

  /** The release, such as 24.04; empty for rolling releases. */
  public Optional<String> versionId() {
    return field("VERSION_ID");
  }

  /**
   * The codename of the matching packages; on derivatives of Ubuntu or Debian, that of Ubuntu or
   * Debian.
   */
  public Optional<String> codename() {
    return field("UBUNTU_CODENAME")
        .or(() -> field("DEBIAN_CODENAME")) // set by Linux Mint Debian Edition
        .or(() -> field("VERSION_CODENAME"));
  }

  /**
   * The distribution of the matching packages: raspbian, ubuntu or debian, on which others are
   * based; empty for systems that are based on none of them.
   */
  public Optional<String> packagesOf() {
    if (id().equals("raspbian")) {
      return Optional.of("raspbian");
    }
    if (isOrIsLike("ubuntu") || field("UBUNTU_CODENAME").isPresent()) {
      return Optional.of("ubuntu");
    }
    return isOrIsLike("debian") ? Optional.of("debian") : Optional.empty();
  }

  private boolean isOrIsLike(String name) {
    return id().equals(name) || idLike().contains(name);
  }

  /** The display name with the release. */
  public String prettyName() {
    return field("PRETTY_NAME").or(() -> field("NAME")).orElse("Linux");
  }
}
