package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Fixes of real hosts that are killed (SIGKILL) before and after every journal entry, every change,
 * every program and every step of writing a file, and while apt works; then undo restores the host,
 * or a second fix completes it and undo restores it. No moment may be lost. By default one moment
 * of each sort is tried; {@code -Dhostready.kill=all} tries all.
 */
@NeedsBox
class KilledEverywhereInBoxTest {

  private static final boolean ALL = System.getProperty("hostready.kill", "").equals("all");

  private static final Victim.Fix DOCKER =
      new Victim.Fix(
          List.of("docker-package-installed", "ipv4-forwarding-on", "device-mapper-available"), "");

  private static final Victim.Fix UFW =
      new Victim.Fix(List.of("ufw-forward-policy-accept"), "ufw --force enable");

  private static final Victim.Fix UNITS =
      new Victim.Fix(
          List.of(
              "docker-units-not-masked",
              "daemon-options-valid",
              "--set",
              "remove-daemon-option=graph"),
          """
          printf '#!/bin/sh\\nexit 0\\n' >/usr/sbin/dockerd
          chmod 755 /usr/sbin/dockerd
          mkdir -p /etc/docker
          printf '{\\n  "graph": "/g",\\n  "mtu": 1400\\n}\\n' >/etc/docker/daemon.json
          systemctl mask docker.service containerd.service
          """);

  /** The host before the fix and after it, where nothing was killed. */
  private record Ends(
      Victim.Fix fix, AptRepository repository, Victim.State before, Victim.State after) {}

  /** A moment to be killed at, its sort, and what is done about it afterwards. */
  private record Moment(String where, String sort, boolean undone) {}

  /** Those moments of a run that are tried; sorts that are known from another run need not be. */
  private static List<Moment> moments(String title, ProgramRun counted, Set<String> known) {
    List<String> sorts =
        counted.out().lines().filter(line -> line.startsWith("moment ")).map(l -> sort(l)).toList();
    assertTrue(sorts.size() > 20, counted::toString);
    Map<String, List<Integer>> bySort = new LinkedHashMap<>();
    for (int i = 0; i < sorts.size(); i++) {
      bySort.computeIfAbsent(sorts.get(i), _ -> new ArrayList<>()).add(i + 1);
    }
    List<Moment> chosen = new ArrayList<>();
    bySort.forEach(
        (sort, all) -> {
          List<Integer> tried =
              ALL
                  ? all
                  : known.contains(sort)
                      ? List.of()
                      : List.of(all.get(Math.floorMod(sort.hashCode(), all.size())));
          tried.forEach(n -> chosen.add(new Moment("" + n, sort, chosen.size() % 2 == 0)));
        });
    System.out.printf(
        "%s: %d moments of %d sorts, %d tried%n",
        title, sorts.size(), bySort.size(), chosen.size());
    known.addAll(bySort.keySet());
    return chosen;
  }

  /** A moment's name without what it is about. */
  private static String sort(String name) {
    return name.substring("moment ".length())
        .replaceAll("[^ ]*[0-9a-f]{64}[^ ]*", "CONTENT")
        .replaceAll("[^ ]*/var/lib/hostready/[^ ]*|[^ ]*(plan\\.json|log\\.txt|draft)[^ ]*", "OWN")
        .replaceAll("(before|after) ([a-z]+) .*", "$1 $2")
        .replaceAll("[^ ]*/[^ ]+|\\.[^ ]*hostready-new", "FILE");
  }

  /** Tries all moments, two at a time; fails with what went wrong at each. */
  private static void tryAll(String title, List<Moment> moments, Function<Moment, String> attempt)
      throws ExecutionException, InterruptedException {
    Map<String, String> wrong = new ConcurrentSkipListMap<>();
    Map<String, Integer> counts = new ConcurrentSkipListMap<>();
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      pool.submit(
              () ->
                  moments.parallelStream()
                      .forEach(
                          moment -> {
                            String failure = attempt.apply(moment);
                            String how = moment.undone() ? ": taken back" : ": completed";
                            counts.merge(moment.sort() + how, 1, Integer::sum);
                            if (!failure.isEmpty()) {
                              wrong.put(moment.where() + " " + moment.sort(), failure);
                            }
                          }))
          .get();
    }
    System.out.println(title + ", " + wrong.size() + " of " + moments.size() + " lost");
    counts.forEach((what, count) -> System.out.printf("  %3d  %s%n", count, what));
    assertEquals(Map.of(), wrong);
  }

  /**
   * Kills a fix; then undo takes it back, or a second fix completes it and undo takes that back.
   */
  private static String fixKilled(Ends ends, Moment moment) {
    try (Victim victim = Victim.of(ends.fix, ends.repository)) {
      ProgramRun killed = victim.fixKilled(moment.where());
      if (killed.exit() != ProgramRun.KILLED) {
        return "was not killed: " + killed;
      }
      if (moment.where().startsWith("all:")) {
        victim.server().start();
      }
      if (!moment.undone()) {
        ProgramRun again = victim.fix();
        List<String> different = ends.after.differences(victim.state());
        if (again.exit() != 0 || !different.isEmpty()) {
          return "a second fix did not complete it: " + different + "\n" + killed + again;
        }
      }
      return undone(victim, ends, killed);
    }
  }

  private static String undoKilled(Ends ends, Moment moment) {
    try (Victim victim = Victim.of(ends.fix, ends.repository)) {
      victim.fix().succeeds();
      ProgramRun killed = victim.undoKilled(moment.where());
      return killed.exit() == ProgramRun.KILLED
          ? undone(victim, ends, killed)
          : "was not killed: " + killed;
    }
  }

  private static String undone(Victim victim, Ends ends, ProgramRun killed) {
    ProgramRun undo = victim.fixed().undo();
    List<String> different = ends.before.differences(victim.state());
    return undo.exit() == 0 && different.isEmpty()
        ? ""
        : "undo did not take it back: " + different + "\n" + killed + undo;
  }

  private static void everywhere(
      Victim.Fix fix, String title, Set<String> knownFix, Set<String> knownUndo)
      throws ExecutionException, InterruptedException {
    AptRepository repository = AptRepository.docker("trixie");
    List<Moment> ofFix;
    List<Moment> ofUndo;
    Ends ends;
    try (Victim victim = Victim.of(fix, repository)) {
      Victim.State before = victim.state();
      ofFix = moments(title + ", fix", victim.fixKilled("0").succeeds(), knownFix);
      ends = new Ends(fix, repository, before, victim.state());
      ofUndo = moments(title + ", undo", victim.undoKilled("0").succeeds(), knownUndo);
      assertEquals(List.of(), before.differences(victim.state()));
    }
    tryAll(title + ", fix killed", ofFix, moment -> fixKilled(ends, moment));
    List<Moment> takenBack =
        ofUndo.stream().map(each -> new Moment(each.where(), each.sort(), true)).toList();
    tryAll(title + ", undo killed", takenBack, moment -> undoKilled(ends, moment));
  }

  @Test
  void aFixIsCompletedOrTakenBackWhereverItIsKilled() throws Exception {
    Set<String> knownFix = new HashSet<>();
    Set<String> knownUndo = new HashSet<>();
    // The quick ones first: what all fixes do is tried with these.
    everywhere(UNITS, "units and daemon.json", knownFix, knownUndo);
    everywhere(UFW, "ufw", knownFix, knownUndo);
    everywhere(DOCKER, "Docker, a sysctl and a module", knownFix, knownUndo);
  }

  /** What apt and dpkg write, in the order in which they do. */
  private static final List<String> LINES =
      List.of(
          "/linux/debian/gpg",
          "trixie InRelease",
          "docker-ce-cli amd64",
          "Selecting previously unselected package containerd.io",
          "Unpacking containerd.io",
          "Unpacking docker-ce ",
          "Unpacking docker-compose-plugin",
          "Setting up containerd.io",
          "Setting up docker-ce ",
          "docker.socket");

  @Test
  void aptIsWaitedForWhereverItsCallerIsKilled() throws Exception {
    assertSettled("line:", "hostready killed while apt works");
  }

  @Test
  void dpkgIsSettledWhereverThePowerFails() throws Exception {
    assertSettled("all:", "everything killed while apt works");
  }

  private static void assertSettled(String how, String title)
      throws ExecutionException, InterruptedException {
    AptRepository repository = AptRepository.docker("trixie");
    Ends ends;
    try (Victim victim = Victim.of(DOCKER, repository)) {
      Victim.State before = victim.state();
      victim.fix().succeeds();
      ends = new Ends(DOCKER, repository, before, victim.state());
    }
    List<Moment> moments = new ArrayList<>();
    for (String line : LINES) {
      int nth = LINES.indexOf(line);
      if (ALL) {
        moments.add(new Moment(how + line, line, true));
        moments.add(new Moment(how + line, line, false));
      } else if (how.equals("all:") || nth % 3 == 0) {
        moments.add(new Moment(how + line, line, nth % 2 == 0));
      }
    }
    tryAll(title, moments, moment -> fixKilled(ends, moment));
  }
}
