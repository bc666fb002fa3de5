package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.TreeSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An enabled ufw, and a host on which everything ends while fix or undo sets its policy: before any
 * program of the packet filter. After a power cut the boot turns the firewall on; without a boot it
 * is never off. By default one moment of each sort is tried; {@code -Dhostready.kill=all} tries
 * all.
 */
@NeedsBox
class FirewallKeptInBoxTest {

  private static final boolean ALL = System.getProperty("hostready.kill", "").equals("all");

  private static final String MULTI = "/usr/sbin/xtables-nft-multi";

  /**
   * Counts the programs that are started; before the one whose number is in /run/die everything
   * ends.
   */
  private static final String COUNTED =
      """
      #!/bin/sh
      program=${0##*/}
      echo "$program $1" >>/run/started
      read count </run/count
      read die </run/die
      count=$((count + 1))
      echo $count >/run/count
      if [ $count = $die ]; then
        /usr/bin/kill -KILL -- -1
        kill -KILL 0
      fi
      exec %s "$program" "$@"
      """
          .formatted(MULTI);

  /** The packet filter as after a boot, which ufw.service ends with its ExecStart. */
  private static final String BOOT =
      """
      for each in iptables ip6tables; do
        for chain in INPUT FORWARD OUTPUT; do %1$s $each -P $chain ACCEPT; done
        %1$s $each -F
        %1$s $each -X
      done
      /usr/lib/ufw/ufw-init start quiet
      """
          .formatted(MULTI);

  private static final String RULES =
      "for each in iptables ip6tables; do %s $each -S | sort; done".formatted(MULTI);

  private Box box;
  private FixedBox fixed;

  @BeforeEach
  void start() {
    box = Box.start();
    box.sh("ufw allow 22/tcp; ufw allow 8080/tcp; ufw --force enable").succeeds();
    dieAt(0);
    for (String program :
        List.of("iptables", "ip6tables", "iptables-restore", "ip6tables-restore")) {
      box.run("rm", "/usr/sbin/" + program).succeeds();
      box.write("/usr/sbin/" + program, COUNTED);
      box.run("chmod", "755", "/usr/sbin/" + program).succeeds();
    }
    fixed = FixedBox.of(box, "ufw-forward-policy-accept", "--set", "firewall-backend=nftables");
  }

  @AfterEach
  void close() {
    box.close();
  }

  /** All rules, chains and policies of the packet filter. */
  private List<String> rules() {
    return box.sh(RULES).succeeds().out().lines().toList();
  }

  private void powerFailsAndHostBoots() {
    box.sh(BOOT).succeeds();
  }

  /** The numbers of the moments to be tried of a run that is not killed. */
  private List<Integer> moments(String title, Consumer<FixedBox> run) {
    dieAt(0);
    run.accept(fixed);
    List<String> started = box.read("/run/started").lines().toList();
    assertTrue(started.size() >= 4, started::toString);
    Map<String, List<Integer>> bySort = new LinkedHashMap<>();
    for (int i = 0; i < started.size(); i++) {
      String sort = started.get(i).replaceFirst("^ip6?tables", "");
      bySort.computeIfAbsent(sort, _ -> new ArrayList<>()).add(i + 1);
    }
    List<Integer> tried = new ArrayList<>();
    bySort.values().forEach(all -> tried.addAll(ALL ? all : List.of(all.get(all.size() / 2))));
    System.out.printf("%s: %d moments, %d tried%n", title, started.size(), tried.size());
    return tried;
  }

  private void killed(int moment, ProgramRun ran) {
    assertEquals(ProgramRun.KILLED, ran.exit(), () -> "at moment " + moment + ": " + ran);
    dieAt(0);
  }

  /** The number of the program that is not started any more; 0 for none. */
  private void dieAt(int moment) {
    box.write("/run/started", "");
    box.write("/run/count", "0\n");
    box.write("/run/die", moment + "\n");
  }

  private void assertOn(List<String> expected, String when) {
    assertEquals(expected, rules(), when);
    assertTrue(box.read("/etc/ufw/ufw.conf").contains("ENABLED=yes"), when);
  }

  @Test
  void firewallIsOnAfterFixWasCutOff() {
    TreeSnapshot disk = fixed.snapshot();
    List<String> before = rules();
    List<Integer> moments = moments("the policy's change in fix", host -> host.fix().exits(0));
    List<String> after = rules();
    fixed.undo().exits(FixedBox.READY);
    assertOn(before, "after an undo that nothing disturbed");
    for (int moment : moments) {
      String when = "cut off at moment " + moment;
      dieAt(moment);
      killed(moment, fixed.fix());
      if (moment % 2 == 0) {
        powerFailsAndHostBoots();
        assertOn(after, when + ", booted");
      }
      assertThatItCanBeUndone(moment, before, after, when);
      fixed.assertUnchanged(disk, when);
    }
  }

  @Test
  void firewallIsOnAfterUndoWasCutOff() {
    TreeSnapshot disk = fixed.snapshot();
    List<String> before = rules();
    fixed.fix().exits(FixedBox.READY);
    List<String> after = rules();
    List<Integer> moments = moments("the policy's change in undo", host -> host.undo().exits(0));
    for (int moment : moments) {
      String when = "cut off at moment " + moment;
      fixed.fix().exits(FixedBox.READY);
      dieAt(moment);
      killed(moment, fixed.undo());
      if (moment % 2 == 0) {
        powerFailsAndHostBoots();
        assertOn(before, when + ", booted");
      }
      assertThatItCanBeUndone(moment, before, after, when);
      fixed.assertUnchanged(disk, when);
    }
  }

  /** Undoes a run that was cut off, at half of the moments after it was completed by fix. */
  private void assertThatItCanBeUndone(
      int moment, List<String> before, List<String> after, String when) {
    if (moment % 4 < 2) {
      fixed.fix().exits(FixedBox.READY);
      assertOn(after, when + ", fixed");
    }
    fixed.undo().exits(FixedBox.READY);
    assertOn(before, when + ", undone");
  }

  @Test
  void firewallThatCouldNotBeLoadedAgainIsNeverStopped() {
    box.write("/etc/ufw/before.init", "#!/bin/sh\ntouch /run/init\nexit 1\n");
    box.run("chmod", "755", "/etc/ufw/before.init").succeeds();
    String own = box.read("/etc/ufw/before.rules");
    box.write("/etc/ufw/before.rules", own.replace("COMMIT", "-A no-such-chain -j X\nCOMMIT"));
    TreeSnapshot disk = fixed.snapshot();
    List<String> before = rules();
    fixed.fix().exits(FixedBox.READY);
    assertEquals(withoutPolicy(before), withoutPolicy(rules()), "after fix");
    assertTrue(rules().contains("-P FORWARD ACCEPT"), () -> rules().toString());
    fixed.undo().exits(FixedBox.READY);
    assertOn(before, "after undo");
    fixed.assertUnchanged(disk, "fix and undo");
    assertFalse(box.exists("/run/init"), "ufw was reloaded");
  }

  /** The rules without the four lines that an ACCEPT for forwarded packets adds or changes. */
  private static List<String> withoutPolicy(List<String> rules) {
    return rules.stream()
        .filter(line -> !line.startsWith("-P FORWARD "))
        .filter(line -> !line.matches("-A ufw6?-(track|skip-to-policy)-forward .*"))
        .toList();
  }

  @Test
  void rulesOfOthersSurvive() {
    box.sh("iptables -N DOCKER-USER; iptables -I FORWARD -j DOCKER-USER").succeeds();
    List<String> before = rules();
    fixed.fix().exits(FixedBox.READY);
    assertEquals(withoutPolicy(before), withoutPolicy(rules()), "after fix");
    fixed.undo().exits(FixedBox.READY);
    assertOn(before, "after undo");
  }

  @Test
  void policyThatRejectsIsPutBack() {
    box.sh("ufw default reject routed").succeeds();
    List<String> before = rules();
    assertTrue(before.toString().contains("-A ufw-reject-forward -j REJECT"), before::toString);
    fixed.fix().exits(FixedBox.READY);
    List<String> after = rules();
    powerFailsAndHostBoots();
    assertOn(after, "booted");
    fixed.undo().exits(FixedBox.READY);
    assertOn(before, "undone");
  }

  @Test
  void firewallThatIsStoppedStaysStopped() {
    box.sh("/usr/lib/ufw/ufw-init stop").succeeds();
    List<String> before = rules();
    assertTrue(before.contains("-P INPUT ACCEPT"), before::toString);
    fixed.fix().exits(FixedBox.READY);
    assertOn(before, "after fix");
    fixed.undo().exits(FixedBox.READY);
    assertOn(before, "after undo");
  }

  @Test
  void fixThatFailsDoesNotSayThatTheHostIsReady() {
    box.write("/usr/sbin/ip6tables-restore", "#!/bin/sh\nexit 1\n");
    List<String> before = rules();
    ProgramRun fix = fixed.fix().exits(FixedBox.FAILED);
    assertTrue(fix.out().contains("error          ufw-forward-policy-accept\n"), fix::toString);
    assertFalse(fix.out().contains("READY"), fix::toString);
    box.write("/usr/sbin/ip6tables-restore", COUNTED);
    fixed.undo().exits(FixedBox.READY);
    assertOn(before, "after undo");
  }
}
