package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.Running;
import io.hostready.testbed.TreeSnapshot;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The installation of Docker, ended by SIGKILL once its journal has so many entries, while apt and
 * dpkg may be at work: undo takes it back, or a second fix completes it and undo takes both back.
 */
@NeedsBox
class KilledInBoxTest {

  /** Started, two entries for each of the six changes, ended. */
  private static final int ENTRIES = 14;

  static IntStream entries() {
    return IntStream.rangeClosed(1, ENTRIES - 1);
  }

  @Test
  void theWholeRunHasSoManyEntries() {
    try (Box box = Box.start()) {
      fixed(box).fix().exits(FixedBox.READY);
      assertEquals(ENTRIES, written(box));
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void killedRunIsSettled(int entries) {
    try (Box box = Box.start()) {
      FixedBox fixed = fixed(box);
      TreeSnapshot before = fixed.snapshot();
      Running running = fixed.fixCommand().start();
      while (running.isAlive() && written(box) < entries) {
        Thread.onSpinWait();
      }
      ProgramRun killed = running.kill();
      assertTrue(written(box) >= entries, killed::toString);
      if (entries % 2 == 0) {
        fixed.fix().exits(FixedBox.READY);
        fixed.check().exits(FixedBox.READY);
      }
      fixed.undo().exits(FixedBox.READY);
      fixed.assertUnchanged(before, "undo of a run killed at entry " + entries);
    }
  }

  private static FixedBox fixed(Box box) {
    AptRepository repository = AptRepository.docker("trixie");
    return DockerInBox.rule(box, repository, repository.serve(box));
  }

  private static int written(Box box) {
    String count = box.sh("cat /var/lib/hostready/runs/*/journal.jsonl 2>/dev/null | wc -l").out();
    return Integer.parseInt(count.strip());
  }
}
