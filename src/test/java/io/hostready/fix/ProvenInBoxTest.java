package io.hostready.fix;

import static io.hostready.fix.FixedBox.PENDING;
import static io.hostready.fix.FixedBox.READY;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import org.junit.jupiter.api.Test;

/** What a fix tries at its end, and what comes of it. */
@NeedsBox
class ProvenInBoxTest {

  private static final int NOT_READY = 1;
  private static final int UNDECIDED = 3;
  private static final String SETTING = "/etc/ufw/ufw.conf";

  /** A rule of a setting, and a proof that ends as a line of shell says. */
  private static FixedBox setting(Box box, String tried) {
    FixedBox fixed =
        FixedBox.with(
            box,
            "file-text: {path: " + SETTING + ", key: LOGLEVEL, expect: {value: medium}}",
            "- set-config-key: {path: " + SETTING + ", key: LOGLEVEL, value: medium}");
    box.write(
        "/root/rules/test/as-tried.yaml",
        """
        id: as-tried
        title: It works as the test wants it
        why: The test wants it so.
        level: required
        check:
          proof:
            what: what the test wants
            executables: [grep of grep, touch of coreutils]
            script: |
              step looking at it
              %s
            expect: {outcome: passes}
        needs: [as-wanted]
        """
            .formatted(tried));
    return fixed;
  }

  @Test
  void whatWorksIsToldWithTheFix() {
    try (Box box = Box.start()) {
      FixedBox fixed = setting(box, "grep -q LOGLEVEL=medium " + SETTING);
      ProgramRun fix = fixed.fix().exits(READY);
      assertTrue(fix.out().contains("proofs: 1 of 1 passed\n"), fix::toString);
      assertTrue(fix.out().contains("\nChecked again: 2 passed\n"), fix::toString);
    }
  }

  @Test
  void whatFailsThoughItReadsWellMakesTheHostNotReadyAndIsNotTakenBack() {
    try (Box box = Box.start()) {
      FixedBox fixed = setting(box, "fail it is not so");
      String before = box.read(SETTING);

      ProgramRun fix = fixed.fix().exits(NOT_READY);
      assertTrue(fix.out().contains("proofs: 0 of 1 passed\n"), fix::toString);
      assertTrue(
          fix.out().contains("\nChecked again: 1 required check failed, 1 passed\n"),
          fix::toString);
      assertTrue(fix.err().contains("hostready: proof as-tried fails: "), fix::toString);
      assertTrue(fix.err().contains("it is not so"), fix::toString);
      assertTrue(box.read(SETTING).contains("LOGLEVEL=medium"));

      // Nothing was changed, so nothing is tried; unless somebody asks.
      fixed.fix().exits(READY);
      fixed.fix("--prove").exits(NOT_READY);
      fixed.plan("--prove").exits(READY);

      fixed.undo().exits(READY);
      assertTrue(box.read(SETTING).equals(before), () -> box.read(SETTING));
      ProgramRun untried = fixed.fix("--no-prove").exits(READY);
      assertFalse(untried.out().contains("proofs: "), untried::toString);
    }
  }

  @Test
  void whatCannotBeTriedCountsOnlyWhereItWasAskedFor() {
    try (Box box = Box.start()) {
      FixedBox fixed = setting(box, "skip there is nothing to try it with");
      ProgramRun fix = fixed.fix().exits(READY);
      assertFalse(fix.out().contains("proofs: "), fix::toString);
      fixed.undo().exits(READY);
      fixed.fix("--prove").exits(UNDECIDED);
    }
  }

  @Test
  void nothingIsTriedBeforeTheRebootThatAFixWaitsFor() {
    try (Box box = Box.start()) {
      FixedBox fixed = setting(box, "touch /root/tried; fail it is too early");
      box.sh("echo '  pending: reboot' >>/root/rules/test/as-wanted.yaml").succeeds();
      ProgramRun fix = fixed.fix().exits(PENDING);
      assertFalse(fix.out().contains("proofs: "), fix::toString);
      assertFalse(box.exists("/root/tried"));
    }
  }
}
