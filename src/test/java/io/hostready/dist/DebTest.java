package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.Needed;
import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The .deb: as lintian sees it, and on throw-away hosts that have no Java. */
@Tag("package")
class DebTest {

  private static final String JOURNAL = "/var/lib/hostready/runs/1/journal";

  @TempDir Path scratch;

  private static Path deb() {
    return Bundle.deb();
  }

  private List<String> contents() {
    return Bundle.run(
            scratch,
            Map.of(),
            "sh",
            "-c",
            "dpkg-deb --fsys-tarfile \"$0\" | tar -t",
            deb().toString())
        .succeeds()
        .out()
        .lines()
        .filter(path -> !path.endsWith("/"))
        .toList();
  }

  private String field(String name) {
    return Bundle.run(scratch, Map.of(), "dpkg-deb", "-f", deb().toString(), name)
        .succeeds()
        .out()
        .strip();
  }

  @Test
  void nativeProgramIsOneFileBesideItsDocumentsAndUnits() {
    Needed.applies(Bundle.isNative(), "no native executable could be built here");
    assertEquals(
        List.of(
            "./usr/bin/hostready",
            "./usr/lib/systemd/system/hostready-prometheus.service",
            "./usr/lib/systemd/system/hostready-prometheus.timer"),
        contents().stream().filter(path -> !path.startsWith("./usr/share/")).toList());
    assertTrue(List.of("", "libc6 (>= 2.28)").contains(field("Depends")), field("Depends"));
  }

  @Test
  void programWithItsOwnCLibraryDependsOnNothing() {
    Needed.applies(!Bundle.isNative(), "the program is a native executable here");
    assertEquals("", field("Depends"));
    assertTrue(contents().contains("./usr/bin/hostready"), () -> contents().toString());
  }

  @Test
  void itHasManualCompletionDocumentsAndLicenses() {
    assertTrue(
        contents()
            .containsAll(
                List.of(
                    "./usr/share/man/man1/hostready.1.gz",
                    "./usr/share/bash-completion/completions/hostready",
                    "./usr/share/zsh/vendor-completions/_hostready",
                    "./usr/share/fish/vendor_completions.d/hostready.fish",
                    "./usr/share/doc/hostready/copyright",
                    "./usr/share/doc/hostready/changelog.gz",
                    "./usr/share/doc/hostready/licenses/java.base/LICENSE")),
        () -> contents().toString());
  }

  @Test
  void lintianFindsNothing() {
    NeedsTool.named("lintian");
    Bundle.assertLintianFindsNothing(deb());
  }

  /** A box with that package in it and nothing of hostready installed. */
  private static Box box(Path... packages) {
    var options = Box.with();
    for (int i = 0; i < packages.length; i++) {
      options.bind(packages[i], "/srv/" + i + ".deb");
    }
    return options.start();
  }

  private static List<String> filesOfItsName(Box box) {
    return box.sh(
            "find / -xdev -name '*hostready*' -not -path '/opt/hostready*' -not -path '/proc/*'"
                + " -not -path '/srv/*' -not -path '/run/*'")
        .succeeds()
        .out()
        .lines()
        .toList();
  }

  @Test
  void itInstallsRunsGoesAndLeavesTheJournals() {
    try (Box box = box(deb())) {
      box.run("sh", "-c", "command -v java").fails();
      assertEquals(List.of(), filesOfItsName(box));
      box.run("dpkg", "-i", "/srv/0.deb").succeeds();
      box.run("dpkg", "--audit").succeeds();
      box.run("dpkg", "--verify", "hostready").succeeds();

      assertEquals("hostready 0.1.0\n", box.run("hostready", "--version").succeeds().out());
      ProgramRun check = box.run("hostready", "check", "--format", "json").exits(1);
      assertEquals("", check.err());
      assertTrue(check.out().contains("\"outcome\": \"not-ready\""), check::out);
      box.command("hostready", "check", "cpu-64-bit").as(1000, 1000).run().succeeds();

      box.write(JOURNAL, "what was changed");
      box.run("dpkg", "--remove", "hostready").succeeds();
      box.run("sh", "-c", "command -v hostready").fails();
      assertEquals("what was changed", box.read(JOURNAL));
      box.run("dpkg", "--purge", "hostready").succeeds();
      assertEquals(List.of(), filesOfItsName(box));
    }
  }

  /** Check, plan, fix, undo and purge, on a host without Java. */
  @Test
  void aHostIsFixedAndComesBackAsItWas() {
    try (Box box = box(deb())) {
      box.run("dpkg", "-i", "/srv/0.deb").succeeds();
      box.write("/root/rules/test/greeting-there.yaml", GREETING);
      String[] rule = {"greeting-there", "--rules", "/root/rules"};

      box.run(words("check", rule)).exits(1);
      ProgramRun plan = box.run(words("plan", rule)).exits(1);
      assertTrue(plan.out().contains("+hello from hostready"), plan::out);
      assertFalse(box.exists("/etc/greeting"));
      box.run(words("fix", rule, "--yes")).succeeds();
      assertEquals("hello from hostready\n", box.read("/etc/greeting"));
      box.run(words("check", rule)).succeeds();
      box.run("hostready", "undo", "--yes").succeeds();
      assertFalse(box.exists("/etc/greeting"));

      box.run("dpkg", "--purge", "hostready").succeeds();
      assertEquals(List.of(), filesOfItsName(box));
    }
  }

  private static final String GREETING =
      """
      id: greeting-there
      title: Who comes in is greeted
      why: A host without a greeting is a cold one.
      level: required
      check: {path: {path: /etc/greeting, expect: {type: file}}}
      fix:
        summary: greet them
        risk: low
        steps:
          - write-file: {path: /etc/greeting, text: "hello from hostready\\n"}
      """;

  private static String[] words(String command, String[] rule, String... more) {
    List<String> words = new ArrayList<>(List.of("hostready", command));
    words.addAll(List.of(rule));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /**
   * The service for node_exporter is hardened, and has the verdicts of a check at the prompt: none
   * of its options hides a part of the host.
   */
  @Test
  void serviceOfTheTimerWritesWhatACheckWrites() {
    String service = "hostready-prometheus.service";
    String timer = "hostready-prometheus.timer";
    String directory = "/var/lib/prometheus/node-exporter";
    String metrics = directory + "/hostready.prom";
    try (Box box = Box.with().bind(deb(), "/srv/0.deb").booted().start()) {
      box.run("dpkg", "-i", "/srv/0.deb").succeeds();
      box.run("systemd-analyze", "verify", "--man=no", service, timer).succeeds();
      box.run("systemd-analyze", "security", "--offline=true", "--threshold=50", service)
          .succeeds();
      assertEquals("disabled\n", box.run("systemctl", "is-enabled", timer).out());

      // Without node_exporter's directory nothing is done, and nothing fails.
      box.run("systemctl", "enable", "--now", timer).succeeds();
      box.run("systemctl", "start", service).succeeds();
      assertFalse(box.exists(directory));

      // As Debian's package makes it; Docker is not installed, so the check ends with 1.
      box.sh("install -d -o daemon -g daemon /var/lib/prometheus && mkdir " + directory).succeeds();
      box.run("systemctl", "start", service).succeeds();
      assertEquals("644\n", box.run("stat", "-c", "%a", metrics).out());
      assertTrue(box.read(metrics).contains("outcome=\"not-ready\"} 1\n"));

      box.write(
          "/run/systemd/system/" + service + ".d/verbose.conf",
          "[Service]\nExecStart=\nExecStart=/usr/bin/hostready check -v --format prometheus="
              + metrics
              + "\n");
      box.run("systemctl", "daemon-reload").succeeds();
      box.run("systemctl", "start", service).succeeds();
      String atPrompt =
          box.run("hostready", "check", "-v", "--format", "prometheus").exits(1).out();
      List<String> differing = withoutTimes(box.read(metrics));
      assertTrue(differing.size() > 200, differing::toString);
      differing.removeAll(withoutTimes(atPrompt));
      assertEquals(List.of(), differing);
      assertEquals("hostready.prom\n", box.run("ls", "-A", directory).out());

      box.run("rm", "-r", "/run/systemd/system/" + service + ".d").succeeds();
      box.run("dpkg", "--purge", "hostready").succeeds();
      assertEquals(List.of(), filesOfItsName(box));
      assertEquals("inactive\n", box.run("systemctl", "is-active", timer).out());
    }
  }

  private static List<String> withoutTimes(String metrics) {
    return new ArrayList<>(metrics.lines().filter(line -> !line.contains("seconds{")).toList());
  }

  @Test
  void purgingAsksNothing() {
    try (Box box = box(deb())) {
      box.run("dpkg", "-i", "/srv/0.deb").succeeds();
      box.write(JOURNAL, "what was changed");
      // Standard input is empty: a question would fail or hang.
      box.run("dpkg", "--purge", "hostready").succeeds();
      assertEquals(List.of(), filesOfItsName(box));
    }
  }

  @Test
  void anUpgradeLeavesNothingOfTheOldVersion() throws IOException {
    Path older = repacked("0.0.9");
    try (Box box = box(older, deb())) {
      box.run("dpkg", "-i", "/srv/0.deb").succeeds();
      box.write(JOURNAL, "what was changed");
      box.run("dpkg", "-i", "/srv/1.deb").succeeds();
      assertEquals(
          "0.1.0", box.run("dpkg-query", "-W", "-f", "${Version}", "hostready").succeeds().out());
      assertFalse(box.exists("/usr/share/hostready/only-in-the-old"));
      assertEquals("what was changed", box.read(JOURNAL));
      box.run("hostready", "check", "cpu-64-bit").succeeds();
    }
  }

  /** The same package under another version, with a file that the real one has not. */
  private Path repacked(String version) throws IOException {
    Path directory = scratch.resolve("old");
    Bundle.run(scratch, Map.of(), "dpkg-deb", "-R", deb().toString(), directory.toString())
        .succeeds();
    Path control = directory.resolve("DEBIAN/control");
    Files.writeString(
        control, Files.readString(control).replaceAll("\nVersion: .*", "\nVersion: " + version));
    Files.writeString(directory.resolve("usr/share/hostready/only-in-the-old"), "old\n");
    Path deb = scratch.resolve("old.deb");
    Bundle.run(
            scratch,
            Map.of(),
            "dpkg-deb",
            "-Zxz",
            "-z0",
            "--root-owner-group",
            "-b",
            directory.toString(),
            deb.toString())
        .succeeds();
    return deb;
  }

  @Test
  void theJournalOfAFixOutlivesTheRemovalAndUndoesIt() {
    try (Box box = box(deb())) {
      box.run("dpkg", "-i", "/srv/0.deb").succeeds();
      box.write(
          "/srv/rules/mine/motto-written.yaml",
          """
          id: motto-written
          title: The motto is written
          why: Without it nobody knows what for.
          level: required
          check:
            file-text:
              path: /etc/motto
              matches: onwards
              expect: {present: true}
          fix:
            summary: write it
            risk: low
            steps:
              - write-file: {path: /etc/motto, text: "onwards\\n"}
          """);
      String[] mine = {"--rules", "/srv/rules", "motto-written"};
      hostready(box, "plan", mine).exits(1);
      hostready(box, "fix", "--rules", "/srv/rules", "--yes", "motto-written").succeeds();
      box.run("dpkg", "--remove", "hostready").succeeds();
      box.run("dpkg", "-i", "/srv/0.deb").succeeds();
      hostready(box, "check", mine).succeeds();
      hostready(box, "undo", "--yes").succeeds();
      hostready(box, "check", mine).exits(1);
      assertFalse(box.exists("/etc/motto"));
    }
  }

  private static ProgramRun hostready(Box box, String command, String... arguments) {
    List<String> argv = new ArrayList<>(List.of("hostready", command));
    argv.addAll(List.of(arguments));
    return box.run(argv.toArray(String[]::new));
  }
}
