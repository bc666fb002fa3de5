package io.hostready.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@NeedsBox
class BoxTest {

  @Test
  void commandsRunAsRootAndSayWhatTheySay() {
    try (Box box = Box.start()) {
      ProgramRun ran =
          box.command("sh", "-c", "id -u; cat; echo oops >&2; exit 3").input("in\n").run();
      assertEquals("0\nin\n", ran.out());
      assertEquals("oops\n", ran.err());
      assertEquals(3, ran.exit());
    }
  }

  @Test
  void anotherUserIsNotRoot() {
    try (Box box = Box.start()) {
      assertEquals("65534\n", box.command("id", "-u").as(65534, 65534).run().out());
      box.command("touch", "/etc/x").as(65534, 65534).run().fails();
    }
  }

  @Test
  void filesWrittenOutsideAreReadInsideAndTheOtherWayRound() throws IOException {
    try (Box box = Box.start()) {
      box.write("/etc/hostready/one", "from outside");
      assertEquals("from outside", box.run("cat", "/etc/hostready/one").out());
      box.sh("echo -n from inside >/etc/hostready/two").succeeds();
      assertEquals("from inside", box.read("/etc/hostready/two"));
      assertFalse(Files.exists(Path.of("/etc/hostready/one")), "this machine's /etc was written");
    }
  }

  @Test
  void absoluteLinksStayInTheBox() {
    try (Box box = Box.start()) {
      // /var/run is an absolute link to /run on Debian.
      box.write("/var/run/hostready-marker", "here");
      assertEquals("here", box.run("cat", "/run/hostready-marker").out());
      assertFalse(Files.exists(Path.of("/run/hostready-marker")), "it left the box");
    }
  }

  @Test
  void oneBoxSeesNothingOfAnother() {
    try (Box one = Box.start();
        Box two = Box.start()) {
      one.write("/etc/one", "");
      assertTrue(one.exists("/etc/one"));
      assertFalse(two.exists("/etc/one"));
    }
  }

  @Test
  void everythingEndsWithTheBox() throws IOException {
    Running sleeper;
    try (Box box = Box.start()) {
      box.sh("setsid sleep 1000 >/dev/null 2>&1 &").succeeds();
      sleeper = box.command("sleep", "1000").start();
      assertTrue(sleeper.program().isPresent());
    }
    assertEquals(ProgramRun.KILLED, sleeper.await().exit());
  }

  @Test
  void killEndsTheProgramItself() {
    try (Box box = Box.start()) {
      Running running = box.command("sh", "-c", "echo $$; while :; do sleep 0.05; done").start();
      while (running.outSoFar().isEmpty()) {
        Thread.onSpinWait();
      }
      assertEquals(ProgramRun.KILLED, running.kill().exit());
      String pid = running.outSoFar().strip();
      box.run("test", "-e", "/proc/" + pid).fails();
    }
  }

  @Test
  void orphansThatEndAreNotLeftAsZombies() {
    try (Box box = Box.start()) {
      box.sh("(sleep 0.1 & echo $! >/tmp/orphan)").succeeds();
      box.sh(
              "for i in $(seq 3000); do [ -e /proc/$(cat /tmp/orphan) ] || exit 0; sleep 0.05;"
                  + " done; cat /proc/$(cat /tmp/orphan)/status; exit 1")
          .succeeds();
    }
  }

  @Test
  void aCommandThatTakesTooLongIsKilledAndFails() {
    try (Box box = Box.start()) {
      BoxCommand slow = box.command("sleep", "1000").limit(Duration.ofMillis(300));
      assertThrows(AssertionError.class, slow::run);
    }
  }

  @Test
  void machineWideSettingsAreOutOfReach() throws IOException {
    try (Box box = Box.start()) {
      String before = Files.readString(Path.of("/proc/sys/vm/overcommit_ratio"));
      assertTrue(
          box.sh("echo 51 >/proc/sys/vm/overcommit_ratio").fails().err().contains("Read-only"));
      assertEquals(before, Files.readString(Path.of("/proc/sys/vm/overcommit_ratio")));
      box.run("date", "-s", "@0").fails();
    }
  }

  @Test
  void networkSettingsAreItsOwn() throws IOException {
    Path forwarding = Path.of("/proc/sys/net/ipv4/ip_forward");
    String before = Files.readString(forwarding);
    String other = before.startsWith("0") ? "1" : "0";
    try (Box box = Box.start()) {
      box.write(forwarding.toString(), other);
      assertEquals(other + "\n", box.read(forwarding.toString()));
      assertEquals(other + "\n", box.run("sysctl", "-n", "net.ipv4.ip_forward").out());
    }
    assertEquals(before, Files.readString(forwarding));
  }

  @Test
  void firewallIsRealAndItsOwn() {
    try (Box box = Box.start()) {
      box.run("ufw", "allow", "22/tcp").succeeds();
      box.run("ufw", "--force", "enable").succeeds();
      assertTrue(box.run("iptables", "-S", "FORWARD").out().startsWith("-P FORWARD DROP"));
      box.sh(
              "sed -i 's/^DEFAULT_FORWARD_POLICY=.*/DEFAULT_FORWARD_POLICY=\"ACCEPT\"/'"
                  + " /etc/default/ufw")
          .succeeds();
      box.run("ufw", "reload").succeeds();
      assertTrue(box.run("iptables", "-S", "FORWARD").out().startsWith("-P FORWARD ACCEPT"));
      assertTrue(box.run("ufw", "status").out().contains("22/tcp"));
    }
  }

  @Test
  void smallFileSystemsFill() {
    try (Box box = Box.with().tmpfs("/var/lib/hostready", "256k").start()) {
      ProgramRun full = box.sh("head -c 1000000 /dev/zero >/var/lib/hostready/file").fails();
      assertTrue(full.err().contains("No space left"), full.toString());
    }
  }

  @Test
  void wholeDiskFills() {
    try (Box box = Box.with().disk("8m").start()) {
      assertTrue(
          box.sh("head -c 10000000 /dev/zero >/root/file").fails().err().contains("No space left"));
    }
  }

  @Test
  void readOnlyDirectoriesRefuse() {
    try (Box box = Box.with().readOnly("/etc").start()) {
      assertTrue(box.sh("echo x >/etc/new").fails().err().contains("Read-only file system"));
      box.sh("echo x >/var/new").succeeds();
    }
  }

  @Test
  void kernelFilesCanBeStoodInFor() {
    try (Box box =
        Box.with()
            .standIn("/proc/devices", "Character devices:\n  1 mem\n")
            .standIn("/proc/sys/vm/max_map_count", "65530\n")
            .start()) {
      assertEquals("Character devices:\n  1 mem\n", box.run("cat", "/proc/devices").out());
      box.run("sysctl", "-w", "vm.max_map_count=262144").succeeds();
      assertEquals("262144\n", box.read("/proc/sys/vm/max_map_count"));
    }
  }

  @Test
  void releaseCanBeAnother() {
    try (Box box = Box.with().osRelease("ubuntu", "24.04", "noble").start()) {
      assertEquals(
          "ubuntu noble 24.04",
          box.sh(". /etc/os-release; echo -n $ID $UBUNTU_CODENAME $VERSION_ID").out());
    }
  }

  @Test
  void bootedBoxRunsServices() {
    try (Box box = Box.with().booted().start()) {
      box.write(
          "/etc/systemd/system/nap.service",
          "[Service]\nExecStart=sleep infinity\n[Install]\nWantedBy=multi-user.target\n");
      box.run("systemctl", "daemon-reload").succeeds();
      box.run("systemctl", "enable", "--now", "nap.service").succeeds();
      assertEquals("active\n", box.run("systemctl", "is-active", "nap").out());
      box.run("systemctl", "stop", "nap").succeeds();
      assertEquals("inactive\n", box.run("systemctl", "is-active", "nap").out());
    }
  }

  @Test
  void theJdkOfTheTestsRunsInside() {
    try (Box box = Box.start()) {
      assertTrue(
          box.run(BoxOptions.JDK + "/bin/java", "--version")
              .succeeds()
              .out()
              .contains(System.getProperty("java.version")));
    }
  }

  @Test
  void theProgramUnderTestRunsInside() {
    try (Box box = Box.with().osRelease("ubuntu", "24.04", "noble").start()) {
      ProgramRun check = box.hostready("check", "--format", "json");
      assertTrue(check.out().contains("\"hostname\": \"box\""), check.toString());
    }
  }

  @Test
  void modulesAreLoadedAndRemovedByAStandIn() throws IOException {
    String line = "253 device-mapper-of-the-test";
    try (Box box = Box.with().module("dm_mod", "/proc/devices", line).start()) {
      assertFalse(box.read("/proc/devices").contains(line));
      box.run("modprobe", "dm-mod").succeeds();
      assertTrue(box.read("/proc/devices").endsWith(line + "\n"));
      assertEquals("live\n", box.run("cat", "/sys/module/dm_mod/initstate").out());
      assertTrue(box.run("lsmod").out().contains("dm_mod"));
      assertTrue(box.run("modprobe", "no_such").exits(1).err().contains("no_such not found"));
      box.run("modprobe", "-r", "dm_mod").succeeds();
      assertFalse(box.read("/proc/devices").contains(line));
      assertFalse(box.run("lsmod").out().contains("dm_mod"));
    }
    assertFalse(Files.readString(Path.of("/proc/devices")).contains(line));
  }

  @Test
  void anImpossibleBoxSaysWhy() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> Box.with().bind(Path.of("/no/such/directory"), "/mnt").start());
    assertTrue(
        String.valueOf(failure.getMessage()).contains("/no/such/directory"), failure::toString);
  }
}
