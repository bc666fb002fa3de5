package io.hostready.run;

import io.hostready.host.Host;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a report says of the host itself; each part is absent where the host does not tell it.
 * Memory in bytes.
 */
public record HostSummary(
    String source, Machine machine, OperatingSystem os, Optional<String> virtualization) {

  /** The machine and its kernel. */
  public record Machine(
      Optional<String> hostname,
      Optional<String> architecture,
      Optional<String> kernel,
      OptionalLong cpus,
      OptionalLong memoryBytes) {}

  /** What os-release(5) says. */
  public record OperatingSystem(
      Optional<String> id,
      Optional<String> versionId,
      Optional<String> codename,
      Optional<String> name) {}

  public static HostSummary of(Host host) {
    return new HostSummary(
        host.source(),
        new Machine(
            host.word("/proc/sys/kernel/hostname").or(() -> host.word("/etc/hostname")),
            host.word("/proc/sys/kernel/arch"),
            host.word("/proc/sys/kernel/osrelease"),
            OptionalLong.empty(),
            OptionalLong.empty()),
        new OperatingSystem(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.empty());
  }
}
