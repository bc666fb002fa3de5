package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.Ran;
import io.hostready.testbed.TreeSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An enabled ufw, and a host on which everything ends while fix or undo reloads it: between any two
 * programs that ufw starts. After a power cut the boot turns the firewall on; without a boot the
 * next fix or undo does. By default one moment of each sort is tried; {@code -Dhostready.kill=all}
 * tries all.
 */
@NeedsBox
class FirewallKeptInBoxTest {

  private static final boolean ALL = System.getProperty("hostready.kill", "").equals("all");

  private static final String MULTI = "/usr/sbin/xtables-nft-multi";

  /**
   * Counts the programs that ufw starts; before the one whose number is in /run/die everything
   * ends, or its process group alone if /run/group exists.
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
        [ -e /run/group ] || /usr/bin/kill -KILL -- -1
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
    assertTrue(started.size() > 100, started::toString);
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

  private void killed(int moment, Ran ran) {
    assertEquals(Ran.KILLED, ran.exit(), () -> "at moment " + moment + ": " + ran);
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
  void firewallIsOnAfterFixWasCutOffInItsReload() {
    TreeSnapshot disk = fixed.snapshot();
    List<String> before = rules();
    List<Integer> moments = moments("ufw's reload in fix", host -> host.fix().exits(0));
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
  void firewallIsOnAfterUndoWasCutOffInItsReload() {
    TreeSnapshot disk = fixed.snapshot();
    List<String> before = rules();
    fixed.fix().exits(FixedBox.READY);
    List<String> after = rules();
    List<Integer> moments = moments("ufw's reload in undo", host -> host.undo().exits(0));
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

  /** ufw's own part, without fix and undo: at each moment a power cut, or a second reload. */
  @Test
  void reloadLeavesRulesThatABootOrAnotherReloadCompletes() {
    box.write("/run/group", "");
    box.write("/run/boot", BOOT);
    box.write("/run/rules", RULES);
    Ran tried =
        box.command(
                "sh",
                "-euc",
                """
                . /run/rules >/run/expected
                echo 0 >/run/count
                /usr/lib/ufw/ufw-init force-reload
                read moments </run/count
                moment=0
                while [ $moment -lt $moments ]; do
                  moment=$((moment + %d))
                  echo 0 >/run/count
                  echo $moment >/run/die
                  setsid -w /usr/lib/ufw/ufw-init force-reload >/dev/null 2>&1 && died=no || died=yes
                  echo 0 >/run/die
                  if [ $((moment %% 2)) = 0 ]; then
                    . /run/boot
                  else
                    /usr/lib/ufw/ufw-init force-reload
                  fi
                  . /run/rules >/run/found
                  cmp /run/expected /run/found && ok=kept || ok=LOST
                  grep -q ENABLED=yes /etc/ufw/ufw.conf || ok=LOST
                  echo "moment $moment of $moments died $died $ok"
                done
                """
                    .formatted(ALL ? 1 : 29))
            .limit(Duration.ofMinutes(30))
            .run()
            .succeeds();
    List<String> moments = tried.out().lines().filter(line -> line.startsWith("moment ")).toList();
    System.out.println(moments.size() + " moments of ufw-init force-reload");
    assertTrue(moments.size() > 10, tried::toString);
    assertTrue(moments.getFirst().contains("died yes"), tried::toString);
    assertEquals(List.of(), moments.stream().filter(line -> !line.endsWith(" kept")).toList());
  }
}
