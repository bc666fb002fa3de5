package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathResolverTest {

  private static final Map<String, String> LINKS =
      Map.of("/up", "../..", "/abs", "/d/e", "/d/rel", "f/./g", "/d/side", "../x");

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a//b/./c/, /a/b/c",
    "/a/../../b, /b",
    "/abs/h, /d/e/h",
    "/d/rel/h, /d/f/g/h",
    "/d/side, /x",
    "/up/up/q, /q",
  })
  void linksAreFollowedAndTheRootIsTheTop(String path, String end) {
    PathResolver walk = new PathResolver(path);
    while (walk.next()) {
      String target = LINKS.get(walk.step());
      if (target == null) {
        walk.enter();
      } else {
        assertTrue(walk.follow(target));
      }
    }
    assertEquals(end, walk.at());
  }

  @Test
  void eachStepKnowsWhereItIsAndWhatIsAhead() {
    PathResolver walk = new PathResolver("/a/b/../c");
    List<String> seen = new ArrayList<>();
    while (walk.next()) {
      seen.add(walk.at() + " " + walk.step() + " " + walk.isLast() + " " + walk.toEnd());
      walk.enter();
    }
    assertEquals(
        List.of("/ /a false /a/b/../c", "/a /a/b false /a/b/../c", "/a /a/c true /a/c"), seen);
  }

  @Test
  void aCircleEnds() {
    PathResolver walk = new PathResolver("/loop");
    int followed = 0;
    while (walk.next() && walk.follow("loop")) {
      followed++;
    }
    assertEquals(40, followed);
    assertFalse(walk.follow("loop"));
  }
}
