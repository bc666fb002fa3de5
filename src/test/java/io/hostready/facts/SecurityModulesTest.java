package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading.Unreadable;
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
                .directory("/sys/fs/cgroup")
                .host());
    assertEquals(
        Optional.of(List.of("lockdown", "capability", "landlock", "yama", "apparmor")),
        read.enabled().toOptional());
    assertEquals(Optional.of(true), read.appArmor().toOptional());
    assertEquals(Optional.of("disabled"), read.selinux().toOptional());
  }

  @Test
  void selinuxSaysWhetherItEnforces() {
    FakeHost host = FakeHost.with("/sys/kernel/security/lsm", "capability,selinux");
    assertEquals(
        Optional.of("enforcing"),
        SecurityModules.read(host.file("/sys/fs/selinux/enforce", "1").host())
            .selinux()
            .toOptional());
    assertEquals(
        Optional.of("permissive"),
        SecurityModules.read(host.file("/sys/fs/selinux/enforce", "0").host())
            .selinux()
            .toOptional());
  }

  @Test
  void aContainerWithoutTheFileSystemsCannotTellWhatOnlyTheySay() {
    SecurityModules read =
        SecurityModules.read(
            FakeHost.empty()
                .directory("/sys/kernel/security")
                .directory("/sys/fs/selinux")
                .directory("/sys/module")
                .host());
    assertInstanceOf(Unreadable.class, read.enabled());
    assertInstanceOf(Unreadable.class, read.selinux());
    assertEquals(Optional.of(false), read.appArmor().toOptional());
  }

  @Test
  void withoutSysNothingIsKnown() {
    SecurityModules read = SecurityModules.read(FakeHost.empty().host());
    assertInstanceOf(Unreadable.class, read.enabled());
    assertInstanceOf(Unreadable.class, read.appArmor());
    assertInstanceOf(Unreadable.class, read.selinux());
  }

  @Test
  void theListOfModulesAnswersWhereTheModulesOwnFileIsDenied() {
    FakeHost denied = FakeHost.empty().denied(APPARMOR);
    assertEquals(
        new Unreadable<Boolean>(APPARMOR, "Permission denied"),
        SecurityModules.read(denied.host()).appArmor());
    assertEquals(
        Optional.of(true),
        SecurityModules.read(denied.file("/sys/kernel/security/lsm", "apparmor").host())
            .appArmor()
            .toOptional());
  }

  @Test
  void selinuxInTheListWithoutItsFileSystemIsUnreadable() {
    assertInstanceOf(
        Unreadable.class,
        SecurityModules.read(
                FakeHost.with("/sys/kernel/security/lsm", "selinux").directory("/sys/fs").host())
            .selinux());
  }
}
