package io.hostready.run;

import io.hostready.host.HostSource;
import java.util.Optional;

/**
 * The parts of a report that identify its host. Host names are often not unique, and reports have
 * no machine ID.
 *
 * @param hostname empty if the host's files do not have it
 * @param reportFile the file that the report was saved in; empty if it was not saved
 */
public record HostIdentity(Optional<String> hostname, HostSource source, String reportFile) {

  /** The identity of the host of a report. */
  public static HostIdentity of(HostReport report, String reportFile) {
    return of(report.host(), reportFile);
  }

  /** The identity of a host. */
  public static HostIdentity of(HostSummary host, String reportFile) {
    return new HostIdentity(host.machine().hostname(), host.source(), reportFile);
  }

  /** The host's name; else that which ssh has for it, or the path of its files. */
  public String name() {
    return hostname.orElseGet(source::name);
  }

  /** Its capture or directory; for a machine that checked itself, the file of its report. */
  String place() {
    return source.isThisMachine() ? reportFile : source.toString();
  }

  /** The last part of the place: captures of a day are often in a directory of that day. */
  String file() {
    String place = place().replaceFirst("/+$", "");
    return place.substring(place.lastIndexOf('/') + 1);
  }
}
