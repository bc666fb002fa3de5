package io.hostready.run;

import io.hostready.facts.Architecture;
import io.hostready.facts.Cpuinfo;
import io.hostready.facts.Inventory;
import io.hostready.facts.KernelRelease;
import io.hostready.facts.Meminfo;
import io.hostready.facts.OsRelease;
import io.hostready.facts.Virtualization;
import io.hostready.host.Host;
import io.hostready.host.HostSource;
import io.hostready.host.Reading.Present;
import io.hostready.probe.Evidence;
import io.hostready.text.VersionNumber;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The facts about the host in a report; each part is absent if the host does not have it. Memory in
 * bytes; the inventory only if it was requested.
 */
public record HostSummary(
    HostSource source,
    Machine machine,
    OperatingSystem os,
    Optional<String> virtualization,
    Optional<Inventory> inventory) {

  /** The machine and its kernel. */
  public record Machine(
      Optional<String> hostname,
      Optional<String> architecture,
      Optional<String> kernel,
      OptionalLong cpus,
      OptionalLong memoryBytes) {

    public Machine {
      hostname = hostname.map(Evidence::shortened);
      architecture = architecture.map(Evidence::shortened);
      kernel = kernel.map(Evidence::shortened);
    }
  }

  /** The fields of os-release(5). */
  public record OperatingSystem(
      Optional<String> id,
      Optional<String> versionId,
      Optional<String> codename,
      Optional<String> name) {

    public OperatingSystem {
      id = id.map(Evidence::shortened);
      versionId = versionId.map(Evidence::shortened);
      codename = codename.map(Evidence::shortened);
      name = name.map(Evidence::shortened);
    }
  }

  /** The summary of a host that does not answer, or of a path that is not a host. */
  public static HostSummary unknown(HostSource source) {
    return new HostSummary(
        source,
        new Machine(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()),
        new OperatingSystem(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with the host's inventory, if it has one and answers in time. */
  public HostSummary withInventory(Host host) {
    return with(
        TimeLimitedPool.within(
                TimeLimit.of(Checker.RULE_LIMIT), () -> Inventory.read(host).toOptional())
            .flatMap(Function.identity()));
  }

  /** The same host with an inventory, or without. */
  public HostSummary with(Optional<Inventory> other) {
    return new HostSummary(source, machine, os, virtualization, other);
  }

  public static HostSummary of(Host host) {
    OsRelease os = OsRelease.read(host);
    boolean told = os.file() instanceof Present;
    return new HostSummary(
        host.source(),
        machine(host),
        new OperatingSystem(
            told ? Optional.of(os.id()) : Optional.empty(),
            os.versionId(),
            os.codename(),
            told ? Optional.of(os.prettyName()) : Optional.empty()),
        Virtualization.read(host).technology().toOptional(),
        Optional.empty());
  }

  private static Machine machine(Host host) {
    Optional<Integer> cpus = Cpuinfo.read(host).online().toOptional();
    Optional<Long> memory =
        Meminfo.read(host).amounts().toOptional().map(amounts -> amounts.get("MemTotal").bytes());
    return new Machine(
        host.trimmedText("/proc/sys/kernel/hostname").or(() -> host.trimmedText("/etc/hostname")),
        Architecture.read(host).kernel().toOptional().map(Architecture.Machine::name),
        KernelRelease.read(host).version().toOptional().map(VersionNumber::text),
        cpus.map(count -> OptionalLong.of(count)).orElse(OptionalLong.empty()),
        memory.map(OptionalLong::of).orElse(OptionalLong.empty()));
  }
}
