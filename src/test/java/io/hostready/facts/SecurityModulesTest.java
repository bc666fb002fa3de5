package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecurityModulesTest {

  private static final String APPARMOR = "/sys/module/apparmor/parameters/enabled";

  @Test
  void ubuntuHasAppArmorAndNoSelinux() {
    SecurityModules read =
        SecurityModules.read(
            FakeHost.with("/sys/kernel/security/lsm", "lockdown,capability,landlock,yama,apparmor")
                .file(APPARMOR, "Y\n")
                .folder("/sys/fs/cgroup")
                .host());
    assertEquals(
        Optional.of(List.of("lockdown", "capability", "landlock", "yama", "apparmor")),
        read.enabled().known());
    assertEquals(Optional.of(true), read.appArmor().known());
    assertEquals(Optional.of("disabled"), read.selinux().known());
  }

  @Test
  void selinuxSaysWhetherItEnforces() {
    FakeHost host = FakeHost.with("/sys/kernel/security/lsm", "capability,selinux");
    assertEquals(
        Optional.of("enforcing"),
        SecurityModules.read(host.file("/sys/fs/selinux/enforce", "1").host()).selinux().known());
    assertEquals(
        Optional.of("permissive"),
        SecurityModules.read(host.file("/sys/fs/selinux/enforce", "0").host()).selinux().known());
  }

  @Test
  void aContainerWithoutTheFileSystemsCannotTellWhatOnlyTheySay() {
    SecurityModules read =
        SecurityModules.read(
            FakeHost.empty()
                .folder("/sys/kernel/security")
                .folder("/sys/fs/selinux")
                .folder("/sys/module")
                .host());
    assertInstanceOf(Fact.Unreadable.class, read.enabled());
    assertInstanceOf(Fact.Unreadable.class, read.selinux());
    assertEquals(Optional.of(false), read.appArmor().known());
  }

  @Test
  void withoutSysNothingIsKnown() {
    SecurityModules read = SecurityModules.read(FakeHost.empty().host());
    assertInstanceOf(Fact.Unreadable.class, read.enabled());
    assertInstanceOf(Fact.Unreadable.class, read.appArmor());
    assertInstanceOf(Fact.Unreadable.class, read.selinux());
  }

  @Test
  void theListOfModulesAnswersWhereTheModulesOwnFileIsDenied() {
    FakeHost denied = FakeHost.empty().denied(APPARMOR);
    assertEquals(
        new Fact.Unreadable<Boolean>(APPARMOR, "Permission denied"),
        SecurityModules.read(denied.host()).appArmor());
    assertEquals(
        Optional.of(true),
        SecurityModules.read(denied.file("/sys/kernel/security/lsm", "apparmor").host())
            .appArmor()
            .known());
  }

  @Test
  void selinuxInTheListWithoutItsFileSystemIsUnreadable() {
    assertInstanceOf(
        Fact.Unreadable.class,
        SecurityModules.read(
                FakeHost.with("/sys/kernel/security/lsm", "selinux").folder("/sys/fs").host())
            .selinux());
  }
}
