package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FstabTest {

  private static final Fstab TABLE =
      Fstab.parse(
          """
          # comment
          UUID=1 / ext4 errors=remount-ro 0 1
          UUID=2 /var/lib xfs
          /dev/sdc /var/lib/docker/ ext4 nofail,x-systemd.before=docker.service 0 2
          server:/a /mnt/with\\040space nfs bg 0 0
          /swap none swap sw 0 0
          broken
          """);

  @Test
  void theLongestMountPointContainsAPath() {
    assertEquals("/var/lib/docker", TABLE.containing("/var/lib/docker").orElseThrow().point());
    assertEquals("/var/lib", TABLE.containing("/var/lib/dockers").orElseThrow().point());
    assertTrue(TABLE.containing("/srv").isEmpty());
  }

  @Test
  void pathsAreDecodedAndOptionsCanHaveValues() {
    Fstab.Entry docker = TABLE.entries().get(2);
    assertTrue(docker.has("nofail") && docker.has("x-systemd.before"));
    assertEquals(4, docker.line());
    assertEquals("/mnt/with space", TABLE.entries().getLast().point());
  }
}
