package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.LoadedModules.LoadedModule;
import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelModuleTest {

  private static final String RELEASE = "6.8.0-31-generic";
  private static final String TREE = "/lib/modules/" + RELEASE;

  /** A kernel that runs, with modules, none of them loaded. */
  private static FakeHost running() {
    return FakeHost.with("/proc/sys/kernel/osrelease", RELEASE + "\n").file("/proc/modules", "");
  }

  private static FakeHost withTree(String dependencies) {
    return running()
        .file(TREE + "/modules.dep", dependencies)
        .file(TREE + "/modules.builtin", "kernel/drivers/md/dm-mod.ko\nkernel/fs/fuse/fuse.ko\n");
  }

  private static String state(FakeHost host, String name) {
    return switch (KernelModule.read(host.host(), name, Optional.empty())) {
      case Present(var module, _) ->
          module.state().id() + " by " + module.reasons().getLast().source();
      case Absent(var where) -> "absent: " + where;
      case Unreadable(var where, var why) -> where + ": " + why;
    };
  }

  @Test
  void linesOfProcModulesBecomeModules() {
    assertEquals(
        List.of(new LoadedModule("br_netfilter", 32768, 1), new LoadedModule("overlay", 212992, 2)),
        LoadedModules.parse(
            "br_netfilter 32768 0 - Live 0xffffffffc0a5d000\n"
                + "overlay 212992 22 - Live 0x0000000000000000 (E)\n"));
    assertEquals(List.of(), LoadedModules.parse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"overlay", "overlay big 0", "overlay -1 0", "overlay 99999999999999999999"})
  void aLineWithoutASizeIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> LoadedModules.parse(line));
  }

  @ParameterizedTest
  @CsvSource({"dm_mod", "dm-mod"})
  void dashAndUnderscoreAreTheSame(String name) {
    assertEquals("builtin by " + TREE + "/modules.builtin", state(withTree(""), name));
    assertEquals(
        "loadable by " + TREE + "/modules.dep",
        state(
            withTree("kernel/drivers/md/dm-mod.ko:\n").file(TREE + "/modules.builtin", ""), name));
    assertEquals(
        "loaded by /proc/modules",
        state(running().file("/proc/modules", "dm_mod 155648 0 - Live 0x0\n"), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ko", "ko.gz", "ko.xz", "ko.zst"})
  void compressedFilesAreLoadable(String ending) {
    String dependencies =
        "kernel/net/a.ko: kernel/fs/overlayfs/not_overlay.ko\nkernel/fs/overlayfs/overlay."
            + ending
            + ": kernel/x.ko\n";
    assertEquals("loadable by " + TREE + "/modules.dep", state(withTree(dependencies), "overlay"));
  }

  @Test
  void aNameInAnotherNameOrADependencyIsNoFile() {
    String dependencies = "kernel/a/my_overlay.ko: kernel/a/overlay.ko\nkernel/a/overlay.kobj:\n";
    assertEquals("missing by " + TREE + "/modules.dep", state(withTree(dependencies), "overlay"));
  }

  @Test
  void usrLibIsLookedAtWhereLibIsNoLinkToIt() {
    FakeHost host = running().file("/usr" + TREE + "/modules.dep", "kernel/overlay.ko:\n");
    assertEquals("loadable by /usr" + TREE + "/modules.dep", state(host, "overlay"));
  }

  @Test
  void aLoadedModuleIsLoadedWhateverTheDiskSays() {
    FakeHost host = running().file("/proc/modules", "overlay 1 0 - Live 0x0\n");
    assertEquals("loaded by /proc/modules", state(host, "overlay"));
    assertEquals(
        "loaded by /proc/modules",
        state(host.file("/etc/modprobe.d/x.conf", "install overlay /bin/false\n"), "overlay"));
  }

  @Test
  void sysModuleShowsSomeBuiltInModules() {
    assertEquals(
        "builtin by /sys/module/overlay",
        state(withTree("").directory("/sys/module/overlay"), "overlay"));
  }

  @Test
  void aRunningKernelWithoutItsTreeAwaitsAReboot() {
    FakeHost host =
        running()
            .file("/lib/modules/6.8.0-52-generic/modules.dep", "kernel/overlay.ko:\n")
            .file(
                "/boot/config-" + RELEASE,
                "CONFIG_MODULES=y\nCONFIG_OVERLAY_FS=m\nCONFIG_VETH=y\n");
    assertEquals("modules-not-installed by " + TREE + "/modules.dep", state(host, "overlay"));
    assertEquals("builtin by /boot/config-" + RELEASE, state(host, "veth"));
    assertEquals("missing by /boot/config-" + RELEASE, state(host, "br_netfilter"));
    assertEquals("modules-not-installed by " + TREE + "/modules.dep", state(host, "unheard_of"));
  }

  @Test
  void aKernelWithoutModulesTellsByItsConfiguration() {
    FakeHost host =
        FakeHost.with("/proc/sys/kernel/osrelease", RELEASE)
            .file(
                "/boot/config-" + RELEASE,
                "# CONFIG_MODULES is not set\n"
                    + "CONFIG_BRIDGE_NETFILTER=y\n"
                    + "CONFIG_NETFILTER_XT_NAT=y\n")
            .directory("/sys/module/overlay");
    assertEquals("builtin by /sys/module/overlay", state(host, "overlay"));
    assertEquals("builtin by /boot/config-" + RELEASE, state(host, "br_netfilter"));
    assertEquals("builtin by /boot/config-" + RELEASE, state(host, "xt_nat"));
    assertEquals("missing by /boot/config-" + RELEASE, state(host, "xt_MASQUERADE"));
    assertEquals("missing by /boot/config-" + RELEASE, state(host, "ipt_MASQUERADE"));
    assertEquals("missing by /boot/config-" + RELEASE, state(host, "dm_mod"));
    assertTrue(state(host, "unheard_of").startsWith("/sys/module/unheard_of: this kernel has no"));
    Reading<KernelModule> named = KernelModule.read(host.host(), "unheard_of", Optional.of("X"));
    assertEquals(KernelModule.State.MISSING, named.toOptional().orElseThrow().state());
  }

  @Test
  void withoutAnyWitnessNothingIsSaid() {
    FakeHost host = FakeHost.with("/proc/sys/kernel/osrelease", RELEASE);
    assertTrue(state(host, "overlay").startsWith("/proc/modules: no such file"));
    assertTrue(state(FakeHost.empty(), "overlay").startsWith("/lib/modules: the kernel's release"));
    assertEquals(
        "/proc/modules: Permission denied", state(withTree("").denied("/proc/modules"), "overlay"));
    assertEquals(
        TREE + "/modules.dep: Permission denied",
        state(running().denied(TREE + "/modules.dep"), "overlay"));
  }

  @Test
  void anOptionOfAPartOfAnotherModuleIsNoModule() {
    FakeHost host =
        withTree("kernel/net/bridge/bridge.ko:\n")
            .file("/boot/config-" + RELEASE, "CONFIG_BRIDGE=m\nCONFIG_BRIDGE_NETFILTER=y\n");
    assertEquals("missing by " + TREE + "/modules.dep", state(host, "br_netfilter"));
  }

  @ParameterizedTest
  @CsvSource({
    "install overlay /bin/false, blacklisted",
    "install overlay /bin/true, blacklisted",
    "install overlay /usr/bin/false, blacklisted",
    "install overlay :, blacklisted",
    "install overlay exit 1, blacklisted",
    "'install over* /bin/false', blacklisted",
    "'  install\toverlay   /bin/false ', blacklisted",
    "'install overlay \\\n/bin/false', blacklisted",
    "blacklist overlay, loadable",
    "# install overlay /bin/false, loadable",
    "install overlay2 /bin/false, loadable",
    "install overlay /sbin/modprobe --ignore-install overlay && /bin/true, loadable",
    "install overlay, loadable",
    "options overlay metacopy=on, loadable",
  })
  void onlyAnInstallLineThatLoadsNothingForbids(String line, String state) {
    FakeHost host =
        withTree("kernel/overlay.ko:\n").file("/etc/modprobe.d/local.conf", line + "\n");
    assertTrue(state(host, "overlay").startsWith(state + " by "), () -> state(host, "overlay"));
  }

  @Test
  void anEarlierDirectoryMasksAndTheFirstInstallLineCounts() {
    FakeHost host =
        withTree("kernel/overlay.ko:\n")
            .file("/lib/modprobe.d/a.conf", "install overlay /bin/false\n")
            .link("/etc/modprobe.d/a.conf", "/dev/null")
            .file("/usr/lib/modprobe.d/b.conf", "install overlay /sbin/insmod x\n")
            .file("/etc/modprobe.d/c.conf", "install overlay /bin/false\n")
            .file("/etc/modprobe.d/a.conf.dpkg-old", "install overlay /bin/false\n");
    assertEquals("loadable by " + TREE + "/modules.dep", state(host, "overlay"));
  }

  @Test
  void theKernelItselfCanForbidLoading() {
    FakeHost host = withTree("kernel/overlay.ko:\n");
    assertEquals(
        "blacklisted by /proc/cmdline",
        state(host.file("/proc/cmdline", "module_blacklist=a,overlay"), "overlay"));
    assertEquals(
        "loadable by " + TREE + "/modules.dep",
        state(host.file("/proc/cmdline", "modprobe.blacklist=overlay"), "overlay"));
    assertEquals(
        "blacklisted by /proc/sys/kernel/modules_disabled",
        state(host.file("/proc/sys/kernel/modules_disabled", "1\n"), "overlay"));
  }

  @Test
  void aFileThatMightForbidAndCannotBeReadLeavesItOpen() {
    FakeHost host = withTree("kernel/overlay.ko:\n").denied("/etc/modprobe.d/x.conf");
    assertEquals("/etc/modprobe.d/x.conf: Permission denied", state(host, "overlay"));
    assertEquals("missing by " + TREE + "/modules.dep", state(host, "vxlan"));
  }

  @Test
  void aContainerTellsOnlyWhatIsLoadedOrBuiltIn() {
    FakeHost inside =
        withTree("kernel/net/veth.ko.zst:\n")
            .file("/proc/modules", "vxlan 118784 0 - Live 0x0000000000000000\n")
            .file("/run/systemd/container", "lxc\n");
    assertEquals("loaded by /proc/modules", state(inside, "vxlan"));
    assertEquals("builtin by " + TREE + "/modules.builtin", state(inside, "fuse"));
    for (String name : List.of("veth", "ip_vs")) {
      assertEquals(
          TREE
              + "/modules.dep: cannot see from a container whether its host can load "
              + name
              + ". Run 'modprobe "
              + name
              + "' on the host of the container, then check again",
          state(inside, name));
    }
  }

  @Test
  void wslHasAKernelOfItsOwn() {
    FakeHost wsl =
        FakeHost.with("/proc/sys/kernel/osrelease", "5.15.153.1-microsoft-standard-WSL2\n")
            .file("/proc/modules", "");
    assertTrue(state(wsl, "vxlan").startsWith("modules-not-installed by "), state(wsl, "vxlan"));
  }
}
