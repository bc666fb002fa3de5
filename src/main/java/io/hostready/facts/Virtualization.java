package io.hostready.facts;

import io.hostready.host.FirstProcess;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The virtualization of the host, with the names of systemd-detect-virt(1): a container (docker,
 * podman, lxc, wsl, ...), a virtual machine (kvm, qemu, vmware, microsoft, oracle, xen, amazon,
 * ...) or "none". A container's technology takes precedence over that of the machine below it.
 */
public record Virtualization(Reading<String> technology, boolean isContainer) {

  private static final String DMI = "/sys/class/dmi/id/";
  private static final String DEVICE_TREE = "/proc/device-tree";
  private static final String CPUS = "/proc/cpuinfo";
  private static final String CLOCKS =
      "/sys/devices/system/clocksource/clocksource0/available_clocksource";

  /** Prefixes of firmware names, in order of precedence; names of QEMU contain KVM. */
  private static final List<Map.Entry<String, String>> FIRMWARE =
      List.of(
          Map.entry("KVM", "kvm"),
          Map.entry("OpenStack", "kvm"),
          Map.entry("KubeVirt", "kvm"),
          Map.entry("Amazon EC2", "amazon"),
          Map.entry("QEMU", "qemu"),
          Map.entry("VMware", "vmware"),
          Map.entry("VMW", "vmware"),
          Map.entry("innotek GmbH", "oracle"),
          Map.entry("VirtualBox", "oracle"),
          Map.entry("Xen", "xen"),
          Map.entry("Bochs", "bochs"),
          Map.entry("Parallels", "parallels"),
          Map.entry("BHYVE", "bhyve"),
          Map.entry("Hyper-V", "microsoft"),
          Map.entry("Apple Virtualization", "apple"),
          Map.entry("Google Compute Engine", "google"));

  private static final List<String> CONTAINERS =
      List.of("lxc", "lxc-libvirt", "systemd-nspawn", "docker", "podman", "rkt", "pouch", "wsl");

  /**
   * Whether the kernel and its modules belong to the host. A container uses those of the host that
   * runs it; WSL 2, although listed as a container, has both.
   */
  public boolean hasOwnKernel() {
    return !isContainer || technology.toOptional().filter("wsl"::equals).isPresent();
  }

  public static Virtualization read(Host host) {
    return host.fact(Virtualization.class, Virtualization::look);
  }

  private static Virtualization look(Host host) {
    return container(host)
        .map(known -> new Virtualization(known, true))
        .orElseGet(() -> new Virtualization(machine(host), false));
  }

  private static Optional<Reading<String>> container(Host host) {
    if (host.has("/proc/vz") && !host.has("/proc/bc")) {
      return known("openvz", "/proc/vz");
    }
    for (String path : List.of("/proc/sys/kernel/osrelease", "/proc/version")) {
      String kernel = host.trimmedText(path).orElse("").toLowerCase(Locale.ROOT);
      if (kernel.contains("microsoft") || kernel.contains("-wsl")) {
        return known("wsl", path);
      }
    }
    for (String path : List.of("/run/host/container-manager", "/run/systemd/container")) {
      Optional<String> named = host.trimmedText(path).filter(name -> !name.isEmpty());
      if (named.isPresent()) {
        return known(containerWord(named.get()), path);
      }
    }
    Optional<String> variable = FirstProcess.variable(host, "container");
    if (variable.isPresent() && !variable.get().equals("oci")) { // crun's value, for all of them
      return known(containerWord(variable.get()), "/proc/1/environ");
    }
    if (host.has("/run/.containerenv")) {
      return known("podman", "/run/.containerenv");
    }
    if (host.has("/.dockerenv")) {
      return known("docker", "/.dockerenv");
    }
    return variable.isPresent() ? known("container-other", "/proc/1/environ") : Optional.empty();
  }

  private static Optional<Reading<String>> known(String technology, String source) {
    return Optional.of(new Present<>(technology, source));
  }

  private static String containerWord(String name) {
    return CONTAINERS.contains(name) ? name : "container-other";
  }

  private static Reading<String> machine(Host host) {
    Optional<Present<String>> firmware = firmware(host);
    Optional<Boolean> flag = hypervisorFlag(host);
    if (firmware.isPresent() && !firmware.get().value().equals("qemu")) {
      return firmware.get();
    }
    if (host.has("/proc/xen")
        || host.trimmedText("/sys/hypervisor/type").orElse("").equals("xen")) {
      boolean controls = // Xen's dom0 is the machine itself
          host.trimmedText("/proc/xen/capabilities").orElse("").contains("control_d");
      return new Present<>(controls ? "none" : "xen", "/proc/xen");
    }
    Optional<Present<String>> clock = clock(host);
    if (clock.isPresent()) {
      return clock.get();
    }
    if (firmware.isPresent()) {
      return firmware.get();
    }
    if (flag.isPresent()) {
      return new Present<>(flag.get() ? "vm-other" : "none", CPUS);
    }
    // Only x86 has the flag; on other architectures only the firmware or the device tree shows it.
    return host.has(DMI + "sys_vendor")
        ? new Present<>("none", DMI + "sys_vendor")
        : deviceTree(host);
  }

  private static Reading<String> deviceTree(Host host) {
    String hypervisor = DEVICE_TREE + "/hypervisor/compatible";
    return switch (host.text(hypervisor)) {
      case Present(var compatible, _) ->
          new Present<>(
              compatible.startsWith("linux,kvm")
                  ? "kvm"
                  : compatible.contains("xen")
                      ? "xen"
                      : compatible.contains("vmware") ? "vmware" : "vm-other",
              hypervisor);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
      case Absent(_) ->
          host.list(DEVICE_TREE) instanceof Present(var names, _)
              ? new Present<>(
                  names.stream().anyMatch(name -> name.contains("fw-cfg")) ? "qemu" : "none",
                  DEVICE_TREE)
              : new Unreadable<>(DMI + "sys_vendor", "there is no such file, nor another sign");
    };
  }

  private static Optional<Present<String>> firmware(Host host) {
    for (String file :
        List.of("product_name", "sys_vendor", "board_vendor", "bios_vendor", "product_version")) {
      String says = host.trimmedText(DMI + file).orElse("");
      for (Map.Entry<String, String> start : FIRMWARE) {
        if (says.startsWith(start.getKey())) {
          return Optional.of(new Present<>(metalOr(host, start.getValue()), DMI + file));
        }
      }
    }
    // Hyper-V's firmware has this name, and so have Microsoft's laptops.
    boolean isHyperV =
        host.trimmedText(DMI + "sys_vendor").orElse("").equals("Microsoft Corporation")
            && host.trimmedText(DMI + "product_name").orElse("").equals("Virtual Machine");
    return isHyperV
        ? Optional.of(new Present<>("microsoft", DMI + "product_name"))
        : Optional.empty();
  }

  private static String metalOr(Host host, String technology) {
    // Amazon's bare-metal machines have its firmware, too; their instance types end like this:
    // m5.metal.
    boolean isMetal = host.trimmedText(DMI + "product_name").orElse("").endsWith(".metal");
    return technology.equals("amazon") && isMetal ? "none" : technology;
  }

  /** A clock source that only guests of a hypervisor have; QEMU without KVM offers none. */
  private static Optional<Present<String>> clock(Host host) {
    List<String> clocks = Arrays.asList(Columns.of(host.trimmedText(CLOCKS).orElse("")));
    return clocks.contains("kvm-clock")
        ? Optional.of(new Present<>("kvm", CLOCKS))
        : clocks.stream().anyMatch(name -> name.startsWith("hyperv_clocksource"))
            ? Optional.of(new Present<>("microsoft", CLOCKS))
            : Optional.empty();
  }

  private static Optional<Boolean> hypervisorFlag(Host host) {
    return host.trimmedText(CPUS).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> Arrays.asList(Columns.of(line)).contains("hypervisor"));
  }
}
