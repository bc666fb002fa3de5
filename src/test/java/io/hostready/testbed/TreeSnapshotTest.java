package io.hostready.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsBox
class TreeSnapshotTest {

  @Test
  void untouchedDiskHasNoDifferences() {
    try (Box box = Box.start()) {
      TreeSnapshot before = TreeSnapshot.of(box);
      assertTrue(before.size() > 1000, "only " + before.size() + " paths");
      box.sh("echo x >/run/x; echo x >/tmp/x").succeeds();
      assertEquals(List.of(), before.differences(TreeSnapshot.of(box)));
    }
  }

  @Test
  void changedModeIsSeen() {
    assertEquals(
        List.of("/etc/hostname: mode was 0644, is 0600"), after("chmod 600 /etc/hostname"));
  }

  @Test
  void changedOwnerIsSeen() {
    assertEquals(List.of("/etc/hostname: owner was 0:0, is 1:2"), after("chown 1:2 /etc/hostname"));
  }

  @Test
  void changedContentIsSeenWithItsLine() {
    assertEquals(
        List.of("/etc/hostname: content was 4 bytes, is 6; line 1 was 'box', is 'other'"),
        after("echo other >/etc/hostname"));
  }

  @Test
  void contentOfTheSameLengthIsSeen() {
    assertEquals(
        List.of("/etc/hostname: content was 4 bytes, is 4; line 1 was 'box', is 'bix'"),
        after("echo bix >/etc/hostname"));
  }

  @Test
  void newAndGoneAreSeen() {
    assertEquals(
        List.of(
            "/etc/fstab: is gone, was FILE 0644 0:0 37 bytes",
            "/etc/new: is new, DIRECTORY 0700 0:0 0 bytes",
            "/etc/new/link: is new, LINK 0777 0:0 0 bytes /nowhere"),
        after("rm /etc/fstab; mkdir -m 700 /etc/new; ln -s /nowhere /etc/new/link"));
  }

  @Test
  void fileThatBecameALinkIsSeen() {
    assertEquals(
        List.of("/etc/hostname: was a FILE, is a LINK"), after("ln -sf /etc/fstab /etc/hostname"));
  }

  @Test
  void redirectedLinkIsSeen() {
    assertEquals(
        List.of("/etc/mtab: was '../proc/self/mounts', is '/proc/mounts'"),
        after("ln -sf /proc/mounts /etc/mtab"));
  }

  @Test
  void changedExtendedAttributesAreSeen() {
    assertEquals(
        List.of("/etc/hostname: extended attributes were {}, are {user.note=0x6f6e65}"),
        after("python3 -c 'import os; os.setxattr(\"/etc/hostname\", \"user.note\", b\"one\")'"));
  }

  @Test
  void whatIsToBeIgnoredIs() {
    try (Box box = Box.start()) {
      TreeSnapshot before = TreeSnapshot.of(box, "/etc", "/var/log");
      box.sh("echo x >/var/log/x; echo x >/var/log2; echo x >/etc/hostname2").succeeds();
      TreeSnapshot after = TreeSnapshot.of(box, "/etc", "/var/log").without("/etc/hostname");
      assertEquals(
          List.of("/etc/hostname2: is new, FILE 0644 0:0 2 bytes"),
          before.without("/etc/hostname").differences(after.without("/var/log/x")));
    }
  }

  private static List<String> after(String change) {
    try (Box box = Box.start()) {
      TreeSnapshot before = TreeSnapshot.of(box, "/etc");
      box.sh(change).succeeds();
      return before.differences(TreeSnapshot.of(box, "/etc"));
    }
  }
}
