package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.docker.DaemonCommand.Flag;
import io.hostready.host.FakeHost;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonCommandTest {

  private static final String UNIT = "/usr/lib/systemd/system/docker.service";

  private static FakeHost host(String execStart) {
    return FakeHost.with(UNIT, "[Service]\nExecStart=" + execStart + "\n");
  }

  private static String shown(List<Flag> flags) {
    return flags.stream().map(f -> f.name() + "=" + f.value()).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/dockerd -H fd:// --containerd=/run/c.sock, host=fd:// containerd=/run/c.sock",
    "/usr/bin/dockerd -Hfd:// -D, host=fd:// debug=true",
    "/usr/bin/dockerd -DH fd://, debug=true host=fd://",
    "/usr/bin/dockerd -l=warn, log-level=warn",
    "/usr/bin/dockerd --host 'unix:///a b', host=unix:///a b",
    "/usr/bin/dockerd --log-opt \"max-size=1m\" --icc=false, log-opt=max-size=1m icc=false",
    "/usr/bin/dockerd --debug --iptables, debug=true iptables=true",
    "/usr/bin/dockerd --unknown --mtu 1400, unknown=true mtu=1400",
    "-/usr/bin/dockerd --mtu, mtu=",
    "@/usr/bin/dockerd docker -D, debug=true",
    "-@/usr/bin/dockerd docker -H fd://, host=fd://",
    "@-:!!/usr/bin/dockerd docker -D, debug=true",
    "+@/usr/bin/dockerd --mtu -D, debug=true",
    "@/usr/bin/dockerd, ''",
    "dockerd -xD, x=true",
  })
  void flagsAreTakenAsDockerdTakesThem(String command, String flags) {
    DaemonCommand parsed = DaemonCommand.parse(command, UNIT, 1).orElseThrow();
    assertEquals(flags, shown(parsed.flags()));
    assertEquals(List.of(), parsed.arguments());
  }

  @Test
  void whatIsNoFlagIsAnArgument() {
    DaemonCommand parsed =
        DaemonCommand.parse("dockerd daemon --debug false", UNIT, 1).orElseThrow();
    assertEquals(List.of("daemon", "false"), parsed.arguments());
  }

  @Test
  void anotherProgramsCommandIsNone() {
    assertInstanceOf(Absent.class, DaemonCommand.read(host("/bin/sh -c \"exec dockerd\"").host()));
  }

  @Test
  void theConfigurationFileIsThatOfTheFlag() {
    assertEquals(
        "/srv/d.json", DaemonCommand.configFile(host("dockerd --config-file /srv/d.json").host()));
    assertEquals("/etc/docker/daemon.json", DaemonCommand.configFile(host("dockerd").host()));
    assertEquals("/etc/docker/daemon.json", DaemonCommand.configFile(FakeHost.empty().host()));
    // A hostile unit leads nowhere else than a path can.
    assertEquals(
        "/etc/docker/daemon.json",
        DaemonCommand.configFile(host("dockerd --config-file /srv/../../x").host()));
  }

  @Test
  void aDropInAndVariablesAreTaken() {
    DaemonCommand command =
        DaemonCommand.read(
                host("dockerd")
                    .file(
                        "/etc/systemd/system/docker.service.d/o.conf",
                        "[Service]\n"
                            + "ExecStart=\n"
                            + "ExecStart=/usr/bin/dockerd $OPTIONS\n"
                            + "EnvironmentFile=/etc/o\n")
                    .file("/etc/o", "OPTIONS=\"--mtu=1400 -D\"\n")
                    .host())
            .toOptional()
            .orElseThrow();
    assertEquals("mtu=1400 debug=true", shown(command.flags()));
  }

  @Test
  void aVariableThatCannotBeReadLeavesTheCommandUnread() {
    assertInstanceOf(
        Unreadable.class,
        DaemonCommand.read(
            FakeHost.with(UNIT, "[Service]\nExecStart=dockerd $O\nEnvironmentFile=/etc/o\n")
                .denied("/etc/o")
                .host()));
  }
}
