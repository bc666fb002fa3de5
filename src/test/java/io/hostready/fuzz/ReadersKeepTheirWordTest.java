package io.hostready.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Readers of what somebody else wrote throw nothing that they do not document: with real files,
 * with these cut off or damaged, and with the inputs that earlier runs of scripts/fuzz found.
 */
class ReadersKeepTheirWordTest {

  /** Of all seeds of a target together, and of each. */
  private static final int VARIANTS = 300;

  private static final int MOST_OF_ONE = 30;

  private static final int SMALL = 4096;

  /** Parts of many formats, put where they do not belong. */
  private static final List<String> PARTS =
      List.of(
          "\0",
          "\u0001",
          "\n",
          "\r\n",
          "\"",
          "'",
          "\\",
          "{",
          "}",
          "[",
          "]",
          "-",
          "=",
          ":",
          "#",
          " ",
          "\t",
          "/",
          "::",
          "9999999999999999999",
          "-1",
          "\u00ff",
          "\ud83d\udc33",
          "%",
          "$");

  static List<ReaderTarget> readers() {
    return ReaderTargets.all();
  }

  @ParameterizedTest
  @MethodSource("readers")
  void seedsAndFindingsAreReadOrRefused(ReaderTarget target) throws Exception {
    for (Map.Entry<String, byte[]> seed : Seeds.of(target).entrySet()) {
      read(target, seed.getKey(), seed.getValue());
    }
    for (InputShape shape : target.shapes()) {
      read(target, shape.toString(), shape.bytes(SMALL));
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void damagedSeedsAreReadOrRefused(ReaderTarget target) throws Exception {
    Map<String, byte[]> seeds = Seeds.of(target);
    int each = Math.clamp(VARIANTS / Math.max(1, seeds.size()), 1, MOST_OF_ONE);
    for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
      if (seed.getValue().length <= SMALL) {
        Random random = new Random(seed.getKey().hashCode());
        for (int i = 0; i < each; i++) {
          read(target, seed.getKey() + ", variant " + i, damaged(seed.getValue(), random));
        }
      }
    }
  }

  @Test
  void findingsNameTargets() throws Exception {
    Set<String> names = readers().stream().map(ReaderTarget::name).collect(Collectors.toSet());
    assertEquals(
        List.of(),
        Seeds.findings().stream()
            .filter(line -> !line.startsWith("#") && !names.contains(line.split(" ")[0]))
            .toList());
  }

  private static void read(ReaderTarget target, String what, byte[] input) {
    assertDoesNotThrow(() -> target.reader().read(input), target + " with " + what);
  }

  /** The same bytes cut off, or with a part inserted, left out or repeated. */
  private static byte[] damaged(byte[] seed, Random random) {
    int at = random.nextInt(seed.length + 1);
    int to = at + random.nextInt(seed.length - at + 1);
    byte[] head = Arrays.copyOf(seed, at);
    byte[] tail = Arrays.copyOfRange(seed, at, seed.length);
    return switch (random.nextInt(4)) {
      case 0 -> head;
      case 1 ->
          joined(
              head,
              PARTS
                  .get(random.nextInt(PARTS.size()))
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8),
              tail);
      case 2 -> joined(head, Arrays.copyOfRange(seed, to, seed.length));
      default -> joined(head, Arrays.copyOfRange(seed, at, to), tail);
    };
  }

  private static byte[] joined(byte[]... parts) {
    byte[] whole = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
