package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hostready.testbed.Box;
import io.hostready.testbed.BoxCommand;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.TreeSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A throw-away host on which one rule is checked, planned, fixed and taken back by the program
 * itself.
 *
 * @param options of every command: parameters, further rules
 */
record FixedBox(Box box, String rule, List<String> options) {

  static final int READY = 0;
  static final int CHANGES = 1;
  static final int REFUSED = 2;
  static final int FAILED = 4;
  static final int PENDING = 5;

  /** What a fix and its undo may leave different, each with the reason. */
  private static final Map<String, String> MAY_DIFFER = new LinkedHashMap<>();

  static {
    MAY_DIFFER.put("/var/lib/hostready", "the journal, which is kept on purpose");
    MAY_DIFFER.put("/var/log", "apt and dpkg write down what they do");
    MAY_DIFFER.put("/var/cache/apt", "downloads, and what apt makes of its lists");
    MAY_DIFFER.put("/var/cache/debconf", "apt-extracttemplates leaves a directory there");
    MAY_DIFFER.put("/var/cache/ldconfig", "ldconfig's notes, written when packages change");
    MAY_DIFFER.put("/etc/ld.so.cache", "ldconfig sorts it anew when packages change");
    MAY_DIFFER.put("/var/lib/apt/lists/lock", "apt makes it with its first update");
    MAY_DIFFER.put("/var/lib/dpkg/status-old", "dpkg's copy of the state before the last one");
    MAY_DIFFER.put("/var/cache/dnf", "downloads, and what dnf makes of its lists");
    MAY_DIFFER.put("/var/lib/dnf", "dnf writes down what it does");
    MAY_DIFFER.put("/var/lib/rpm", "rpm's database; DnfInBox compares what it lists");
    for (String file : List.of("group", "gshadow")) {
      MAY_DIFFER.put("/etc/" + file + "-", "the copy that groupadd(8) and the like make");
    }
  }

  /** A shipped rule. */
  static FixedBox of(Box box, String rule, String... options) {
    return new FixedBox(box, rule, List.of(options));
  }

  /**
   * A rule of the test's own, which has one criterion and one fix.
   *
   * @param check YAML of a criterion
   * @param steps YAML of a list of steps
   */
  static FixedBox with(Box box, String check, String steps) {
    box.write(
        "/root/rules/test/as-wanted.yaml",
        """
        id: as-wanted
        title: It is as the test wants it
        why: The test wants it so.
        level: required
        check:
        %sfix:
          summary: make it so
          risk: low
          steps:
        %s\
        """
            .formatted(check.indent(2), steps.indent(4)));
    return of(box, "as-wanted", "--rules", "/root/rules");
  }

  ProgramRun check() {
    return run("check", "--fail-on", "optional");
  }

  ProgramRun plan(String... more) {
    return run("plan", more);
  }

  /** What a plan says, in full and unwrapped. */
  String unwrappedPlan() {
    return plan("-v").out().replaceAll("\\s+", " ");
  }

  ProgramRun fix(String... more) {
    List<String> all = new ArrayList<>(List.of("--yes"));
    all.addAll(List.of(more));
    return run("fix", all.toArray(String[]::new));
  }

  ProgramRun undo(String... more) {
    List<String> all = new ArrayList<>(List.of("undo", "--yes"));
    all.addAll(List.of(more));
    return box.hostready(all.toArray(String[]::new));
  }

  /** The fix as a command, to be started and watched. */
  BoxCommand fixCommand() {
    return box.hostreadyCommand(words("fix", "--yes"));
  }

  private ProgramRun run(String command, String... more) {
    return box.hostready(words(command, more));
  }

  private String[] words(String command, String... more) {
    List<String> all = new ArrayList<>(List.of(command, rule));
    all.addAll(options);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Everything on the disk but what may differ. */
  TreeSnapshot snapshot() {
    return TreeSnapshot.of(box).without(MAY_DIFFER.keySet().toArray(String[]::new));
  }

  /**
   * Not ready, planned, fixed, ready, fixed again without a change, taken back: all as it was.
   *
   * @return what the plan said
   */
  ProgramRun goesThereAndBack() {
    return goesThereAndBack(READY);
  }

  /** The same for a fix that ends with another exit code, because something is pending. */
  ProgramRun goesThereAndBack(int fixed) {
    TreeSnapshot before = snapshot();
    assertNotEquals(READY, check().exit(), "ready before the fix");
    ProgramRun plan = plan("-v").exits(CHANGES);
    assertUnchanged(before, "plan");
    fix().exits(fixed);
    if (fixed == READY) {
      check().exits(READY);
    }
    TreeSnapshot after = snapshot();
    assertNotEquals(List.of(), before.differences(after), "the fix changed nothing");
    fix().exits(fixed);
    assertEquals(List.of(), after.differences(snapshot()), "the second fix changed something");
    undo().exits(READY);
    assertUnchanged(before, "undo");
    assertNotEquals(READY, check().exit(), "ready after undo");
    return plan;
  }

  void assertUnchanged(TreeSnapshot before, String what) {
    assertEquals(List.of(), before.differences(snapshot()), "different after " + what);
  }
}
