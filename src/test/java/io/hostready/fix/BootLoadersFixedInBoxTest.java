package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import org.junit.jupiter.api.Test;

/** Kernel arguments in the files of each boot loader, on real hosts: there and back. */
@NeedsBox
class BootLoadersFixedInBoxTest {

  /** What update-grub does with the files of /etc/default/grub.d. */
  private static final String UPDATE_GRUB =
      """
      #!/bin/sh
      . /etc/default/grub
      for each in /etc/default/grub.d/*.cfg; do [ ! -e "$each" ] || . "$each"; done
      echo "linux /vmlinuz root=/dev/vda1 $GRUB_CMDLINE_LINUX" >/boot/grub/grub.cfg
      """;

  @Test
  void grubOfDebian() {
    try (Box box = Box.start()) {
      box.write("/usr/sbin/update-grub", UPDATE_GRUB);
      box.write("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"quiet\"\n");
      box.write("/boot/grub/grub.cfg", "");
      box.sh("chmod +x /usr/sbin/update-grub; update-grub").succeeds();
      FixedBox fixed =
          FixedBox.with(
              box,
              "file-text: {path: /boot/grub/grub.cfg, matches: '(swapaccount=1)', expect: {value:"
                  + " swapaccount=1}}",
              "- add-kernel-arguments: {add: [cgroup_enable=memory, swapaccount=1]}");
      fixed.goesThereAndBack();
      fixed.fix().exits(FixedBox.READY);
      assertEquals(
          "linux /vmlinuz root=/dev/vda1 quiet cgroup_enable=memory swapaccount=1\n",
          box.read("/boot/grub/grub.cfg"));
    }
  }

  @Test
  void raspberryPi() {
    try (Box box = Box.start()) {
      box.sh("rm -rf /boot/grub").succeeds();
      box.write("/boot/firmware/cmdline.txt", "console=tty1 root=/dev/mmcblk0p2 rootwait\n");
      FixedBox.with(
              box,
              "file-text: {path: /boot/firmware/cmdline.txt, matches: '(cgroup_enable=memory)',"
                  + " expect: {value: cgroup_enable=memory}}",
              "- add-kernel-arguments: {add: [cgroup_enable=memory]}")
          .goesThereAndBack();
    }
  }

  /** With the kernel-install of the box. */
  @Test
  void systemdBoot() {
    String entry = "/boot/efi/loader/entries/box-6.12.0-box.conf";
    String install = "kernel-install add 6.12.0-box /boot/vmlinuz-6.12.0-box";
    try (Box box = Box.start()) {
      box.sh("rm -rf /boot/grub; mkdir -p /boot/efi/EFI/systemd /lib/modules/6.12.0-box")
          .succeeds();
      box.write("/boot/efi/EFI/systemd/systemd-bootx64.efi", "systemd-boot");
      box.write("/boot/vmlinuz-6.12.0-box", "kernel");
      box.write("/etc/kernel/install.conf", "layout=bls\nBOOT_ROOT=/boot/efi\n");
      box.write("/etc/kernel/entry-token", "box\n");
      box.write("/etc/kernel/cmdline", "root=/dev/vda1 ro quiet\n");
      box.sh(install).succeeds();
      FixedBox fixed =
          FixedBox.with(
              box,
              "file-text: {path: "
                  + entry
                  + ", matches: '(swapaccount=1)', expect: {value: swapaccount=1}}",
              "- add-kernel-arguments: {add: [swapaccount=1], remove: [quiet]}");
      ProgramRun plan = fixed.goesThereAndBack();
      assertTrue(plan.out().contains(install), plan.out());
      fixed.fix().exits(FixedBox.READY);
      String options = box.sh("grep ^options " + entry).succeeds().out();
      assertEquals("options    root=/dev/vda1 ro swapaccount=1\n", options);
    }
  }

  @Test
  void bootLoaderEntries() {
    String entry = "/boot/loader/entries/a-5.14.0-570.el9.x86_64.conf";
    try (Box box = Box.start()) {
      box.sh("rm -rf /boot/grub").succeeds();
      box.write("/boot/grub2/grub.cfg", "blscfg\n");
      box.write(entry, "title Red Hat\nlinux /vmlinuz\noptions root=/dev/vda1 ro quiet\n");
      box.write("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"quiet\"\n");
      box.write("/etc/kernel/cmdline", "root=/dev/vda1 ro quiet\n");
      FixedBox fixed =
          FixedBox.with(
              box,
              "file-text: {path: "
                  + entry
                  + ", matches: '(swapaccount=1)', expect: {value: swapaccount=1}}",
              "- add-kernel-arguments: {add: [swapaccount=1]}");
      fixed.goesThereAndBack();
      fixed.fix().exits(FixedBox.READY);
      assertEquals("root=/dev/vda1 ro quiet swapaccount=1\n", box.read("/etc/kernel/cmdline"));
      assertEquals("GRUB_CMDLINE_LINUX=\"quiet swapaccount=1\"\n", box.read("/etc/default/grub"));
    }
  }

  @Test
  void extlinux() {
    String menu = "/boot/extlinux/extlinux.conf";
    try (Box box = Box.start()) {
      box.sh("rm -rf /boot/grub").succeeds();
      box.write(menu, "label l0\n\tappend root=/dev/vda1 ro\nlabel l1\n\tAPPEND ro single\n");
      FixedBox fixed =
          FixedBox.with(
              box,
              "file-text: {path: "
                  + menu
                  + ", matches: '(swapaccount=1)', expect: {value: swapaccount=1}}",
              "- add-kernel-arguments: {add: [swapaccount=1]}");
      fixed.goesThereAndBack();
      fixed.fix().exits(FixedBox.READY);
      assertEquals(
          "label l0\n\tappend root=/dev/vda1 ro swapaccount=1\n"
              + "label l1\n\tAPPEND ro single swapaccount=1\n",
          box.read(menu));
    }
  }

  @Test
  void armbian() {
    try (Box box = Box.start()) {
      box.sh("rm -rf /boot/grub").succeeds();
      box.write("/boot/boot.cmd", "setenv bootargs \"root=${rootdev} ${extraargs}\"\n");
      box.write("/boot/armbianEnv.txt", "verbosity=1\nextraargs=net.ifnames=0\n");
      FixedBox.with(
              box,
              "file-text: {path: /boot/armbianEnv.txt, matches: '(swapaccount=1)', expect: {value:"
                  + " swapaccount=1}}",
              "- add-kernel-arguments: {add: [swapaccount=1]}")
          .goesThereAndBack();
    }
  }
}
