package io.hostready.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of rpmvercmp.at of rpm; RpmInBoxTest compares more pairs with real rpm. */
class RpmVersionTest {

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0, 0",
    "1.0, 2.0, -1",
    "2.0.1, 2.0, 1",
    "5.5p1, 5.5p2, -1",
    "5.5p10, 5.5p1, 1",
    "10xyz, 10.1xyz, -1",
    "xyz.4, 8, -1",
    "8, xyz.4, 1",
    "5.5p2, 5.6p1, -1",
    "6.0.rc1, 6.0, 1",
    "10b2, 10a1, 1",
    "10.0001, 10.1, 0",
    "10.0001, 10.0039, -1",
    "20101121, 20101122, -1",
    "2_0, 2.0, 0",
    "a, a.1, -1",
    "1.0~rc1, 1.0, -1",
    "1.0~rc1, 1.0~rc2, -1",
    "1.0~rc1~git123, 1.0~rc1, -1",
    "1.0^, 1.0, 1",
    "1.0^git1, 1.0^git2, -1",
    "1.0^git1, 1.01, -1",
    "1.0^20160101, 1.0.1, -1",
    "1.0~rc1^git1, 1.0~rc1, 1",
    "1.0^git1~pre, 1.0^git1, -1",
    "3:29.0.1-1.el9, 3:29.0.1-1.el10, -1",
    "3:1-1, 29.0.1-1, 1",
    "2:2.164.1-1, 2:2.164.2-1, -1",
    "0:1-1, 1-1, 0",
    "1-1, 1, 1",
  })
  void theOrderIsThatOfRpm(String one, String two, int order) {
    assertEquals(order, RpmVersion.parse(one).compareTo(RpmVersion.parse(two)));
    assertEquals(-order, RpmVersion.parse(two).compareTo(RpmVersion.parse(one)));
  }

  @ParameterizedTest
  @CsvSource({"3:29.0.1-1.el9, 3:29.0.1-1.el9", "0:1.2-3, 1.2-3", "1.2, 1.2"})
  void aVersionIsWrittenAsRpmWritesIt(String text, String written) {
    assertEquals(written, RpmVersion.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1", "x:1", "1:", "99999999999:1", "-1"})
  void whatIsNoVersionIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> RpmVersion.parse(text));
  }
}
