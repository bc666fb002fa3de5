package io.hostready.change.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.ActiveUnit;
import io.hostready.change.Alternative;
import io.hostready.change.Change;
import io.hostready.change.ChangeBytes;
import io.hostready.change.InstallPackages;
import io.hostready.change.LiveSysctl;
import io.hostready.change.LoadedModule;
import io.hostready.change.PackageRequest;
import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.SetSetting;
import io.hostready.change.Setting;
import io.hostready.change.WriteFile;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanBuilderTest {

  private static final LiveSysctl FORWARD = new LiveSysctl("net.ipv4.ip_forward");
  private static final String FORWARD_FILE = "/proc/sys/net/ipv4/ip_forward";

  @Test
  void laterStepsSeeWhatEarlierOnesWillWrite() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with("/etc/x", "one\n").host());
    builder.write("/etc/x", "two\n", 0644);
    assertEquals(new Present<>("two\n", "/etc/x"), builder.host().text("/etc/x"));
    builder.write("/etc/x", "three\n", 0644);
    WriteFile last = assertInstanceOf(WriteFile.class, builder.changes().getLast());
    assertTrue(last.preview().contains("-two"), last.preview().toString());
  }

  @Test
  void whatIsSoAlreadyIsNoChange() {
    PlanBuilder builder =
        new PlanBuilder(FakeHost.with("/etc/x", "one\n").file(FORWARD_FILE, "1\n").host());
    builder.write("/etc/x", "one\n", 0600);
    builder.remove("/etc/missing");
    builder.makeDirectory("/etc", 0755);
    builder.set(FORWARD, "1");
    assertEquals(List.of(), builder.changes());
  }

  @Test
  void missingDirectoriesComeFirst() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with("/etc/x", "").host());
    builder.write("/etc/a/b/c", "c\n", 0644);
    assertEquals(
        List.of("create directory /etc/a", "create directory /etc/a/b", "create /etc/a/b/c"),
        builder.changes().stream().map(Change::description).toList());
    assertEquals(new Present<>(List.of("a", "x"), "/etc"), builder.host().list("/etc"));
  }

  @Test
  void removedFileIsGoneForLaterSteps() {
    PlanBuilder builder =
        new PlanBuilder(FakeHost.with("/etc/d/x", "").file("/etc/d/y", "").host());
    builder.remove("/etc/d/x");
    assertEquals(new Present<>(List.of("y"), "/etc/d"), builder.host().list("/etc/d"));
    assertEquals(new Absent<>("/etc/d/x"), builder.host().text("/etc/d/x"));
  }

  @Test
  void linkIsNotWrittenThrough() {
    PlanBuilder builder =
        new PlanBuilder(FakeHost.with("/srv/x", "").link("/etc/x", "/srv/x").host());
    PlanningException why =
        assertThrows(PlanningException.class, () -> builder.write("/etc/x", "text\n", 0644));
    assertTrue(why.why().contains("a link to /srv/x"), why.why());
  }

  @Test
  void plannedSysctlIsSeenByFacts() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with(FORWARD_FILE, "0\n").host());
    builder.set(FORWARD, "1");
    assertEquals(Optional.of("1"), builder.host().trimmedText(FORWARD_FILE));
    builder.set(FORWARD, "1");
    assertEquals(1, builder.changes().size());
  }

  @Test
  void settingAfterAProgramIsLookedAtWhenItsTurnComes() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with(FORWARD_FILE, "1\n").host());
    builder.run(ProgramCall.of("true"), "do something");
    builder.set(FORWARD, "1");
    assertEquals(new SetSetting(FORWARD, Optional.empty(), "1"), builder.changes().getLast());
  }

  @Test
  void settingThatCannotBeSeenCannotBePlanned() {
    PlanBuilder builder = new PlanBuilder(FakeHost.empty().host());
    PlanningException why = assertThrows(PlanningException.class, () -> builder.set(FORWARD, "1"));
    assertTrue(why.why().contains(FORWARD_FILE), why.why());
  }

  @Test
  void planOfATreeDoesNotAskApt() {
    PlanBuilder builder = new PlanBuilder(FakeHost.empty().host());
    builder.install(List.of(PackageRequest.of("docker-ce")), List.of(), Optional.empty());
    assertEquals(
        new InstallPackages(
            new io.hostready.change.Apt(),
            List.of(PackageRequest.of("docker-ce")),
            List.of(),
            Optional.empty(),
            Optional.empty()),
        builder.changes().getFirst());
  }

  @Test
  void planSurvivesBeingWrittenAndRead() {
    FakeHost fake =
        FakeHost.with("/etc/x", "one\n")
            .file("/etc/y", "y\n")
            .file(FORWARD_FILE, "0\n")
            .command("systemctl show docker.service --property=ActiveState --value", "inactive\n");
    PlanBuilder builder = new PlanBuilder(fake.host());
    builder.write("/etc/x", "two\n", 0644);
    builder.write("/etc/x", "three\n", 0644);
    builder.write("/etc/new/file", "new\n", 0600);
    builder.remove("/etc/y");
    builder.set(FORWARD, "1");
    builder.set(new ActiveUnit("docker.service"), "active");
    builder.runOnUndo(ProgramCall.of("ufw", "reload"), "reload ufw");
    builder.run(ProgramCall.of("ufw", "reload"), "reload ufw");
    builder.fetchKey(
        "https://example.org/key",
        "/etc/apt/keyrings/x.asc",
        "D9993C3AAF79C241CF48FBB9EF9E375034550556");
    builder.updatePackageLists("/etc/apt/sources.list.d/x.sources", "https://example.org/debian");
    builder.install(
        List.of(new PackageRequest("docker-ce", Optional.of("5:29.*"))),
        List.of("docker.io"),
        Optional.of("https://example.org/linux"));
    builder.removePackages(List.of("runc"));

    PlanBuilder again = new PlanBuilder(fake.host());
    builder.changes().forEach(c -> again.addSaved(ChangeBytes.json(c)));
    assertEquals(builder.changes(), again.changes());
  }

  @Test
  void passwordsInUrlsAreNotInAPlanAndArePutBackFromTheFile() {
    String line = "deb https://ann:s3cret@mirror.example.org/debian trixie main\n";
    Host host = FakeHost.with("/etc/x", line).host();
    PlanBuilder builder = new PlanBuilder(host);
    builder.write("/etc/x", "# " + line, 0644);
    JsonObject written = ChangeBytes.json(builder.changes().getFirst());
    assertFalse(written.toString().contains("s3cret"), written::toString);
    assertFalse(String.join("", builder.changes().getFirst().preview()).contains("s3cret"));

    PlanBuilder again = new PlanBuilder(host);
    again.addSaved(written);
    assertEquals(builder.changes(), again.changes());
    assertThrows(
        PlanningException.class, () -> new PlanBuilder(FakeHost.empty().host()).addSaved(written));
  }

  @Test
  void planIsStaleOnceAFileItSawHasChanged() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with("/etc/x", "one\n").host());
    builder.write("/etc/x", "two\n", 0644);
    JsonObject written = ChangeBytes.json(builder.changes().getFirst());
    PlanningException why =
        assertThrows(
            PlanningException.class,
            () -> new PlanBuilder(FakeHost.with("/etc/x", "ONE\n").host()).addSaved(written));
    assertTrue(why.why().startsWith("/etc/x has changed since the plan was made"), why.why());
  }

  @Test
  void planIsStaleOnceASettingItSawHasChanged() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with(FORWARD_FILE, "0\n").host());
    builder.set(FORWARD, "1");
    JsonObject written = ChangeBytes.json(builder.changes().getFirst());
    PlanningException why =
        assertThrows(
            PlanningException.class,
            () -> new PlanBuilder(FakeHost.with(FORWARD_FILE, "2\n").host()).addSaved(written));
    assertTrue(why.why().contains("expected '0', found '2'"), why.why());
  }

  @Test
  void moduleInUseHasAUser() {
    var host =
        FakeHost.with("/proc/modules", "dm_mod 1 2 dm_crypt,dm_log, Live 0x0\nx 1 0 - Live 0x0\n")
            .host();
    assertEquals(Optional.of("dm_crypt,dm_log"), new LoadedModule("dm-mod").user(host));
    assertEquals(Optional.empty(), new LoadedModule("x").user(host));
  }

  @Test
  void alternativeIsAutoOrAPath() {
    String query = "update-alternatives --query iptables";
    String stanza = "Name: iptables\nLink: /usr/sbin/iptables\nStatus: %s\nValue: /a/b\n\nX: y\n";
    Setting iptables = new Alternative("iptables");
    assertEquals(
        new Present<>("auto", query),
        iptables.read(FakeHost.empty().command(query, stanza.formatted("auto")).host()));
    assertEquals(
        new Present<>("/a/b", query),
        iptables.read(FakeHost.empty().command(query, stanza.formatted("manual")).host()));
    assertInstanceOf(
        Unreadable.class,
        iptables.read(
            FakeHost.empty().command(query, new CommandOutcome.Ended(2, "", "no")).host()));
    assertInstanceOf(
        Unreadable.class,
        iptables.read(FakeHost.empty().command(query, "Name: iptables\n").host()));
  }
}
