package io.hostready.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work and memory of every reader grow with the size of what it reads, not with its square. */
class ReadersAreLinearTest {

  private static final int SMALL = 1 << 16;
  private static final int TIMES = 4;

  /** A linear reader is at 4, a quadratic one at 16. */
  private static final int MOST = 9;

  private static final int TRIES = 3;

  static List<ReaderTarget> readers() {
    return ReaderTargets.all();
  }

  @ParameterizedTest
  @MethodSource("readers")
  void fourTimesTheInputCostsFourTimesAsMuch(ReaderTarget target) throws Exception {
    List<String> superlinear = new ArrayList<>();
    for (InputShape shape : target.shapes()) {
      check(target.name(), target.reader(), shape, superlinear);
    }
    assertEquals(List.of(), superlinear);
  }

  /** What is more than linear by each of several measurements goes to the list. */
  private static void check(String name, Reader reader, InputShape shape, List<String> superlinear)
      throws Exception {
    byte[] large = shape.text(TIMES * SMALL);
    byte[] small = shape.bytes(large.length / TIMES);
    ReadingCost ofSmall = null;
    ReadingCost ofLarge = null;
    for (int i = 0; i < TRIES; i++) {
      ofSmall = ReadingCost.of(reader, small);
      ofLarge = ReadingCost.of(reader, large);
      if (!ofLarge.isMoreThan(MOST, ofSmall)) {
        return;
      }
    }
    superlinear.add(name + ", " + shape + ": " + ofSmall + ", then " + ofLarge);
  }
}
