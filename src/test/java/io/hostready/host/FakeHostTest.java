package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeHostTest {

  @Test
  void linksAreFollowedFromTheDirectoriesOnTheWay() {
    Host host =
        FakeHost.with("/usr/lib/modules/6.8/modules.dep", "x")
            .link("/lib", "usr/lib")
            .link("/etc/modules-load.d/modules.conf", "../modules")
            .file("/etc/modules", "overlay")
            .host();
    assertEquals("x", host.trimmedText("/lib/modules/6.8/modules.dep").orElseThrow());
    assertEquals("overlay", host.trimmedText("/etc/modules-load.d/modules.conf").orElseThrow());
    assertEquals(new Present<>(List.of("6.8"), "/lib/modules"), host.list("/lib/modules"));
  }

  @Test
  void deniedDirectoriesDenyEverythingBeneath() {
    Host host = FakeHost.with("/secret/file", "x").denied("/secret").host();
    assertEquals(new Unreadable<>("/secret/file", "Permission denied"), host.text("/secret/file"));
    assertInstanceOf(Unreadable.class, host.list("/secret"));
  }

  @Test
  void aLinkToItselfEnds() {
    Host host = FakeHost.empty().link("/a", "a").host();
    assertInstanceOf(Unreadable.class, host.text("/a"));
  }
}
