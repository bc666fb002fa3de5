package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import io.hostready.text.VersionNumber;

/**
 * The release of the running kernel as in uname(2). Source: /proc/sys/kernel/osrelease, which no
 * personality changes (setarch(8) --uname-2.6), otherwise the third word of proc_version(5).
 */
public record KernelRelease(Reading<VersionNumber> version) {

  private static final String RELEASE = "/proc/sys/kernel/osrelease";
  private static final String VERSION = "/proc/version";

  public static KernelRelease read(Host host) {
    return host.fact(KernelRelease.class, KernelRelease::look);
  }

  private static KernelRelease look(Host host) {
    Reading<VersionNumber> release = host.text(RELEASE).parse(VersionNumber::parse);
    if (release instanceof Present) {
      return new KernelRelease(release);
    }
    if (host.text(VERSION) instanceof Present) {
      return new KernelRelease(host.text(VERSION).parse(KernelRelease::parse));
    }
    return new KernelRelease(
        release instanceof Absent<VersionNumber>
            ? new Unreadable<>(RELEASE, "neither it nor " + VERSION + " is there")
            : release);
  }

  /**
   * Parses /proc/version.
   *
   * @throws IllegalArgumentException if the text does not start with the kernel's format
   */
  public static VersionNumber parse(String procVersion) {
    String[] words = Columns.of(procVersion, 4);
    if (words.length < 3 || !words[0].equals("Linux") || !words[1].equals("version")) {
      throw new IllegalArgumentException("it does not start with 'Linux version RELEASE'");
    }
    return VersionNumber.parse(words[2]);
  }
}
