package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.SubordinateIds.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubordinateIdsTest {

  @Test
  void linesOfTheFormAreRangesAndOthersArePassedOver() {
    assertEquals(
        List.of(new Range("deploy", 100000, 65536, 1), new Range("1001", 165536, 65536, 4)),
        SubordinateIds.parse(
            "deploy:100000:65536\n# a comment\nbroken:1\n1001:165536:65536\nx:y:z\n"));
  }
}
