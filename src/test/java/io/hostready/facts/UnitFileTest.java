package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hostready.docker.DaemonCommand;
import io.hostready.facts.UnitFile.Setting;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitFileTest {

  private static final String VENDOR = "/usr/lib/systemd/system/docker.service";
  private static final String DROP_IN = "/etc/systemd/system/docker.service.d/";

  private static List<String> values(FakeHost host, String key) {
    return UnitFile.read(host.host(), "docker.service")
        .toOptional()
        .orElseThrow()
        .valuesOf("Service", key)
        .stream()
        .map(Setting::value)
        .toList();
  }

  @Test
  void dropInsComeAfterTheUnitAndAddToIt() {
    FakeHost host =
        FakeHost.with(VENDOR, "[Service]\nEnvironment=A=1\n")
            .file(DROP_IN + "proxy.conf", "[Service]\nEnvironment=HTTP_PROXY=http://p:3128\n");
    assertEquals(List.of("A=1", "HTTP_PROXY=http://p:3128"), values(host, "Environment"));
  }

  @Test
  void aUnitIsReadOnceForAllWhoAskOfAHost() {
    Host host = FakeHost.with(VENDOR, "[Service]\nEnvironment=A=1\n").host();
    assertSame(UnitFile.read(host, "docker.service"), UnitFile.read(host, "docker.service"));
    assertInstanceOf(Absent.class, UnitFile.read(host, "docker.socket"));
  }

  @Test
  void anEmptyValueTakesBackAllBeforeIt() {
    FakeHost host =
        FakeHost.with(VENDOR, "[Service]\nExecStart=/usr/bin/dockerd -H fd://\n")
            .file(DROP_IN + "hosts.conf", "[Service]\nExecStart=\nExecStart=/usr/bin/dockerd\n");
    assertEquals(List.of("/usr/bin/dockerd"), values(host, "ExecStart"));
  }

  @Test
  void theUnitInEtcStandsForTheOneOfThePackage() {
    FakeHost host =
        FakeHost.with(VENDOR, "[Service]\nType=notify\n")
            .file("/etc/systemd/system/docker.service", "[Service]\nType=simple\n");
    assertEquals(List.of("simple"), values(host, "Type"));
  }

  @Test
  void theSameKeyOfAnotherSectionDoesNotCount() {
    FakeHost host = FakeHost.with(VENDOR, "[Unit]\nType=x\n[Service]\nType=notify\n");
    assertEquals(List.of("notify"), values(host, "Type"));
  }

  @Test
  void aBackslashGoesOnInTheNextLineAndCommentsBetweenAreLeftOut() {
    assertEquals(
        List.of(new Setting("Service", "ExecStart", "/usr/bin/dockerd    -H fd://", "f", 2)),
        UnitFile.parse("f", "[Service]\nExecStart=/usr/bin/dockerd \\\n# why\n  -H fd://\n"));
  }

  @Test
  void aLinkToNullMasksTheUnit() {
    FakeHost host =
        FakeHost.with(VENDOR, "[Service]\n")
            .link("/etc/systemd/system/docker.service", "/dev/null");
    assertInstanceOf(Absent.class, UnitFile.read(host.host(), "docker.service"));
  }

  @Test
  void aDropInThatCannotBeReadLeavesNothingCertain() {
    FakeHost host = FakeHost.with(VENDOR, "[Service]\n").denied(DROP_IN + "secret.conf");
    assertInstanceOf(Unreadable.class, UnitFile.read(host.host(), "docker.service"));
  }

  @Test
  void anInstanceHasWhatItsTemplateHasAndMore() {
    FakeHost host =
        FakeHost.with("/usr/lib/systemd/system/user@.service", "[Service]\nDelegate=pids\n")
            .file("/etc/systemd/system/user@.service.d/all.conf", "[Service]\nDelegate=io\n")
            .file("/etc/systemd/system/user@1000.service.d/own.conf", "[Service]\nDelegate=cpu\n");
    assertEquals(List.of("pids", "io", "cpu"), delegated(host, "user@1000.service"));
    assertEquals(List.of("pids", "io"), delegated(host, "user@1001.service"));
    assertEquals(List.of("pids", "io"), delegated(host, "user@.service"));
  }

  private static Reading<DaemonCommand> daemonWith(String dropIn) {
    return DaemonCommand.read(
        FakeHost.with(VENDOR, "[Service]\n")
            .file(DROP_IN + "x.conf", "[Service]\n" + dropIn)
            .host());
  }

  @Test
  void aUnitWithTooMuchTextOrTooManySettingsIsUnknown() {
    String command = "ExecStart=/usr/bin/dockerd";
    assertInstanceOf(Present.class, daemonWith(command + " --label=a".repeat(10_000) + "\n"));
    for (String more : List.of(command + " --label=a".repeat(14_000), "A=b\n".repeat(1_001))) {
      assertEquals(
          new Unreadable<>(
              DROP_IN + "x.conf",
              "the files of docker.service have more than 131072 characters or 1000 settings"),
          daemonWith(more));
    }
  }

  @Test
  void aCommandThatVariablesMakeTooLongIsUnknown() {
    String variable = "Environment=A=" + "a".repeat(10_000) + "\nExecStart=/usr/bin/dockerd";
    assertInstanceOf(Present.class, daemonWith(variable + " $A".repeat(13)));
    assertEquals(
        new Unreadable<>(
            "the unit", "its command has more than 131072 characters with its variables"),
        daemonWith(variable + " $A".repeat(14)));
  }

  private static List<String> delegated(FakeHost host, String unit) {
    return UnitFile.read(host.host(), unit)
        .toOptional()
        .orElseThrow()
        .valuesOf("Service", "Delegate")
        .stream()
        .map(Setting::value)
        .toList();
  }
}
