package io.hostready.fix;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.TreeSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fresh throw-away host on which a fix is going to be killed, and how it is told to fix itself.
 *
 * @param words rules and options of the fix
 */
record Victim(Box box, RepositoryServer server, FixedBox fixed, List<String> words)
    implements AutoCloseable {

  private static final String TESTS = "/opt/hostready/tests";

  /** Where dpkg unpacks a package's own files; it is emptied when the next package comes. */
  private static final String DPKGS_SCRATCH = "/var/lib/dpkg/tmp.ci";

  /**
   * Rules whose fixes together have a change of each kind.
   *
   * @param preparation lines of a shell that make the host fail them
   */
  record Fix(List<String> rules, String preparation) {}

  /** A host as it is at one moment. */
  record State(TreeSnapshot disk, String running) {

    List<String> differences(State later) {
      List<String> all = new ArrayList<>(disk.differences(later.disk));
      if (!running.equals(later.running)) {
        all.add("running was " + running + ", is " + later.running);
      }
      return all;
    }
  }

  /** A host with a repository, where forwarding is off and no module loaded. */
  static Victim of(Fix fix, AptRepository repository) {
    Box box =
        Box.with()
            .module("dm_mod", "/proc/devices", "253 device-mapper")
            .bind(Path.of("target/test-classes"), TESTS)
            .start();
    RepositoryServer server = repository.serve(box);
    box.write("/proc/sys/net/ipv4/ip_forward", "0");
    box.sh(fix.preparation).succeeds();
    List<String> words = new ArrayList<>(fix.rules);
    FixedBox docker =
        DockerInBox.rule(
            box,
            repository,
            server,
            "--set",
            "firewall-backend=nftables",
            "--set",
            "storage-driver=devicemapper");
    words.addAll(docker.options());
    return new Victim(box, server, docker, words);
  }

  /** The program with some arguments, killed somewhere. */
  ProgramRun killed(String where, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("/opt/jdk/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    argv.addAll(List.of("-XX:-UsePerfData", "-Xmx64m", "--enable-native-access=ALL-UNNAMED"));
    argv.add("-Dhostready.rules=/opt/hostready/rules");
    argv.addAll(List.of("-cp", TESTS + ":/opt/hostready/classes:/opt/hostready/lib/*"));
    argv.addAll(List.of("io.hostready.cli.KilledProgram", where));
    argv.addAll(List.of(arguments));
    return box.run(argv.toArray(String[]::new));
  }

  ProgramRun fixKilled(String where) {
    return killed(where, fixWords());
  }

  ProgramRun undoKilled(String where) {
    return killed(where, "undo", "--yes");
  }

  ProgramRun fix() {
    return box.hostready(fixWords());
  }

  private String[] fixWords() {
    List<String> all = new ArrayList<>(List.of("fix", "--yes"));
    all.addAll(words);
    return all.toArray(String[]::new);
  }

  /** The disk, and what of the running host the fixes are about. */
  State state() {
    return new State(
        fixed.snapshot().without(DPKGS_SCRATCH),
        box.sh(
                """
                cat /proc/sys/net/ipv4/ip_forward
                ls /sys/module
                grep device-mapper /proc/devices || true
                iptables -S FORWARD | head -1
                """)
            .succeeds()
            .out());
  }

  @Override
  public void close() {
    box.close();
  }
}
