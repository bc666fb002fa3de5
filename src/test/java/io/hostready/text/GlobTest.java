package io.hostready.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hostready.testbed.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "overlay, overlay, true",
    "overlay, overlay2, false",
    "snd_*, snd_pcm, true",
    "*_pcm, snd_pcm, true",
    "s*_*m, snd_pcm_xm, true",
    "*, '', true",
    "?, '', false",
    "dm?mod, dm_mod, true",
    "eth[0-3], eth2, true",
    "eth[0-3], eth4, false",
    "eth[!0-3], eth4, true",
    "eth[, eth[, true",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "a\\, a\\, true",
  })
  void namesMatchAsInAShell(String pattern, String name, boolean matches) {
    assertEquals(matches, new Glob(pattern).matches(name));
  }

  @ParameterizedTest
  @CsvSource({
    "net/ipv4/conf/*/forwarding, net/ipv4/conf/eth0.100/forwarding, true",
    "net/ipv4/conf/*/forwarding, net/ipv4/conf/a/b/forwarding, false",
    "net/*, net/ipv4/ip_forward, false",
    "net/*/ip_forward, net/ipv4/ip_forward, true",
  })
  void noStarReachesOverASlash(String pattern, String path, boolean matches) {
    assertEquals(matches, new Glob(pattern).matchesPath(path));
  }

  @Test
  void aHostilePatternTakesNoLongTime() {
    Glob hostile = new Glob("a*".repeat(60) + "b");
    assertTimeoutPreemptively(
        Eventually.LIMIT, () -> assertFalse(hostile.matches("a".repeat(5000))));
  }
}
