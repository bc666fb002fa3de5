package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.Machine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudInitTest {

  private static final String STATUS = "/run/cloud-init/status.json";
  private static final String RESULT = "/run/cloud-init/result.json";

  private static FakeHost booting(String system) {
    return FakeHost.with(STATUS, "{}\n")
        .command("systemctl is-system-running", new CommandOutcome.Ended(1, system + "\n", ""));
  }

  /** What is displayed; the result appears once that was displayed. */
  private static List<String> waited(FakeHost host) {
    List<String> lines = new ArrayList<>();
    Machine machine =
        new Machine(
            () -> lines.isEmpty() ? host.host() : host.file(RESULT, "{}\n").host(), null, null);
    new CloudInit(machine, lines::add).await();
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"starting", "initializing"})
  void isAwaitedWhileTheSystemStarts(String system) {
    assertEquals(
        List.of("waiting for cloud-init to finish the first boot"), waited(booting(system)));
  }

  /** A stage that failed leaves no result. */
  @ParameterizedTest
  @CsvSource({"running", "degraded", "stopping", "offline"})
  void isNotAwaitedAfterTheBoot(String system) {
    assertEquals(List.of(), waited(booting(system)));
  }

  @Test
  void isNotAwaitedWhereItIsNotInstalledOrDisabledOrHasFinished() {
    assertEquals(List.of(), waited(FakeHost.with("/run/utmp", "")));
    assertEquals(List.of(), waited(booting("starting").file("/run/cloud-init/disabled", "")));
    assertEquals(List.of(), waited(booting("starting").file(RESULT, "{}\n")));
  }

  /** User data that runs hostready would wait for itself. */
  @ParameterizedTest
  @CsvSource({
    "0::/system.slice/cloud-final.service, 0",
    "0::/system.slice/cloud-init-main.service, 0",
    "1:name=systemd:/system.slice/cloud-config.service, 0",
    "0::/user.slice/user-0.slice/session-1.scope, 1"
  })
  void itsOwnProcessesDoNotWait(String cgroup, int lines) {
    assertEquals(
        lines, waited(booting("starting").file("/proc/self/cgroup", cgroup + "\n")).size());
  }
}
