package io.hostready.fix;

import static io.hostready.fix.Planning.described;
import static io.hostready.fix.Planning.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallExtraModulesTest {

  private static final String FIX = "install-extra-modules: {names: [xt_addrtype, br_netfilter]}";
  private static final String EL_10 = "6.12.0-124.8.1.el10_1.x86_64";

  private static FakeHost kernel(String release) {
    return FakeHost.with("/proc/sys/kernel/osrelease", release + "\n")
        .file("/proc/modules", "")
        .file("/lib/modules/" + release + "/modules.builtin", "")
        .file("/lib/modules/" + release + "/modules.dep", "kernel/net/bridge/bridge.ko.xz:\n");
  }

  /** A host of the Red Hat family; packages are separated by a comma. */
  private static FakeHost dnf(String release, String packages) {
    return kernel(release)
        .file("/etc/os-release", "ID=rhel\nVERSION_ID=10.1\n")
        .file("/proc/sys/kernel/arch", "x86_64\n")
        .file("/usr/bin/dnf-3", "")
        .file("/var/lib/rpm/rpmdb.sqlite", "")
        .command(
            "rpm -qa --qf %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n",
            packages.replace(", ", "\n") + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6.12.0-124.8.1.el10_1.x86_64 | kernel-core (none) 6.12.0 124.8.1.el10_1 x86_64,"
            + " kernel-rt-core (none) 6.12.0 124.8.1.el10_1 x86_64,"
            + " kernel-core (none) 6.12.0 55.9.1.el10_0 x86_64"
            + " | kernel-modules-extra=6.12.0-124.8.1.el10_1",
        "5.14.0-427.13.1.el9_4.x86_64+rt | kernel-core (none) 5.14.0 427.13.1.el9_4 x86_64,"
            + " kernel-rt-core (none) 5.14.0 427.13.1.el9_4 x86_64"
            + " | kernel-rt-modules-extra=5.14.0-427.13.1.el9_4",
        "4.18.0-553.rt7.342.el8_10.x86_64 | kernel-rt-core (none) 4.18.0 553.rt7.342.el8_10 x86_64"
            + " | kernel-rt-modules-extra=4.18.0-553.rt7.342.el8_10",
        "5.15.0-302.167.6.el9uek.x86_64 | kernel-uek-core (none) 5.15.0 302.167.6.el9uek x86_64"
            + " | kernel-uek-modules-extra=5.15.0-302.167.6.el9uek",
        "6.12.46-66.121.amzn2023.x86_64 | kernel6.12 (none) 6.12.46 66.121.amzn2023 x86_64"
            + " | kernel6.12-modules-extra=6.12.46-66.121.amzn2023",
      })
  void dnfInstallsThePackageOfTheRunningKernel(String release, String packages, String installed) {
    assertEquals(List.of("install " + installed), described(dnf(release, packages).host(), FIX));
  }

  private static FakeHost ubuntu(String release) {
    return dpkg(release, "ID=ubuntu\nVERSION_CODENAME=noble\n");
  }

  private static FakeHost dpkg(String release, String osRelease) {
    return kernel(release)
        .file("/etc/os-release", osRelease)
        .file("/var/lib/dpkg/status", "Package: dpkg\nArchitecture: amd64\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.8.0-31-generic", "7.0.0-1004-aws", "5.15.0-1061-raspi"})
  void ubuntuHasAPackageForEachKernel(String release) {
    assertEquals(
        List.of("install linux-modules-extra-" + release), described(ubuntu(release).host(), FIX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.8.0-1017-raspi", "6.11.0-1004-raspi", "7.0.0-1004-raspi"})
  void kernelsForRaspberryPiHaveNoneSinceLinux67(String release) {
    assertEquals(
        "linux-modules-" + release + " has all modules of this kernel.",
        refusal(ubuntu(release).host(), FIX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.6.87.2-microsoft-standard-WSL2", "3.2.0-126-generic"})
  void otherKernelsOfUbuntuHaveNone(String release) {
    String why = "Ubuntu has no package with extra modules of kernel " + release + ".";
    assertEquals(why, refusal(ubuntu(release).host(), FIX));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bash (none) 5.2 1.el10 x86_64 | No package in rpm's database has the running kernel",
        "kernel-core (none) 6.12.0 124.8.1.el10_1 x86_64,"
            + " kernel-modules-extra (none) 6.12.0 124.8.1.el10_1 x86_64"
            + " | kernel-modules-extra is installed, and kernel 6.12.0-124.8.1.el10_1.x86_64 has no"
            + " module xt_addrtype, br_netfilter.",
        "kernel-core (none) 6.12.0 124.8.1.el10_1 x86_64,"
            + " kernel-modules-extra (none) 6.12.0 130.el10_1 x86_64"
            + " | kernel-modules-extra 6.12.0-130.el10_1 is of another kernel. Reboot into that",
      })
  void aPackageThatCannotHelpIsNotInstalled(String packages, String why) {
    String refusal = refusal(dnf(EL_10, packages).host(), FIX);
    assertTrue(refusal.startsWith(why), refusal);
  }

  @Test
  void otherSystemsHaveNoSuchPackage() {
    FakeHost debian =
        dpkg("6.12.43+deb13-amd64", "ID=debian\nPRETTY_NAME=Debian\nVERSION_CODENAME=trixie\n");
    assertEquals("The kernel packages of Debian have all modules.", refusal(debian.host(), FIX));
    FakeHost arch = kernel("6.17.8-arch1-1").file("/etc/os-release", "ID=arch\n");
    assertTrue(refusal(arch.host(), FIX).endsWith("Run 'pacman -S linux'."));
  }

  @Test
  void aModuleThatIsDisabledIsNotMissing() {
    FakeHost host =
        dnf(EL_10, "kernel-core (none) 6.12.0 124.8.1.el10_1 x86_64")
            .file("/etc/modprobe.d/bridge.conf", "install bridge /bin/false\n");
    String refusal = refusal(host.host(), "install-extra-modules: {names: [bridge]}");
    assertTrue(refusal.startsWith("None of the modules bridge is known to be missing"), refusal);
  }
}
