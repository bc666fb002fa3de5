package io.hostready.capture;

import io.hostready.host.Host;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names of one host that are parts of paths and differ on other hosts. A {@link CaptureScript} for
 * other hosts asks about their names instead; it also asks about all processes instead of those
 * with the same number.
 *
 * @param kernelRelease the text of /proc/sys/kernel/osrelease
 * @param homes home directories of /etc/passwd
 */
public record HostNames(Optional<String> kernelRelease, Set<String> homes) {

  /** No part of other paths; a hostile host could name a directory instead. */
  private static final Pattern RELEASE = Pattern.compile("\\d+\\.\\d+\\S*");

  private static final int HOME_FIELD = 5; // passwd(5)

  public HostNames {
    homes = Set.copyOf(homes);
  }

  /** The names of a host, as far as it has them. */
  public static HostNames of(Host host) {
    Set<String> homes = new TreeSet<>();
    host.text("/etc/passwd")
        .toOptional()
        .ifPresent(
            text ->
                text.lines()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > HOME_FIELD)
                    .map(fields -> fields[HOME_FIELD])
                    .filter(home -> home.matches("/.*[^/]"))
                    .forEach(homes::add));
    return new HostNames(
        host.trimmedText("/proc/sys/kernel/osrelease")
            .filter(name -> RELEASE.matcher(name).matches()),
        homes);
  }
}
