package io.hostready.fix;

import static io.hostready.fix.Planning.described;
import static io.hostready.fix.Planning.refusal;
import static io.hostready.fix.Planning.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelFixesTest {

  private static final String LOAD = "load-module: {name: dm_mod}";
  private static final String FORWARD = "set-sysctl: {key: net.ipv4.ip_forward, value: '1'}";
  private static final String FORWARD_FILE = "/etc/sysctl.d/90-hostready-net.ipv4.ip_forward.conf";

  private static FakeHost kernel(String dependencies) {
    return kernel("6.8.0-31-generic", dependencies);
  }

  private static FakeHost kernel(String release, String dependencies) {
    return FakeHost.with("/proc/sys/kernel/osrelease", release + "\n")
        .file("/proc/modules", "overlay 1 0 - Live 0x0\n")
        .directory("/sys/module")
        .file("/lib/modules/" + release + "/modules.builtin", "")
        .file("/lib/modules/" + release + "/modules.dep", dependencies);
  }

  private static FakeHost loadable() {
    return kernel("kernel/drivers/md/dm-mod.ko.zst:\n");
  }

  @Test
  void aModuleIsLoadedNowAndAtBoot() {
    assertEquals(
        List.of(
            "load kernel module dm_mod",
            "create directory /etc",
            "create directory /etc/modules-load.d",
            "create /etc/modules-load.d/hostready-dm_mod.conf"),
        described(loadable().host(), LOAD));
  }

  @Test
  void aModuleListedForBootNeedsNoFile() {
    FakeHost listed = loadable().file("/etc/modules", "# at boot\ndm-mod\n");
    assertEquals(List.of("load kernel module dm_mod"), described(listed.host(), LOAD));
  }

  @Test
  void aModuleThatTheKernelLacksIsLeftForAPerson() {
    assertTrue(
        refusal(kernel("kernel/net/overlay.ko:\n").host(), LOAD)
            .contains("kernel 6.8.0-31-generic has no module dm_mod"));
  }

  @Test
  void aMissingModuleIsInTheExtraModulesOfTheSystem() {
    FakeHost lacking = kernel("kernel/net/overlay.ko:\n");
    assertTrue(
        refusal(lacking.host(), LOAD).contains("(on Ubuntu linux-modules-extra-6.8.0-31-generic)"));
    assertTrue(
        refusal(kernel("6.8.0-1017-raspi", "kernel/net/overlay.ko:\n").host(), LOAD)
            .contains("(on Ubuntu linux-modules-6.8.0-1017-raspi)"));
    assertTrue(
        refusal(lacking.file("/etc/os-release", "ID=rhel\n").host(), LOAD)
            .contains("('dnf install kernel-modules-extra-$(uname -r)')"));
  }

  @Test
  void aForbiddenModuleIsLeftForAPersonWithTheLineThatForbids() {
    FakeHost forbidden = loadable().file("/etc/modprobe.d/no.conf", "install dm_mod /bin/false\n");
    assertTrue(
        refusal(forbidden.host(), LOAD)
            .contains("/etc/modprobe.d/no.conf:1: install dm_mod /bin/false"));
  }

  @Test
  void withoutTheRunningKernelsModulesARebootIsAdvised() {
    FakeHost updated =
        FakeHost.with("/proc/sys/kernel/osrelease", "6.8.0-31-generic\n")
            .file("/proc/modules", "overlay 1 0 - Live 0x0\n")
            .directory("/sys/module")
            .directory("/lib/modules/6.8.0-40-generic");
    assertTrue(refusal(updated.host(), LOAD).contains("Reboot into the installed kernel"));
  }

  private static FakeHost forwarding(String live) {
    return FakeHost.with("/proc/sys/net/ipv4/ip_forward", live + "\n")
        .directory("/etc/sysctl.d")
        .file("/usr/lib/systemd/systemd-sysctl", "");
  }

  @Test
  void aSysctlIsSetNowAndAtBoot() {
    assertEquals(
        List.of("set sysctl net.ipv4.ip_forward to 1 (was 0)", "create " + FORWARD_FILE),
        described(forwarding("0").host(), FORWARD));
  }

  @Test
  void aSysctlThatIsSetOnlyNowIsSetAtBoot() {
    assertEquals(List.of("create " + FORWARD_FILE), described(forwarding("1").host(), FORWARD));
  }

  @Test
  void aSysctlThatIsSetOnlyAtBootIsSetNow() {
    FakeHost host = forwarding("0").file("/etc/sysctl.d/x.conf", "net/ipv4/ip_forward=1\n");
    assertEquals(
        List.of("set sysctl net.ipv4.ip_forward to 1 (was 0)"), described(host.host(), FORWARD));
  }

  @ParameterizedTest
  @CsvSource({
    "10-hardening.conf, 90-hostready-net.ipv4.ip_forward.conf",
    "99-sysctl.conf, 99-zz-hostready-net.ipv4.ip_forward.conf",
    "99-zzz.conf, zz-hostready-net.ipv4.ip_forward.conf",
    "zzz.conf, zzzz-hostready-net.ipv4.ip_forward.conf",
    "zzzzz.conf, ~~-hostready-net.ipv4.ip_forward.conf",
  })
  void theOwnFileSortsAfterTheOneThatSaysOtherwise(String other, String own) {
    FakeHost host = forwarding("1").file("/usr/lib/sysctl.d/" + other, "net.ipv4.ip_forward = 0\n");
    assertTrue(
        written(host.host(), "/etc/sysctl.d/" + own, FORWARD)
            .contains("/usr/lib/sysctl.d/" + other + ":1 sets 0; this file sorts after it"));
  }

  @Test
  void sysctlConfIsChangedWhereItIsReadLast() {
    FakeHost host =
        FakeHost.with("/proc/sys/net/ipv4/ip_forward", "1\n")
            .file("/etc/init.d/sysctl", "")
            .file("/etc/sysctl.conf", "# hardening\nnet.ipv4.ip_forward = 0\nvm.swappiness = 10\n");
    assertEquals(
        "# hardening\nnet.ipv4.ip_forward = 1\nvm.swappiness = 10\n",
        written(host.host(), "/etc/sysctl.conf", FORWARD));
  }

  /** Debian 13 has no link to it in sysctl.d; 'sysctl --system' reads it last all the same. */
  @Test
  void sysctlConfThatTheBootPassesOverIsChangedBesideAFileOfItsOwn() {
    FakeHost host = forwarding("0").file("/etc/sysctl.conf", "net.ipv4.ip_forward=0\n");
    assertEquals(
        List.of(
            "set sysctl net.ipv4.ip_forward to 1 (was 0)",
            "create " + FORWARD_FILE,
            "change /etc/sysctl.conf"),
        described(host.host(), FORWARD));
    host.file("/etc/sysctl.conf", "net.ipv4.ip_forward=1\n");
    assertEquals(
        List.of("set sysctl net.ipv4.ip_forward to 1 (was 0)", "create " + FORWARD_FILE),
        described(host.host(), FORWARD));
  }

  @Test
  void theOtherNameOfForwardingIsOverruledToo() {
    FakeHost host =
        forwarding("1").file("/etc/sysctl.d/99-stig.conf", "net.ipv4.conf.all.forwarding=0\n");
    assertEquals(
        List.of("create /etc/sysctl.d/99-zz-hostready-net.ipv4.ip_forward.conf"),
        described(host.host(), FORWARD));
    host.file("/etc/sysctl.d/99-stig.conf", "net.ipv4.conf.all.forwarding=1\n");
    assertEquals(List.of(), described(host.host(), FORWARD));
  }

  @Test
  void theOtherNameInSysctlConfStaysAndIsOverruledBelow() {
    FakeHost host =
        FakeHost.with("/proc/sys/net/ipv4/ip_forward", "1\n")
            .file("/etc/init.d/sysctl", "")
            .file("/etc/sysctl.conf", "net.ipv4.ip_forward=0\nnet.ipv4.conf.all.forwarding=0\n");
    assertEquals(
        "net.ipv4.ip_forward=0\nnet.ipv4.conf.all.forwarding=0\nnet.ipv4.ip_forward = 1\n",
        written(host.host(), "/etc/sysctl.conf", FORWARD));
  }

  @Test
  void ufwsOwnFileIsChangedWhereUfwWouldSetItOtherwise() {
    FakeHost host =
        forwarding("1")
            .file("/etc/sysctl.d/50.conf", "net.ipv4.ip_forward=1\n")
            .file("/etc/ufw/ufw.conf", "ENABLED=yes\n")
            .file("/etc/default/ufw", "IPT_SYSCTL=/etc/ufw/sysctl.conf\n")
            .file("/etc/ufw/sysctl.conf", "#net/ipv4/ip_forward=1\n-net/ipv4/ip_forward= 0\nx=1");
    assertEquals(
        "#net/ipv4/ip_forward=1\n-net/ipv4/ip_forward= 1\nx=1",
        written(host.host(), "/etc/ufw/sysctl.conf", FORWARD));
  }

  @Test
  void aPatternIsOverruledByTheName() {
    FakeHost host = forwarding("1").file("/etc/sysctl.d/99-all.conf", "net.ipv4.* = 0\n");
    assertEquals(1, described(host.host(), FORWARD).size());
  }

  @Test
  void anUnreadableFileThatMightSayOtherwiseIsLeftForAPerson() {
    FakeHost host = forwarding("1").denied("/etc/sysctl.d/99-secret.conf");
    assertTrue(refusal(host.host(), FORWARD).contains("/etc/sysctl.d/99-secret.conf"));
  }

  @Test
  void anInterfaceWithADotIsWrittenAsAPath() {
    FakeHost host =
        FakeHost.with("/proc/sys/net/ipv4/conf/eth0.100/forwarding", "0\n")
            .directory("/etc/sysctl.d")
            .file("/usr/lib/systemd/systemd-sysctl", "");
    assertEquals(
        List.of(
            "set sysctl net/ipv4/conf/eth0.100/forwarding to 1 (was 0)",
            "create /etc/sysctl.d/90-hostready-net.ipv4.conf.eth0_100.forwarding.conf"),
        described(host.host(), "set-sysctl: {key: net.ipv4.conf.eth0/100.forwarding, value: '1'}"));
  }

  private static final String SWAP =
      "add-kernel-arguments: {add: [cgroup_enable=memory, swapaccount=1]}";

  private static FakeHost grub() {
    return FakeHost.with("/boot/grub/grub.cfg", "menu\n")
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"\"\n")
        .file("/usr/sbin/update-grub", "");
  }

  @Test
  void kernelArgumentsAreAddedToThoseThatAreThere() {
    String file = "/etc/default/grub.d/95-hostready-cgroup_enable-swapaccount.cfg";
    assertTrue(
        written(grub().host(), file, SWAP)
            .endsWith(
                "\n"
                    + "GRUB_CMDLINE_LINUX=\"$GRUB_CMDLINE_LINUX cgroup_enable=memory"
                    + " swapaccount=1\"\n"));
    assertEquals(
        List.of(
            "on undo run update-grub (regenerate the GRUB menu)",
            "create directory /etc/default/grub.d",
            "create " + file,
            "run update-grub (regenerate the GRUB menu)"),
        described(grub().host(), SWAP));
  }

  @Test
  void kernelArgumentsWithoutGrubAreLeftForAPerson() {
    assertTrue(
        refusal(FakeHost.empty().host(), SWAP)
            .startsWith("this host has none of the boot loaders that hostready supports (GRUB"));
  }

  private static final String PI =
      "add-kernel-arguments: {add: [cgroup_enable=memory], remove: [cgroup_disable=memory]}";

  @Test
  void onARaspberryPiTheLineOfTheFirmwareIsChanged() {
    String line = "console=serial0,115200 root=PARTUUID=1-02 rootwait quiet";
    FakeHost host =
        FakeHost.with("/boot/firmware/cmdline.txt", line + " cgroup_disable=memory\n")
            .file("/boot/cmdline.txt", "DO NOT EDIT THIS FILE\n");
    assertEquals(
        line + " cgroup_enable=memory\n", written(host.host(), "/boot/firmware/cmdline.txt", PI));
    assertEquals(
        line + " cgroup_enable=memory",
        written(FakeHost.with("/boot/cmdline.txt", line).host(), "/boot/cmdline.txt", PI));
    assertEquals(
        List.of(),
        described(FakeHost.with("/boot/cmdline.txt", line + "  cgroup_enable=memory").host(), PI));
  }

  @Test
  void aFileThatIsNoCommandLineIsLeftForAPerson() {
    for (String text : List.of("", "DO NOT EDIT THIS FILE\n", "root=/dev/sda1\nquiet\n")) {
      assertTrue(
          refusal(FakeHost.with("/boot/cmdline.txt", text).host(), PI)
              .startsWith("/boot/cmdline.txt is not a kernel command line: expected one line"));
    }
  }
}
