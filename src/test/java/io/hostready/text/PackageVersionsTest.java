package io.hostready.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The orders of dpkg, apk and pacman, as dpkg, apk-tools and libalpm have them. */
class PackageVersionsTest {

  @ParameterizedTest
  @CsvSource({
    "2.34, 0.1.0_alpha, 1",
    "0.1.0_alpha, 0.1.0_alpha, 0",
    "0.1.0_alpha, 0.1.3_alpha, -1",
    "0.1.0_alpha2, 0.1.0_alpha, 1",
    "0.1.0_pre2, 0.1.0, -1",
    "1.0_rc1, 1.0_p1, -1",
    "1.0_p1, 1.0, 1",
    "1.0_p10, 1.0_p9, 1",
    "23_foo, 4_beta, 1",
    "8.2.0015, 8.2.002, -1",
    "1.07-r1, 1.07.5, -1",
    "2.31-r1, 2.31, 1",
    "0.15.1b-r2, 0.15.1b, 1",
    "0.15.1b, 1.0.1, -1",
    "22.7-r1, 22.7.3-r1, -1",
    "4.5_p1, 4.5_p1-r1, -1",
    "1.3_alpha, 1.3_alpha2, -1",
    "0.9.8d, 0.9.8, 1",
    "1.0a, 1.0.1, -1",
    "1.2~abc-r1, 1.2-r1, 1",
    "7.0.174, 7.0.17, 1",
    "28.3.3-r2, 28.3.3-r10, -1",
    "28.3.3_rc1-r0, 28.3.3-r0, -1",
  })
  void theOrderOfApk(String one, String two, int order) {
    assertEquals(
        order, Integer.signum(new ApkVersion(one).compareTo(new ApkVersion(two))), "forward");
    assertEquals(
        -order, Integer.signum(new ApkVersion(two).compareTo(new ApkVersion(one))), "backward");
  }

  @ParameterizedTest
  @CsvSource({
    "1.5.0, 1.5.0, 0",
    "1.5.1, 1.5.0, 1",
    "1.5.1, 1.5, 1",
    "1.5.0-1, 1.5.0-2, -1",
    "1.5.0-1, 1.5.0, 0",
    "1.5-1, 1.5.1-1, -1",
    "1.5b, 1.5, -1",
    "1.5b-1, 1.5-1, -1",
    "1.5.b, 1.5, 1",
    "1.5.1.b, 1.5.1, 1",
    "1.0a, 1.0alpha, -1",
    "1.0alpha, 1.0b, -1",
    "1.0beta, 1.0rc, -1",
    "1.0rc, 1.0, -1",
    "1.5.1, 1.5.1b, 1",
    "2.0a, 2.0.a, -1",
    "1.0., 1.0, 1",
    "1.0..1, 1.0.1, 1",
    "1.0_1, 1.0.1, 0",
    "0:1.0, 1.0, 0",
    "1:1.0, 3.6.0, 1",
    "1:1.0-1, 1:1.0-2, -1",
    "001, 1, 0",
    "1.99999999999999999999, 1.100000000000000000000, -1",
    "1:28.3.3-1, 1:28.3.3-10, -1",
  })
  void theOrderOfPacman(String one, String two, int order) {
    assertEquals(
        order,
        Integer.signum(PacmanVersion.parse(one).compareTo(PacmanVersion.parse(two))),
        "forward");
    assertEquals(
        -order,
        Integer.signum(PacmanVersion.parse(two).compareTo(PacmanVersion.parse(one))),
        "backward");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0~rc1, 1.0, -1",
    "1.0~~, 1.0~, -1",
    "1.0, 1.0+b1, -1",
    "1.0a, 1.0+b1, -1",
    "1.0-1, 1.0, 1",
    "1.0-0, 1.0, 0",
    "1.0-1, 1.0.1-1, -1",
    "1.0-1.1, 1.0-1, 1",
    "1.01, 1.1, 0",
    "1.10, 1.9, 1",
    "1:1.0, 2.0, 1",
    "0:1.0, 1.0, 0",
    "1.2-3-4, 1.2-3-5, -1",
    "2.5.4-1+deb12u1, 2.5.4-1, 1",
    "5:29.0.1-1~debian.13~trixie, 5:29.0.1-1~debian.12~bookworm, 1",
    "5:20.10.24~3-0~debian-bullseye, 5:20.10.24, -1",
  })
  void theOrderOfDpkg(String one, String two, int order) {
    assertEquals(
        order, Integer.signum(DebVersion.parse(one).compareTo(DebVersion.parse(two))), "forward");
    assertEquals(
        -order, Integer.signum(DebVersion.parse(two).compareTo(DebVersion.parse(one))), "backward");
  }
}
