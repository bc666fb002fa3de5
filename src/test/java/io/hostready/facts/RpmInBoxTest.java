package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.RpmRepository;
import io.hostready.text.RpmVersion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The order of versions and the list of packages, compared with those of real rpm. */
@NeedsBox
class RpmInBoxTest {

  /** Pairs of versions: each line is compared in both directions. */
  private static final List<String> PAIRS =
      """
      1.0 1.0
      1.0 2.0
      2.0.1 2.0
      1.0 1.0.0
      1 1.0
      9 10
      1.10 1.9
      5.5p1 5.5p10
      5.5p2 5.6p1
      10xyz 10.1xyz
      xyz10 xyz10.1
      xyz.4 8
      xyz.4 2
      6.0.rc1 6.0
      10b2 10a1
      1.0aa 1.0a
      1.0a 1.0aa
      7.4.052 7.4.52
      10.0001 10.1
      10.0001 10.0039
      4.999.9 5.0
      000 0
      1.0 1.00
      1.0 1.
      1.0 1.0.
      1.. 1
      1.0 1_0
      1+0 1.0
      1.0+ 1.0
      +1 1
      a a.1
      A a
      a+ a_
      a+ +a
      20101121 20101122
      1.99999999999999999999 1.100000000000000000000
      1.18446744073709551616 1.0
      1.0~rc1 1.0
      1.0~rc1 1.0~rc2
      1.0~rc1 1.0~rc10
      1.0~rc1~git123 1.0~rc1
      1.0~ 1.0
      1.0~~ 1.0~
      ~1 1
      1.0.~1 1.0~1
      1.0~1 1.0.1
      1.0^ 1.0
      1.0^git1 1.0
      1.0^git1 1.0^git2
      1.0^git1 1.01
      1.0^20160101 1.0.1
      1.0^20160102 1.0^20160101^git1
      1.0^a 1.0a
      1.0^1 1.0~1
      1.0~rc1^git1 1.0~rc1
      1.0^git1~pre 1.0^git1
      1.0^^ 1.0^
      1.0.^1 1.0^1
      3:29.0.1-1.el9 3:29.0.1-1.el10
      3:1-1 29.0.1-1
      0:1-1 1-1
      00:1-1 1-1
      10:1-1 9:2-2
      4294967295:1-1 1:1-1
      1-1 1
      1-1 1-1.1
      1-1.el9 1-1.el9_6
      1-1.el9_6 1-1.el9_6.1
      1-2 1~rc1-3
      1.0-1 1.0-1~bootstrap
      1.0-1 1.0-1^post
      2:2.164.1-1.fc43 2:2.164.1-1.el10
      1-2-3 1-2-4
      """
          .lines()
          .toList();

  @Test
  void theOrderOfVersionsIsThatOfRpm() {
    String pairs =
        PAIRS.stream()
            .map(pair -> "{\"" + pair.replace(" ", "\", \"") + "\"}")
            .collect(Collectors.joining(", "));
    String program =
        "%{lua: for _, p in ipairs({"
            + pairs
            + "}) do print(rpm.vercmp(p[1], p[2]) .. ' ' .. rpm.vercmp(p[2], p[1]) .. ' ') end}";
    try (Box box = Box.with().suite("dnf").start()) {
      String[] ofRpm = box.run("rpm", "--eval", program).succeeds().out().strip().split("\\s+");
      assertEquals(2 * PAIRS.size(), ofRpm.length, () -> Arrays.toString(ofRpm));
      for (int i = 0; i < PAIRS.size(); i++) {
        String[] pair = PAIRS.get(i).split(" ");
        RpmVersion one = RpmVersion.parse(pair[0]);
        RpmVersion two = RpmVersion.parse(pair[1]);
        assertEquals(
            ofRpm[2 * i] + " " + ofRpm[2 * i + 1],
            one.compareTo(two) + " " + two.compareTo(one),
            PAIRS.get(i));
      }
    }
  }

  /** With and without an epoch; the entry of an imported key has no architecture. */
  @Test
  void theListOfPackagesIsThatOfRpm() {
    try (Box box = Box.with().suite("dnf").start()) {
      RpmRepository.docker().serve(box);
      box.run("dnf", "-q", "-y", "install", "tool", "container-selinux").succeeds();
      List<String> expected =
          box.run(
                  "rpm",
                  "-qa",
                  "--qf",
                  "%{NAME} %|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE} %{ARCH}\\n")
              .succeeds()
              .out()
              .replace(" (none)\n", " \n")
              .lines()
              .sorted()
              .toList();
      String query = box.run(RpmDatabase.QUERY.toArray(String[]::new)).succeeds().out();
      List<String> parsed =
          RpmDatabase.parse(query).packages().values().stream()
              .flatMap(List::stream)
              .map(each -> each.name() + " " + each.version() + " " + each.architecture())
              .sorted()
              .toList();
      assertEquals(expected, parsed);
      assertTrue(parsed.contains("container-selinux 4:2.235.0-1.el9 noarch"), parsed::toString);
      assertTrue(parsed.contains("tool 1.0-1.el9 noarch"), parsed::toString);
      assertTrue(
          parsed.stream().anyMatch(each -> each.startsWith("gpg-pubkey ")), parsed::toString);
    }
  }
}
