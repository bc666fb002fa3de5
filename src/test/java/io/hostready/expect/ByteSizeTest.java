package io.hostready.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.YamlNode;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

  private static Optional<ByteSize> read(String text) {
    YamlNode node = new YamlNode.Scalar(SourceSpan.startOf("test"), text, true);
    return ByteSize.TYPE.read(node, new Problems());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1048576, 1048576",
    "1KiB, 1024",
    "512MiB, 536870912",
    "10GiB, 10737418240",
    "2TiB, 2199023255552",
    "8388607TiB, 9223370937343148032",
    "999999999999999, 999999999999999",
  })
  void unitsArePowersOf1024(String text, long bytes) {
    assertEquals(bytes, read(text).orElseThrow().bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1GB",
        "1G",
        "1 GiB",
        "1.5GiB",
        "-1",
        "GiB",
        "1gib",
        "1KiBx",
        "",
        "8388608TiB",
        "1000000000000000",
        "\u0661",
        "1PiB"
      })
  void anythingElseIsRefused(String text) {
    assertTrue(read(text).isEmpty(), () -> "was read as " + read(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 bytes",
    "1023, 1023 bytes",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "1048575, 1 MiB",
    "6045892608, 5.6 GiB",
    "1073741824, 1 GiB",
    "1099511627776, 1 TiB",
    "9223372036854775807, 8388608 TiB",
    "107374182400, 100 GiB",
  })
  void aSizeShowsInItsLargestUnitWithOneDecimal(long bytes, String shown) {
    assertEquals(shown, new ByteSize(bytes).toString());
  }
}
