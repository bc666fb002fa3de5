package io.hostready.facts;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import java.util.Optional;

/**
 * Which program of the dnf family a host has: dnf is a link to dnf-3 (dnf 4) or, on Fedora 41 and
 * later, to dnf5. Small systems have microdnf only, and those before RHEL 8 yum.
 */
public enum DnfProgram {
  DNF_4("dnf 4"),
  DNF_5("dnf 5"),
  MICRODNF("microdnf"),
  YUM("yum");

  private static final String LINK = "/usr/bin/dnf";
  private static final String DNF_4_PROGRAM = "/usr/bin/dnf-3";
  private static final String DNF_5_PROGRAM = "/usr/bin/dnf5";

  private final String description;

  DnfProgram(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }

  /** Empty for a host without any of them. */
  public static Optional<DnfProgram> of(Host host) {
    Optional<String> target = host.statusOfLink(LINK).toOptional().flatMap(FileStatus::linkTarget);
    boolean isDnf5 = target.map(link -> link.endsWith("dnf5")).orElse(host.has(DNF_5_PROGRAM));
    if (isDnf5) {
      return Optional.of(DNF_5);
    }
    if (host.has(DNF_4_PROGRAM)) {
      return Optional.of(DNF_4);
    }
    if (host.has("/usr/bin/microdnf") && !host.has(LINK)) {
      return Optional.of(MICRODNF);
    }
    return host.has("/usr/bin/yum") && !host.has(LINK) ? Optional.of(YUM) : Optional.empty();
  }
}
