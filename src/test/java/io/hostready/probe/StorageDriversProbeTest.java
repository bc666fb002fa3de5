package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageDriversProbeTest {

  /** A host with overlay in its kernel, no other driver, and everything on one file system. */
  private static FakeHost host(String kernel, String filesystem) {
    return bare(kernel, filesystem).file("/proc/filesystems", "nodev\toverlay\n");
  }

  private static FakeHost bare(String kernel, String filesystem) {
    return FakeHost.with("/proc/sys/kernel/osrelease", kernel + "\n")
        .file("/proc/filesystems", "\text4\n")
        .file("/proc/self/mountinfo", mount("/", filesystem, "rw"))
        .file("/proc/modules", "")
        .file("/lib/modules/" + kernel + "/modules.dep", "kernel/fs/nls/nls_utf8.ko:\n")
        .file("/lib/modules/" + kernel + "/modules.builtin", "")
        .file("/proc/devices", "Block devices:\n  8 sd\n")
        .directory("/usr/bin")
        .directory("/dev");
  }

  private static String mount(String point, String filesystem, String options) {
    return "20 1 8:1 / " + point + " " + options + " - " + filesystem + " /dev/x " + options + "\n";
  }

  private static String ask(Host host, String version, String more, String facet) {
    return RuleResult.facet(
        host, "storage-drivers: {docker-version: '" + version + "'" + more + "}", facet);
  }

  private static String chosen(Host host, String version) {
    return ask(host, version, "", "chosen");
  }

  @ParameterizedTest
  @CsvSource({
    "6.8.0-52-generic, ext4, 28.5.2, overlay2",
    "6.8.0-52-generic, ext4, 29.0.0, overlayfs",
    "6.8.0-52-generic, btrfs, 20.10.0, btrfs",
    "6.8.0-52-generic, btrfs, 24.0.0, overlay2",
    "4.4.0-21-generic, btrfs, 24.0.0, btrfs",
    "3.16.0-4-amd64, ext4, 1.12.0, overlay",
    "3.16.0-4-amd64, ext4, 17.06.0, overlay",
    "3.16.0-4-amd64, ext4, 24.0.0, vfs",
    "3.10.0-1160.el7.x86_64, ext4, 17.06.0, overlay",
    "3.10.0-1160.el7.x86_64, ext4, 19.03.0, overlay2",
    "3.10.0-514.el7.x86_64, ext4, 24.0.0, vfs",
    "6.8.0, overlay, 28.0.0, vfs",
    "6.8.0, overlay, 19.03.0, vfs",
    "6.8.0, nfs4, 28.0.0, vfs",
    "6.8.0, tmpfs, 28.0.0, overlay2",
  })
  void theFirstDriverOfTheReleaseThatWorksIsChosen(
      String kernel, String filesystem, String version, String driver) {
    assertEquals(driver, chosen(host(kernel, filesystem).host(), version));
  }

  @Test
  void usableNeedsACopyOnWriteDriverUnlessAnotherIsAskedFor() {
    Host old = host("3.16.0", "ext4").host();
    assertTrue(ask(old, "24", "", "usable").startsWith("no ("));
    assertEquals("yes", ask(old, "24", ", driver: vfs", "usable"));
    assertTrue(ask(old, "24", ", driver: overlay2", "usable").startsWith("no ("));
    assertEquals("yes", ask(host("6.8.0", "ext4").host(), "28", ", driver: auto", "usable"));
  }

  @ParameterizedTest
  @CsvSource({"24, aufs, none", "23, aufs, aufs", "25, devicemapper, none", "28, nonsense, none"})
  void aDriverThatTheReleaseLacksKeepsItFromStarting(String version, String driver, String chosen) {
    Host host = host("6.8.0", "ext4").host();
    assertEquals(chosen, ask(host, version, ", driver: " + driver, "chosen"));
    assertTrue(ask(host, version, ", driver: " + driver, "usable").startsWith("no ("));
  }

  @Test
  void aUsedDirectoryDecidesBeforeTheOrder() {
    FakeHost used = host("6.8.0", "ext4").file("/var/lib/docker/overlay2/l/x", "");
    assertEquals("overlay2", chosen(used.host(), "20.10.0"));
    assertEquals("overlay2", chosen(used.host(), "29.1.0"));
    assertEquals("graph-driver", ask(used.host(), "29", "", "image-store"));
    assertEquals("overlayfs", chosen(host("6.8.0", "ext4").host(), "29"));
    assertEquals("containerd", ask(host("6.8.0", "ext4").host(), "29", "", "image-store"));
  }

  @Test
  void anEmptyDirectoryCountsBefore1712Only() {
    FakeHost host = host("3.16.0", "ext4").directory("/var/lib/docker/devicemapper");
    FakeHost withMapper =
        host.file("/proc/devices", "Block devices:\n253 device-mapper\n")
            .file("/proc/modules", "dm_thin_pool 1 0 - Live 0x0\n");
    assertEquals("devicemapper", chosen(withMapper.host(), "17.09.0"));
    assertEquals("overlay", chosen(withMapper.host(), "17.12.0"));
  }

  @Test
  void whyNoneIsUsableIsToldOfTheDriverThatWouldBeBest() {
    Host onNfs = host("6.8.0", "nfs4").host();
    assertEquals(
        "no (vfs: copies every layer whole; overlay2: nfs4 cannot be below an overlay)",
        ask(onNfs, "28", "", "usable"));
    assertEquals("no (overlayfs: nfs4 cannot be below an overlay)", ask(onNfs, "29", "", "usable"));
    assertEquals(
        "no (it would not start: this release has no driver aufs)",
        ask(onNfs, "28", ", driver: aufs", "usable"));
  }

  @Test
  void aUsedDirectoryOfADriverThatFailsKeepsItFromStarting() {
    Host host = host("6.8.0", "ext4").file("/var/lib/docker/btrfs/subvolumes/x", "").host();
    assertEquals("none", chosen(host, "28"));
    assertTrue(ask(host, "28", "", "usable").startsWith("no ("));
  }

  @Test
  void usedDirectoriesOfTwoDriversKeepItFromStarting() {
    FakeHost host =
        host("6.8.0", "ext4")
            .file("/var/lib/docker/overlay2/l/x", "")
            .file("/var/lib/docker/overlay/l/x", "");
    assertEquals("none", chosen(host.host(), "20.10.0"));
    assertEquals("overlay2", ask(host.host(), "20.10.0", ", driver: overlay2", "chosen"));
    assertEquals("overlay2", chosen(host.host(), "28"));
    assertTrue(
        RuleResult.observe(host.host(), "storage-drivers: {docker-version: '28'}")
            .evidence()
            .stream()
            .anyMatch(
                e ->
                    e.source().equals("/var/lib/docker/overlay") && e.subject().equals("overlay")));
  }

  @Test
  void docker23RefusesTheDirectoryOfADeprecatedDriver() {
    FakeHost host = host("6.8.0", "ext4").file("/var/lib/docker/overlay/l/x", "");
    assertEquals("none", chosen(host.host(), "23.0.1"));
    assertEquals("overlay", ask(host.host(), "23.0.1", ", driver: overlay", "chosen"));
  }

  @ParameterizedTest
  @CsvSource({
    "28, '{\"features\": {\"containerd-snapshotter\": true}}', '', overlayfs",
    "29, '{\"features\": {\"containerd-snapshotter\": false}}', '', overlay2",
    "29, '{\"userns-remap\": \"default\"}', '', overlay2",
    "29, '{\"userns-remap\": \"\"}', '', overlayfs",
    "28, '{\"userns-remap\": \"default\"}', '', overlay2",
    "29, '{}', ', driver: overlay2', overlay2",
    "29, '{}', ', driver: overlayfs', overlayfs",
    "29.0.2, '{}', ', driver: fuse-overlayfs', fuse-overlayfs",
    "29, ' ', '', overlayfs",
  })
  void daemonJsonDecidesWhoKeepsImages(
      String version, String daemonJson, String more, String driver) {
    Host host = host("6.8.0", "ext4").file("/etc/docker/daemon.json", daemonJson).host();
    assertEquals(driver, ask(host, version, more, "chosen"));
  }

  @Test
  void userNamespacesAndTheFeatureOfContainerdExcludeEachOtherFrom29On() {
    String both = "{\"userns-remap\": \"default\", \"features\": {\"containerd-snapshotter\": %s}}";
    FakeHost host = host("6.8.0", "ext4");
    Host on = host.file("/etc/docker/daemon.json", both.formatted("true")).host();
    assertEquals("overlayfs", chosen(on, "28.5.2"));
    assertEquals("containerd", ask(on, "28.5.2", "", "image-store"));
    assertEquals("overlay2", chosen(on, "23.0.0"));
    assertEquals("none", chosen(on, "29.0.0"));
    assertEquals(
        "no (it would not start: userns-remap and the feature containerd-snapshotter exclude each"
            + " other: take one out)",
        ask(on, "29", "", "usable"));
    Host off = host.file("/etc/docker/daemon.json", both.formatted("false")).host();
    assertEquals("overlay2", chosen(off, "28.5.2"));
    assertEquals("overlay2", chosen(off, "29"));
  }

  @Test
  void whoKeepsImagesIsKnownThoughTheDriverIsNot() {
    Host denied = host("6.8.0", "ext4").denied("/var/lib/docker").host();
    assertEquals("graph-driver", ask(denied, "28", "", "image-store"));
    assertTrue(ask(denied, "29", "", "image-store").endsWith("Permission denied"));
    Host broken = host("6.8.0", "ext4").file("/etc/docker/daemon.json", "{").host();
    assertEquals("graph-driver", ask(broken, "20.10.0", "", "image-store"));
    assertTrue(
        ask(broken, "24", "", "image-store").startsWith("/etc/docker/daemon.json: not JSON"));
    Host withoutXfsInfo = host("6.8.0", "xfs").host();
    assertEquals("graph-driver", ask(withoutXfsInfo, "28", "", "image-store"));
  }

  @Test
  void docker2900TakesAnUnlistedDriverForASnapshotterAnd2901ForADriver() {
    Host host =
        host("6.8.0", "ext4").file("/usr/bin/fuse-overlayfs", "").file("/dev/fuse", "").host();
    String asked = ", driver: fuse-overlayfs";
    assertEquals("containerd", ask(host, "29.0.0", asked, "image-store"));
    assertTrue(ask(host, "29.0.0", asked, "usable").startsWith("containerd: whether it has"));
    for (String later : List.of("29.0.1", "29.0", "29.1.0", "29")) {
      assertEquals("graph-driver", ask(host, later, asked, "image-store"), later);
      assertEquals("yes", ask(host, later, asked, "usable"), later);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, vfs, no", "1, overlay2, yes"})
  void xfsIsAskedForItsFileTypes(String ftype, String driver, String usable) {
    Host host =
        host("6.8.0", "xfs")
            .command("xfs_info /", "naming   =version 2  bsize=4096 ascii-ci=0, ftype=" + ftype)
            .host();
    assertEquals(driver, chosen(host, "28"));
    assertTrue(ask(host, "28", "", "usable").startsWith(usable));
  }

  @Test
  void xfsWithoutXfsInfoIsUnknownRatherThanGood() {
    assertEquals(
        "unknown",
        RuleResult.word(
            host("6.8.0", "xfs").host(),
            "storage-drivers: {docker-version: '28', expect: {usable: true}}"));
  }

  @Test
  void zfsNeedsItsDeviceAndCommand() {
    FakeHost host = host("6.8.0", "zfs").file("/sys/module/zfs/version", "2.1.5-1ubuntu6\n");
    assertEquals("vfs", chosen(host.host(), "28"));
    assertEquals("zfs", chosen(host.file("/dev/zfs", "").file("/usr/sbin/zfs", "").host(), "28"));
    assertEquals(
        "overlay2", chosen(host.file("/sys/module/zfs/version", "2.2.2-0ubuntu9\n").host(), "28"));
  }

  @Test
  void aModuleThatCouldBeLoadedIsEnoughAndABlacklistedOneIsNot() {
    FakeHost host =
        bare("6.8.0", "ext4")
            .file("/lib/modules/6.8.0/modules.dep", "kernel/fs/overlayfs/overlay.ko.zst:\n");
    assertEquals("overlay2", chosen(host.host(), "28"));
    assertEquals(
        "vfs",
        chosen(host.file("/etc/modprobe.d/no.conf", "install overlay /bin/false\n").host(), "28"));
  }

  @Test
  void missingModulesMeanARebootOnAMachineAndNothingInAContainer() {
    FakeHost host =
        FakeHost.with("/proc/sys/kernel/osrelease", "6.8.0\n")
            .file("/proc/filesystems", "\text4\n")
            .file("/proc/modules", "")
            .file("/proc/self/mountinfo", mount("/", "ext4", "rw"))
            .directory("/usr/bin");
    assertEquals("vfs", chosen(host.host(), "28"));
    String inside = chosen(host.file("/run/systemd/container", "lxc").host(), "28");
    assertTrue(
        inside.endsWith("Run 'modprobe overlay' on the host of the container, then check again"));
    FakeHost wsl =
        host.file("/proc/version", "Linux version 6.6.87.2-microsoft-standard-WSL2 (gcc)");
    assertEquals("vfs", chosen(wsl.host(), "28"));
  }

  @Test
  void aKernelWithoutModulesHasWhatItListsAndNoMore() {
    FakeHost host =
        FakeHost.with("/proc/sys/kernel/osrelease", "6.8.0\n")
            .file("/proc/filesystems", "nodev\toverlay\n\text4\n")
            .file("/boot/config-6.8.0", "CONFIG_64BIT=y\n# CONFIG_MODULES is not set\n")
            .file("/proc/self/mountinfo", mount("/", "ext4", "rw"))
            .directory("/usr/bin");
    assertEquals("overlay2", chosen(host.host(), "17.06"));
    assertEquals("vfs", chosen(host.file("/proc/filesystems", "\text4\n").host(), "28"));
  }

  @Test
  void containerdsStoreIsShownWhereDockerMightUseIt() {
    FakeHost host = host("6.8.0", "ext4");
    assertEquals("overlay2, vfs", ask(host.host(), "28", "", "available"));
    assertEquals("overlayfs, native, overlay2, vfs", ask(host.host(), "29", "", "available"));
  }

  @Test
  void aReadOnlyDataRootLetsNothingWork() {
    Host host = host("6.8.0", "ext4").file("/proc/self/mountinfo", mount("/", "ext4", "ro")).host();
    assertEquals("none", chosen(host, "28"));
    assertEquals("none", ask(host, "28", "", "available"));
  }

  @Test
  void theFileSystemUnderTheDataRootCountsAndContainerdsUnderItsOwn() {
    Host host =
        host("6.8.0", "ext4")
            .directory("/srv/docker")
            .file(
                "/proc/self/mountinfo",
                "20 1 8:1 / / rw - ext4 /dev/a rw\n21 20 8:2 / /srv rw - nfs4 n:/x rw\n")
            .host();
    assertEquals("overlay2", chosen(host, "28"));
    assertEquals("vfs", ask(host, "28", ", data-root: /srv/docker", "chosen"));
    assertEquals("yes", ask(host, "29", ", data-root: /srv/docker", "usable"));
    assertTrue(ask(host, "29", ", containerd-root: /srv/containerd", "usable").startsWith("no ("));
  }

  @ParameterizedTest
  @CsvSource({
    "nfs4, 17.09.0, vfs", // Docker 17.09 starts there, but no container does
    "nfs, 28, vfs",
    "fuse.gocryptfs, 20.10.0, vfs",
    "fuseblk, 28, vfs",
  })
  void noOverlayIsPossibleOverThese(String type, String version, String driver) {
    assertEquals(driver, chosen(host("6.8.0", type).host(), version));
  }

  @Test
  void anotherProgramOfFuseMayTakeAnOverlay() {
    assertTrue(
        chosen(host("6.8.0", "fuse.juicefs").host(), "28").endsWith("shows only in a mount"));
  }

  @ParameterizedTest
  @CsvSource({"28", "29", "1.6"})
  void anEmptyTreeIsUnknown(String version) {
    String kind = "storage-drivers: {docker-version: '" + version + "', expect: {%s}}";
    Host empty = FakeHost.empty().host();
    assertEquals("unknown", RuleResult.word(empty, kind.formatted("usable: true")));
    assertEquals("unknown", RuleResult.word(empty, kind.formatted("available: overlay2")));
  }

  @Test
  void aDeniedDataRootOrBrokenDaemonJsonIsUnknown() {
    FakeHost denied = host("6.8.0", "ext4").denied("/var/lib/docker");
    assertTrue(chosen(denied.host(), "28").endsWith("Permission denied"));
    FakeHost broken = host("6.8.0", "ext4").file("/etc/docker/daemon.json", "{\"a\": }");
    assertTrue(chosen(broken.host(), "28").startsWith("/etc/docker/daemon.json: not JSON"));
  }

  @Test
  void everyDriverOfTheReleaseIsEvidenceWithItsReason() {
    Observation seen =
        RuleResult.observe(
            host("6.8.0", "ext4").host(), "storage-drivers: {docker-version: '28.5.2'}");
    assertEquals(
        """
        /proc/filesystems: overlay2 = works: overlay in line 1; kernel 6.8.0; over ext4
        directories of commands: fuse-overlayfs = no: no command fuse-overlayfs
        /: btrfs = no: /var/lib/docker/btrfs is on ext4
        /: zfs = no: /var/lib/docker/zfs is on ext4
        /var/lib/docker/vfs: vfs = works: copies every layer whole
        Docker's order: choice of Docker 28.5.2 = overlay2: the first in it that works
        """,
        String.join(
            "",
            seen.evidence().stream()
                .map(e -> e.source() + ": " + e.subject() + " = " + e.value() + "\n")
                .toList()));
  }
}
