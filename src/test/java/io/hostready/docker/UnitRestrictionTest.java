package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.docker.UnitRestriction.Effect;
import io.hostready.facts.UnitFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitRestrictionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yes|true|true",
        "yes|no|false",
        "yes||false",
        "no||true",
        "no|yes|false",
        "not:root,0|docker|true",
        "not:root,0|0|false",
        "not:root,0||false",
        "not:=process|control-group|true",
        "not:=process||true",
        "below:1G|512M|true",
        "below:1G|1024M|false",
        "below:1G|50%|false",
        "below:4096|1024:infinity|true",
        "below:4096|infinity|false",
        "lacks:A,B|A B C|false",
        "lacks:A,B|A C|true",
        "lacks:A,B|~C D|false",
        "lacks:A,B|~C B|true",
        "lacks:A,B|no|false",
        "lacks:A,B|yes|true",
        "lacks:A,B||false",
      })
  void aConditionHoldsForSomeValues(String condition, String value, boolean holds) {
    assertEquals(holds, UnitCondition.parse(condition).holds(value == null ? "" : value));
  }

  @Test
  void theLastOfSeveralValuesCounts() {
    UnitFile unit =
        new UnitFile(
            UnitFile.parse(
                "x",
                "[Service]\n"
                    + "Delegate=yes\n"
                    + "Restart=always\n"
                    + "PrivateTmp=yes\n"
                    + "User=a\n"
                    + "PrivateTmp=no\n"));
    assertEquals(
        List.of("User=a (it needs root)"),
        UnitRestriction.in("docker.service", unit).stream()
            .map(UnitRestriction.Match::description)
            .toList());
    assertEquals(
        Effect.BLOCKS,
        UnitRestriction.in("docker.service", unit).getFirst().restriction().effect());
  }

  @Test
  void eachUnitHasRestrictions() {
    assertEquals(
        List.of("docker.service", "containerd.service", "system.slice"), UnitRestriction.units());
    assertTrue(UnitRestriction.all().stream().noneMatch(each -> each.reason().isBlank()));
  }
}
