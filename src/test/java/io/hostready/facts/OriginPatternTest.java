package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.OriginPattern.Repository;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginPatternTest {

  private static final Repository DOCKER =
      new Repository("Docker", "Docker CE", Set.of("download.docker.com"), Set.of("noble"));

  private static boolean pattern(String text) {
    return new OriginPattern(text).takes(DOCKER, "noble");
  }

  private static boolean allowed(String text) {
    return OriginPattern.ofAllowedOrigin(text).takes(DOCKER, "noble");
  }

  @Test
  void everyPartOfAPatternMustFit() {
    assertTrue(pattern("origin=Docker"));
    assertTrue(pattern("o=Docker, l=Docker CE, c=stable"));
    assertTrue(pattern("o=D*r,codename=${distro_codename}"));
    assertTrue(pattern("site=download.docker.com"));
    assertTrue(pattern("a=noble"));
    assertFalse(pattern("origin=docker"));
    assertFalse(pattern("origin=Docker,label=Docker"));
    assertFalse(pattern("origin=*,suite=noble-security"));
    assertFalse(pattern("origin=${distro_id}"));
  }

  @Test
  void whatIsNoPatternTakesNothing() {
    assertFalse(pattern(""));
    assertFalse(pattern("Docker"));
    assertFalse(pattern("origin=Docker,colour=blue"));
    assertFalse(allowed("Docker"));
  }

  @Test
  void theOlderFormIsAnOriginAndASuite() {
    assertTrue(allowed("Docker:${distro_codename}"));
    assertTrue(allowed("Docker noble"));
    assertTrue(allowed("*:*"));
    assertFalse(allowed("${distro_id}:${distro_codename}"));
    assertFalse(allowed("Docker:jammy"));
  }

  @Test
  void suitesThatNobodyKnowsMayBeMeant() {
    Repository repository = new Repository("Docker", "Docker CE", Set.of(), Set.of());
    assertTrue(new OriginPattern("origin=Docker,suite=jammy").takes(repository, ""));
  }
}
