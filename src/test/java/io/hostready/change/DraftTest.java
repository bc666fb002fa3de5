package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftTest {

  private static final LiveSysctl FORWARD = new LiveSysctl("net.ipv4.ip_forward");
  private static final String FORWARD_FILE = "/proc/sys/net/ipv4/ip_forward";

  @Test
  void laterStepsSeeWhatEarlierOnesWillWrite() {
    Draft draft = new Draft(FakeHost.with("/etc/x", "one\n").host());
    draft.write("/etc/x", "two\n", 0644);
    assertEquals(new Present<>("two\n", "/etc/x"), draft.host().text("/etc/x"));
    draft.write("/etc/x", "three\n", 0644);
    WriteFile last = assertInstanceOf(WriteFile.class, draft.changes().getLast());
    assertTrue(last.shown().contains("-two"), last.shown().toString());
  }

  @Test
  void whatIsSoAlreadyIsNoChange() {
    Draft draft = new Draft(FakeHost.with("/etc/x", "one\n").file(FORWARD_FILE, "1\n").host());
    draft.write("/etc/x", "one\n", 0600);
    draft.remove("/etc/missing");
    draft.makeDirectory("/etc", 0755);
    draft.set(FORWARD, "1");
    assertEquals(List.of(), draft.changes());
  }

  @Test
  void missingDirectoriesComeFirst() {
    Draft draft = new Draft(FakeHost.with("/etc/x", "").host());
    draft.write("/etc/a/b/c", "c\n", 0644);
    assertEquals(
        List.of("make directory /etc/a", "make directory /etc/a/b", "write /etc/a/b/c"),
        draft.changes().stream().map(Change::described).toList());
    assertEquals(new Present<>(List.of("a", "x"), "/etc"), draft.host().list("/etc"));
  }

  @Test
  void removedFileIsGoneForLaterSteps() {
    Draft draft = new Draft(FakeHost.with("/etc/d/x", "").file("/etc/d/y", "").host());
    draft.remove("/etc/d/x");
    assertEquals(new Present<>(List.of("y"), "/etc/d"), draft.host().list("/etc/d"));
    assertEquals(new Absent<>("/etc/d/x"), draft.host().text("/etc/d/x"));
  }

  @Test
  void linkIsNotWrittenThrough() {
    Draft draft = new Draft(FakeHost.with("/srv/x", "").link("/etc/x", "/srv/x").host());
    NotPossible why = assertThrows(NotPossible.class, () -> draft.write("/etc/x", "text\n", 0644));
    assertTrue(why.why().contains("a link to /srv/x"), why.why());
  }

  @Test
  void plannedSysctlIsSeenByFacts() {
    Draft draft = new Draft(FakeHost.with(FORWARD_FILE, "0\n").host());
    draft.set(FORWARD, "1");
    assertEquals(Optional.of("1"), draft.host().word(FORWARD_FILE));
    draft.set(FORWARD, "1");
    assertEquals(1, draft.changes().size());
  }

  @Test
  void settingAfterAProgramIsLookedAtWhenItsTurnComes() {
    Draft draft = new Draft(FakeHost.with(FORWARD_FILE, "1\n").host());
    draft.run(Command.of("true"), "do something");
    draft.set(FORWARD, "1");
    assertEquals(new SetState(FORWARD, Optional.empty(), "1"), draft.changes().getLast());
  }

  @Test
  void settingThatCannotBeSeenCannotBePlanned() {
    Draft draft = new Draft(FakeHost.empty().host());
    NotPossible why = assertThrows(NotPossible.class, () -> draft.set(FORWARD, "1"));
    assertTrue(why.why().contains(FORWARD_FILE), why.why());
  }

  @Test
  void planOfATreeDoesNotAskApt() {
    Draft draft = new Draft(FakeHost.empty().host());
    draft.install(List.of(PackageRequest.of("docker-ce")), List.of(), Optional.empty());
    assertEquals(
        new InstallPackages(
            List.of(PackageRequest.of("docker-ce")), List.of(), Optional.empty(), Optional.empty()),
        draft.changes().getFirst());
  }

  @Test
  void planSurvivesBeingWrittenAndRead() {
    FakeHost fake =
        FakeHost.with("/etc/x", "one\n")
            .file("/etc/y", "y\n")
            .file(FORWARD_FILE, "0\n")
            .command("systemctl show docker.service --property=ActiveState --value", "inactive\n");
    Draft draft = new Draft(fake.host());
    draft.write("/etc/x", "two\n", 0644);
    draft.write("/etc/x", "three\n", 0644);
    draft.write("/etc/new/file", "new\n", 0600);
    draft.remove("/etc/y");
    draft.set(FORWARD, "1");
    draft.set(new ActiveUnit("docker.service"), "active");
    draft.runOnUndo(Command.of("ufw", "reload"), "reload ufw");
    draft.run(Command.of("ufw", "reload"), "reload ufw");
    draft.fetchKey(
        "https://example.org/key",
        "/etc/apt/keyrings/x.asc",
        "D9993C3AAF79C241CF48FBB9EF9E375034550556");
    draft.updatePackageLists("/etc/apt/sources.list.d/x.sources", "https://example.org/debian");
    draft.install(
        List.of(new PackageRequest("docker-ce", Optional.of("5:29.*"))),
        List.of("docker.io"),
        Optional.of("https://example.org/linux"));
    draft.removePackages(List.of("runc"));

    Draft again = new Draft(fake.host());
    draft.changes().forEach(c -> ChangeJson.readInto(again, Json.read(ChangeJson.write(c).line())));
    assertEquals(draft.changes(), again.changes());
  }

  @Test
  void passwordsInUrlsAreNotInAPlanAndArePutBackFromTheFile() {
    String line = "deb https://ann:s3cret@mirror.example.org/debian trixie main\n";
    Host host = FakeHost.with("/etc/x", line).host();
    Draft draft = new Draft(host);
    draft.write("/etc/x", "# " + line, 0644);
    String written = ChangeJson.write(draft.changes().getFirst()).line();
    assertFalse(written.contains("s3cret"), written);
    assertFalse(String.join("", draft.changes().getFirst().shown()).contains("s3cret"));

    Draft again = new Draft(host);
    ChangeJson.readInto(again, Json.read(written));
    assertEquals(draft.changes(), again.changes());
    assertThrows(
        NotPossible.class,
        () -> ChangeJson.readInto(new Draft(FakeHost.empty().host()), Json.read(written)));
  }

  @Test
  void planIsStaleOnceAFileItSawHasChanged() {
    Draft draft = new Draft(FakeHost.with("/etc/x", "one\n").host());
    draft.write("/etc/x", "two\n", 0644);
    Json written = ChangeJson.write(draft.changes().getFirst());
    NotPossible why =
        assertThrows(
            NotPossible.class,
            () -> ChangeJson.readInto(new Draft(FakeHost.with("/etc/x", "ONE\n").host()), written));
    assertTrue(why.why().startsWith("/etc/x has changed since the plan was made"), why.why());
  }

  @Test
  void planIsStaleOnceASettingItSawHasChanged() {
    Draft draft = new Draft(FakeHost.with(FORWARD_FILE, "0\n").host());
    draft.set(FORWARD, "1");
    Json written = ChangeJson.write(draft.changes().getFirst());
    NotPossible why =
        assertThrows(
            NotPossible.class,
            () ->
                ChangeJson.readInto(new Draft(FakeHost.with(FORWARD_FILE, "2\n").host()), written));
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
  }
}
