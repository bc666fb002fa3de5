package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.HostSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which host of yesterday is which of today; each is NAME, NAME@CAPTURE or NAME=REPORT. */
class HostMatchingTest {

  @ParameterizedTest
  @CsvSource({
    "a b,                     b a,                     1 0",
    "a@1/x.gz,                a@2/y.gz,                0",
    "a@1/x a@1/y,             a@2/y a@2/x,             1 0",
    "a@x a@y a@z,             a@x a@y a@new,           0 1 -",
    "a@x,                     a@y a@x,                 - 0",
    "a=old/1.json a=old/2.json, a=new/2.json a=new/1.json, 1 0",
    "a@x1 a@x2,               a@y1 a@y2,               0 1",
    "a@x1 a@x2,               a@y1 a@y2 a@y3,          - - -",
    "a@1/x,                   @2/x,                    0",
    "a=1/report.json,         b=2/report.json,         -",
    "a,                       b,                       -",
  })
  void hostsAreMatched(String earlier, String later, String expected) {
    List<HostIdentity> now = hosts(later);
    HostMatching matching = new HostMatching(hosts(earlier), now);
    List<String> found =
        IntStream.range(0, now.size())
            .mapToObj(matching::earlierOf)
            .map(index -> index.isPresent() ? String.valueOf(index.getAsInt()) : "-")
            .toList();
    assertEquals(expected, String.join(" ", found));
  }

  private static List<HostIdentity> hosts(String words) {
    return Stream.of(words.split(" ")).map(HostMatchingTest::host).toList();
  }

  private static HostIdentity host(String word) {
    String[] parts = word.split("[@=]", 2);
    boolean isCapture = word.contains("@");
    return new HostIdentity(
        Optional.of(parts[0]).filter(name -> !name.isEmpty()),
        HostSource.parse(isCapture ? parts[1] : HostSource.LIVE),
        isCapture || parts.length < 2 ? "" : parts[1]);
  }
}
