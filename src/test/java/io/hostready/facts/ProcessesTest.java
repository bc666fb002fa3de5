package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.Processes.Process;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    Host host =
        FakeHost.with("/proc/1/comm", "init\n")
            .file("/proc/7/comm", "dockerd\n")
            .file("/proc/7/stat", "7 (dockerd) Z 1 7 7 0\n")
            .file("/proc/8/comm", "a) Z b\n")
            .file("/proc/8/stat", "8 (a) Z b) S 1 8 8 0\n")
            .host();
    List<Process> running = Processes.read(host).running().known().orElseThrow();
    assertEquals(List.of(), Processes.alive(host, running, "dockerd"));
    assertEquals(1, Processes.alive(host, running, "a) Z b").size());
  }

  @Test
  void processesOfContainersAreNotTheHosts() {
    Host host =
        FakeHost.with("/proc/1/comm", "systemd\n")
            .file("/proc/7/comm", "dockerd\n")
            .file("/proc/7/status", "Name:\tdockerd\nTgid:\t7\nNSpid:\t7\t1\nVmPeak:\t1 kB\n")
            .file("/proc/8/comm", "dockerd\n")
            .file("/proc/8/status", "Name:\tdockerd\nTgid:\t8\nNSpid:\t8\nVmPeak:\t1 kB\n")
            .file("/proc/9/comm", "dockerd\n") // before Linux 4.1 nothing tells
            .file("/proc/9/status", "Name:\tdockerd\n")
            .host();
    List<Process> running = Processes.read(host).running().known().orElseThrow();
    assertEquals(
        List.of(8L, 9L),
        Processes.alive(host, running, "dockerd").stream().map(Process::pid).toList());
  }

  @Test
  void withoutProcessOneNothingIsKnownOfTheOthers() {
    assertInstanceOf(
        Fact.Unreadable.class,
        Processes.read(FakeHost.with("/proc/7/comm", "sh\n").host()).running());
    assertInstanceOf(Fact.Unreadable.class, Processes.read(FakeHost.empty().host()).running());
  }
}
