package io.hostready.fuzz;

import io.hostready.facts.Architecture;
import io.hostready.facts.BinaryFormats;
import io.hostready.facts.Cgroups;
import io.hostready.facts.Cpuinfo;
import io.hostready.facts.KernelCommandLine;
import io.hostready.facts.KernelConfig;
import io.hostready.facts.KernelModule;
import io.hostready.facts.ListeningSockets;
import io.hostready.facts.LoadedModules;
import io.hostready.facts.LocalAddresses;
import io.hostready.facts.ModuleLoading;
import io.hostready.facts.Mounts;
import io.hostready.facts.Routes;
import io.hostready.facts.SysctlKey;
import io.hostready.facts.SysctlSettings;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Readers of what the kernel shows, and of its settings. */
final class KernelTargets {

  private static final String RELEASE = "6.8.0-31-generic";

  private KernelTargets() {}

  /** Those, by name. */
  static List<ReaderTarget> all() {
    return List.of(
        ReaderTargets.file("architecture", "/bin/sh", Architecture::read),
        ReaderTarget.of(
            "binary-formats",
            bytes ->
                BinaryFormats.read(
                    FakeHost.with(BinaryFormats.DIRECTORY + "/status", "enabled\n")
                        .file(BinaryFormats.DIRECTORY + "/WSLInterop", bytes)
                        .host()),
            "proc/sys/fs/binfmt_misc/*"),
        ReaderTargets.file(
                "control-groups", "/proc/self/mountinfo", Cgroups::read, "proc/self/mountinfo")
            .with("{i} 1 0:1 / /sys/fs/cgroup rw - cgroup2 c rw\n"),
        ReaderTargets.file(
                "kernel-command-line", KernelCommandLine.PATH, KernelTargets::commandLine)
            .with("a{i}=b ", "\"a ", "modprobe.blacklist=a{i} ")
            .with("module_blacklist=", "a{i},", ""),
        onKernel("kernel-config", "/boot/config-" + RELEASE, KernelTargets::kernelConfig)
            .with("CONFIG_A{i}=y\n", "CONFIG_A=y\n", "CONFIG_"),
        onKernel("kernel-config-gz", "/proc/config.gz", KernelTargets::kernelConfig),
        ReaderTargets.file("loaded-modules", LoadedModules.PATH, LoadedModules::read)
            .with("overlay 1 0 - Live 0x0\n"),
        onKernel("module-list", "/lib/modules/" + RELEASE + "/modules.dep", KernelTargets::module)
            .with("kernel/fs/overlay.ko ", "overlay.ko", "kernel/fs/m{i}.ko: kernel/x.ko\n"),
        onKernel("modprobe", "/etc/modprobe.d/x.conf", KernelTargets::module)
            .with("install o* /bin/false\n", "install *o*v* x\n", "install a\\\n")
            .with("install ", "*o", " x\n")
            .with("install ", "[", " x\n"),
        ReaderTargets.file("local-addresses", "/proc/net/fib_trie", LocalAddresses::read)
            .with("  |-- 10.0.0.{i}\n", "     /32 host LOCAL\n"),
        ReaderTargets.file("mounts", "/proc/self/mountinfo", KernelTargets::mounts)
            .with("{i} 1 0:1 / /a{i} rw - ext4 /dev/a rw\n", "1 0 0:1 / / rw - ext4 /dev/a rw\n")
            .with("{i} {i} 0:1 / / rw - ext4 /dev/a rw\n")
            .with("1 0 0:1 / / ", "o{i},", "rw - ext4 /dev/a rw\n")
            .with("1 0 0:1 / / rw ", "x:{i} ", "- ext4 /dev/a rw\n"),
        ReaderTarget.of("mounts-in-a-chain", bytes -> mountChain(bytes.length)),
        ReaderTargets.file("mounts-without-ids", "/proc/mounts", KernelTargets::mounts)
            .with("a / ext4 rw 0 0\n", "a /a{i} ext4 rw 0 0\n"),
        ReaderTargets.file("processors", "/proc/cpuinfo", Cpuinfo::read)
            .with("processor : {i}\n", "flags : a b c\n")
            .with("flags : ", "f{i} ", "\n"),
        ReaderTargets.file("routes", "/proc/net/route", Routes::read)
            .with("Iface\tDestination\tGateway\n", "eth{i}\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\n", ""),
        ReaderTargets.file("sockets", "/proc/net/tcp", host -> ListeningSockets.read(host, "tcp"))
            .with("  sl  local_address\n", " {i}: 0100007F:0050 0:0 0A\n", ""),
        ReaderTargets.file(
                "sysctl-conf", SysctlSettings.CONF, KernelTargets::sysctl, "etc/sysctl.d/*")
            .with(
                "net.ipv4.ip_forward=1\n", "net.ipv4.*=1\n", "-net.ipv4.ip_forward\n", "*/*/*=1\n")
            .with("net/*o*r*w*/ip_forward = 1\n")
            .with("net.ipv4.", "*_", "=1\n")
            .with("", "a.", "=1\n"));
  }

  /** A file of a host on which a kernel runs. */
  private static ReaderTarget onKernel(String name, String path, Consumer<Host> reader) {
    String release = "Linux version " + RELEASE + " (x) #1\n";
    return ReaderTarget.of(
        name,
        bytes ->
            reader.accept(
                FakeHost.with("/proc/version", release)
                    .file("/proc/sys/kernel/osrelease", RELEASE + "\n")
                    .file("/lib/modules/" + RELEASE + "/modules.dep", "kernel/fs/overlay.ko:\n")
                    .file(path, bytes)
                    .host()),
        path.replace(RELEASE, "*").substring(1));
  }

  private static void kernelConfig(Host host) {
    KernelConfig.read(host).options().toOptional().ifPresent(options -> options.isOn("OVERLAY_FS"));
  }

  private static void module(Host host) {
    KernelModule.read(host, "overlay", Optional.empty());
    ModuleLoading.forbidden(host, "overlay");
    ModuleLoading.atBoot(host, "overlay");
  }

  private static void mounts(Host host) {
    Mounts.read(host)
        .table()
        .toOptional()
        .ifPresent(
            table -> {
              Mounts.under(table, "/var/lib/docker");
              Mounts.at(table, "/sys/fs/cgroup");
            });
  }

  /** Mounts of which each lies on the one before, in a table of so many bytes. */
  private static void mountChain(int bytes) {
    StringBuilder table = new StringBuilder(bytes + 64);
    for (int i = 1; table.length() < bytes; i++) {
      table.append(i + " " + (i - 1) + " 0:1 / / rw - ext4 /dev/a rw\n");
    }
    mounts(FakeHost.with("/proc/self/mountinfo", table.toString()).host());
  }

  private static void sysctl(Host host) {
    SysctlSettings settings = SysctlSettings.read(host);
    settings.atBoot(SysctlKey.parse("net.ipv4.ip_forward"));
    settings.bySysctlSystem(SysctlKey.parse("net.ipv6.conf.default.forwarding"));
  }

  private static void commandLine(Host host) {
    KernelCommandLine.read(host).valuesOf("module_blacklist");
  }
}
