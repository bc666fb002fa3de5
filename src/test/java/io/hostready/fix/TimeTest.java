package io.hostready.fix;

import io.hostready.testbed.*;
import org.junit.jupiter.api.Test;

@NeedsBox
class TimeTest {
  @Test
  void times() {
    long t = System.nanoTime();
    try (Box box = Box.start()) {
      System.out.println("start " + (System.nanoTime() - t) / 1000000);
      for (int i = 0; i < 4; i++) {
        t = System.nanoTime();
        TreeSnapshot s = TreeSnapshot.of(box);
        System.out.println("snapshot " + s.size() + " " + (System.nanoTime() - t) / 1000000);
      }
      for (int i = 0; i < 3; i++) {
        t = System.nanoTime();
        box.hostready("check", "docker-package-installed");
        System.out.println("check " + (System.nanoTime() - t) / 1000000);
      }
      for (int i = 0; i < 3; i++) {
        t = System.nanoTime();
        box.hostready("plan", "docker-package-installed");
        System.out.println("plan " + (System.nanoTime() - t) / 1000000);
      }
    }
  }
}
