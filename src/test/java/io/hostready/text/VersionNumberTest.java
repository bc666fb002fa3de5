package io.hostready.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionNumberTest {

  @Test
  void kernelReleasesSortAsTheyCameOut() {
    List<String> inOrder =
        List.of(
            "2.6.18-8.el5",
            "3.2.0-150-generic-pae",
            "3.8",
            "3.10.0-1160.el7.x86_64",
            "3.16.0-37-generic",
            "4.4.0-19041-Microsoft",
            "4.18.0-553.el8_10.x86_64",
            "5.4.0-26-generic",
            "5.10.0-28-cloud-amd64",
            "5.15.167.4-microsoft-standard-WSL2",
            "6.1.21-v8+",
            "6.8-rc3",
            "6.8.0-31-generic",
            "6.12.0-55-generic",
            "6.18.44-fc-v669");
    List<VersionNumber> shuffled =
        new ArrayList<>(inOrder.stream().map(VersionNumber::parse).toList().reversed());
    Collections.sort(shuffled);
    assertEquals(inOrder, shuffled.stream().map(VersionNumber::text).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "6.12.0-55-generic, 6.12",
    "6.8.0+, 6.8",
    "5.10.0-28-cloud-amd64, 5.10.0-31-cloud-amd64",
    "5.10.41-rcar3, 5.10.41",
    "5.10.0-alphabet, 5.10",
    "v3.10, 3.10.0",
  })
  void aSuffixSaysNothingOfOrder(String one, String other) {
    assertEquals(VersionNumber.parse(one), VersionNumber.parse(other));
    assertEquals(VersionNumber.parse(one).hashCode(), VersionNumber.parse(other).hashCode());
    assertEquals(0, VersionNumber.parse(one).compareTo(VersionNumber.parse(other)));
  }

  @ParameterizedTest
  @CsvSource({
    "3.8, 3.10",
    "6.8-rc3, 6.8",
    "6.8.0-rc3+, 6.8.0",
    "6.8-rc3, 6.8-rc10",
    "6.9.0-rc1-next-20240328, 6.9",
    "29.0.0~rc.1, 29.0.0",
    "28.5.2, 29.0.0-rc.1",
    "1.99999999999999999999, 1.100000000000000000000",
  })
  void earlierComesFirst(String earlier, String later) {
    assertTrue(VersionNumber.parse(earlier).compareTo(VersionNumber.parse(later)) < 0);
    assertTrue(VersionNumber.parse(later).compareTo(VersionNumber.parse(earlier)) > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "generic", "-rc1", ".8", "x3.8", "٣.٨"})
  void whatDoesNotStartWithANumberIsNoVersion(String text) {
    assertThrows(IllegalArgumentException.class, () -> VersionNumber.parse(text));
  }

  @Test
  void anEndlessVersionIsRefusedWithAShortMessage() {
    String endless = "1." + "1.".repeat(1_000_000) + "1";
    String message =
        assertThrows(IllegalArgumentException.class, () -> VersionNumber.parse(endless))
            .getMessage();
    assertTrue(message.length() < 100, message);
  }

  @ParameterizedTest
  @CsvSource({
    "5:29.0.1-1~ubuntu.24.04~noble, 29.0.1",
    "26.1.5+dfsg1-9+b11, 26.1.5",
    "1.6.2~dfsg1-1ubuntu4~14.10.1, 1.6.2",
    "20.10, 20.10",
    "5:20.10.7~3-0~ubuntu-xenial, 20.10.7",
    "5:29.0.0~rc.1-1~debian.13~trixie, 29.0.0~rc.1",
  })
  void packageVersionLosesEpochRevisionAndSuffix(String debian, String upstream) {
    assertEquals(upstream, VersionNumber.ofPackage(debian).toString());
  }

  /** The form in one expression, which is what the reader goes by, a dozen times as fast. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "v1.2",
        "1.2.",
        "1..2",
        "1.2.rc1",
        "1.2rc",
        "1.2-rc.12",
        "1.2~beta2x",
        "1.2--rc1",
        "24.0.0-rc.3",
        "1.2.-alpha",
        "1.2-alphabet",
        "1.2rc1234567",
        "0.0",
        "v",
        "",
        ".1",
        "vv1",
        "1.2-src3",
        "1.rc",
        "1.2\nrc1",
        "123456789012345678901234567890.1",
        "5.10.0-rc1-beta2",
        "\u0661.2",
        "1.\u0661"
      })
  void everyFormReadsAsTheExpressionSays(String text) {
    Matcher form =
        Pattern.compile(
                "v?(\\d+(?:\\.\\d+)*)(?:\\.?[-~.]?(?:rc|beta|alpha)(?![A-Za-z])[.-]?(\\d*))?.*",
                Pattern.DOTALL)
            .matcher(text);
    if (!form.matches()) {
      assertThrows(IllegalArgumentException.class, () -> VersionNumber.parse(text));
      return;
    }
    VersionNumber read = VersionNumber.parse(text);
    assertEquals(
        Arrays.stream(form.group(1).split("\\.")).map(BigInteger::new).toList(), read.numbers());
    String candidate = form.group(2);
    assertEquals(
        candidate == null
            ? Integer.MAX_VALUE
            : candidate.isEmpty() ? 0 : Math.min(9999, Integer.parseInt(candidate)),
        read.candidate());
  }
}
