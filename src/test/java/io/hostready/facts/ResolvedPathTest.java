package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolvedPathTest {

  private static final Host HOST =
      FakeHost.empty()
          .directory("/srv/docker")
          .link("/var/lib/docker", "/srv/docker")
          .link("/srv/up", "../var/lib")
          .link("/srv/loop", "loop")
          .link("/srv/gone", "/nowhere/at/all")
          .denied("/root")
          .host();

  @ParameterizedTest
  @CsvSource({
    "/, /, /",
    "/srv/docker, /srv/docker, /srv/docker",
    "/var/lib/docker, /srv/docker, /srv/docker",
    "/var/lib/docker/overlay2/x, /srv/docker/overlay2/x, /srv/docker",
    "/srv/up/docker, /srv/docker, /srv/docker",
    "/srv/gone/x, /nowhere/at/all/x, /",
    "//srv/./docker/, /srv/docker, /srv/docker",
    "/new, /new, /",
  })
  void linksAreFollowedAsFarAsThePathGoes(String path, String resolved, String existing) {
    assertEquals(
        new Present<>(new ResolvedPath(resolved, existing), path), ResolvedPath.of(HOST, path));
  }

  @Test
  void aCircleOrAClosedDirectoryIsUnreadable() {
    assertInstanceOf(Unreadable.class, ResolvedPath.of(HOST, "/srv/loop/x"));
    assertEquals(
        new Unreadable<>("/root/x", "Permission denied"), ResolvedPath.of(HOST, "/root/x"));
  }
}
