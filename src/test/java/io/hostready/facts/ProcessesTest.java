package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.Processes.Process;
import io.hostready.host.FakeHost;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessesTest {

  @Test
  void namesAreComparedAsTheKernelCutsThem() {
    assertTrue(new Process(7, "containerd-shim").isNamed("containerd-shim-runc-v2"));
    assertTrue(new Process(7, "dockerd").isNamed("dockerd"));
    assertFalse(new Process(7, "dockerd-rootles").isNamed("dockerd"));
    assertFalse(new Process(7, "dockerd").isNamed("docker"));
  }

  @Test
  void deadProcessesDoNotRunWhateverTheirNameHolds() {
    FakeHost host =
        FakeHost.with("/proc/1/comm", "init\n")
            .file("/proc/7/stat", "7 (dockerd) Z 1 7 7 0\n")
            .file("/proc/8/stat", "8 (a) Z b) S 1 8 8 0\n");
    process(host, 7, "dockerd", "0\t0\t0\t0");
    process(host, 8, "a) Z b", "0\t0\t0\t0");
    assertEquals(List.of(), alive(host, "dockerd", ProcessOwner.ROOT));
    assertEquals(List.of(8L), alive(host, "a) Z b", ProcessOwner.ROOT));
  }

  @Test
  void processesOfContainersAreNotTheHosts() {
    FakeHost host = FakeHost.with("/proc/1/comm", "systemd\n");
    process(host, 7, "dockerd", "0\t0\t0\t0\nNSpid:\t7\t1");
    process(host, 8, "dockerd", "0\t0\t0\t0\nNSpid:\t8");
    process(host, 9, "dockerd", "0\t0\t0\t0"); // before Linux 4.1 nothing tells
    assertEquals(List.of(8L, 9L), alive(host, "dockerd", ProcessOwner.ROOT));
  }

  /** Before Docker 1.12 the daemon is called docker, as the client is. */
  @ParameterizedTest
  @CsvSource({
    "docker, /run/docker.pid, 7, true",
    "docker, /var/run/docker.pid, 7, true",
    "docker.io, /run/docker.pid, 7, true",
    "docker-current, /run/docker.pid, 7, true",
    "dockerd-current, /run/docker.pid, 7, true",
    "docker, /run/docker.pid, 8, false",
    "docker, /run/other.pid, 7, false",
    "docker-proxy, /run/docker.pid, 7, false",
    "nginx, /run/docker.pid, 7, false"
  })
  void dockerdOfOlderPackagesHasThePidOfDockersFile(
      String name, String file, String pid, boolean runs) {
    FakeHost host = FakeHost.with("/proc/1/comm", "init\n").file(file, pid + "\n");
    process(host, 7, name, "0\t0\t0\t0");
    assertEquals(runs ? List.of(7L) : List.of(), alive(host, "dockerd", ProcessOwner.ROOT));
  }

  /** The third is a set-user-ID program of root's that a user started. */
  @ParameterizedTest
  @CsvSource({
    "0 0 0 0, true, true",
    "1000 1000 1000 1000, false, false",
    "1000 0 0 0, false, false",
    "0 1000 0 1000, false, false",
    "997 997 997 997, false, true",
    "0 997 0 997, false, true",
    "999 999 999 999, false, true",
    "65534 65534 65534 65534, false, false",
    "0 0 0, false, false",
    "-1 0 0 0, false, false",
    "'', false, false"
  })
  void ownerIsWhoHasAllFourUids(String uids, boolean root, boolean system) {
    FakeHost host = FakeHost.with("/proc/1/comm", "systemd\n");
    process(host, 7, "chronyd", uids.replace(' ', '\t'));
    assertEquals(root, !alive(host, "chronyd", ProcessOwner.ROOT).isEmpty());
    assertEquals(system, !alive(host, "chronyd", ProcessOwner.SYSTEM).isEmpty());
  }

  @Test
  void nameOfAProgramCannotHoldALineOfItsOwn() {
    FakeHost host =
        FakeHost.with("/proc/1/comm", "systemd\n")
            .file("/proc/7/comm", "dockerd\n")
            // The kernel escapes line ends in this file's names: proc_pid_status(5).
            .file("/proc/7/status", "Name:\tx\\nUid:\t0\t0\t0\t0\nUid:\t1000\t1000\t1000\t1000\n");
    assertEquals(List.of(), alive(host, "dockerd", ProcessOwner.ROOT));
  }

  @Test
  void setUserIdProgramsAreStartedByOthersUnderAnyName() {
    FakeHost host = FakeHost.with("/proc/1/comm", "systemd\n").file("/proc/7/exe", "");
    process(host, 7, "dockerd", "0\t0\t0\t0");
    assertEquals(
        List.of(),
        alive(host.attributes("4755 root root file /proc/7/exe"), "dockerd", ProcessOwner.ROOT));
  }

  /** A capture says of each file whether it was there. */
  @Test
  void processThatEndedDuringACaptureDoesNotRun() {
    FakeHost host = FakeHost.with("/proc/1/comm", "systemd\n").file("/proc/7/comm", "apt-get\n");
    assertEquals(
        new Present<>(List.of(), "/proc"),
        Processes.alive(host.captured(), "apt-get", ProcessOwner.ROOT));
  }

  @Test
  void ownerThatIsNotKnownLeavesOpenWhetherAProgramRuns() {
    FakeHost host = FakeHost.with("/proc/1/comm", "systemd\n").file("/proc/7/comm", "dockerd\n");
    assertEquals(
        new Unreadable<>("/proc/7/status", "it was not recorded"),
        Processes.alive(host.host(), "dockerd", ProcessOwner.ROOT));
    host.denied("/proc/7/status");
    assertInstanceOf(Unreadable.class, Processes.alive(host.host(), "dockerd", ProcessOwner.ROOT));
    assertEquals(List.of(), alive(host, "containerd", ProcessOwner.ROOT));
    process(host, 8, "dockerd", "0\t0\t0\t0");
    assertEquals(List.of(8L), alive(host, "dockerd", ProcessOwner.ROOT));
  }

  @Test
  void withoutProcessOneNothingIsKnownOfTheOthers() {
    assertInstanceOf(
        Unreadable.class, Processes.read(FakeHost.with("/proc/7/comm", "sh\n").host()).running());
    assertInstanceOf(Unreadable.class, Processes.read(FakeHost.empty().host()).running());
  }

  private static void process(FakeHost host, long pid, String name, String uids) {
    host.file("/proc/" + pid + "/comm", name + "\n")
        .file("/proc/" + pid + "/status", "Name:\t" + name + "\nUid:\t" + uids + "\n");
  }

  private static List<Long> alive(FakeHost host, String program, ProcessOwner owner) {
    return Processes.alive(host.host(), program, owner).toOptional().orElseThrow().stream()
        .map(Process::pid)
        .toList();
  }
}
