package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountProbesTest {

  private static final String PASSWD =
      "root:x:0:0:root:/root:/bin/bash\nada:x:1000:998::/home/ada:/bin/sh\n";
  private static final String GROUP = "root:x:0:\ndocker:x:998:bob\nsudo:x:27:ada\n";

  private static final Host HOST =
      FakeHost.with("/etc/passwd", PASSWD).file("/etc/group", GROUP).host();

  @ParameterizedTest
  @CsvSource({
    "'user: {name: ada}', uid, 1000",
    "'user: {name: ada}', group, docker",
    "'user: {name: ada}', groups, 'docker, sudo'",
    "'user: {name: ada}', home, /home/ada",
    "'user: {name: root}', shell, /bin/bash",
    "'user: {name: bob}', uid, absent: /etc/passwd",
    "'group: {name: docker}', gid, 998",
    "'group: {name: docker}', members, 'bob, ada'",
    "'group: {name: root}', members, root",
    "'group: {name: wheel}', gid, absent: /etc/group",
  })
  void accountsAreThoseOfTheHostsOwnFiles(String question, String facet, String shown) {
    assertEquals(shown, RuleResult.facet(HOST, question, facet));
  }

  @ParameterizedTest
  @CsvSource({"bob, pass", "eve, fail"})
  void membershipIsJudged(String user, String verdict) {
    assertEquals(
        verdict, RuleResult.word(HOST, "group: {name: docker, expect: {members: " + user + "}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "'user: {name: ada, expect: {present: true}}'",
    "'group: {name: docker, expect: {present: false}}'"
  })
  void withoutTheFilesNothingCanBeTold(String criterion) {
    assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), criterion));
    Host denied = FakeHost.empty().denied("/etc/passwd").denied("/etc/group").host();
    assertEquals("unknown", RuleResult.word(denied, criterion));
  }

  @ParameterizedTest
  @CsvSource({
    "'user: {name: ada, expect: {groups: docker}}'",
    "'group: {name: docker, expect: {members: ada}}'"
  })
  void halfOfTheFilesLeavesTheOtherHalfUnknown(String criterion) {
    FakeHost users = FakeHost.with("/etc/passwd", PASSWD).denied("/etc/group");
    FakeHost groups = FakeHost.with("/etc/group", GROUP).denied("/etc/passwd");
    assertEquals("unknown", RuleResult.word(users.host(), criterion));
    assertEquals("unknown", RuleResult.word(groups.host(), criterion));
  }

  @ParameterizedTest
  @CsvSource({
    "ada, 65536, 1000", // gids are told by number
    "1000, 65536, 1000",
    "bob, 0, 0",
    "1001, 5, 0",
  })
  void rangesAreFoundByNameAndByNumberWhicheverIsAskedFor(String user, String uids, String gids) {
    Host host =
        FakeHost.with("/etc/passwd", PASSWD)
            .file("/etc/subuid", "ada:100000:65536\n1001:200000:5\n")
            .file("/etc/subgid", "1000:100000:1000\n")
            .host();
    String question = "subordinate-ids: {user: '" + user + "'}";
    assertEquals(uids, RuleResult.facet(host, question, "uids"));
    assertEquals(gids, RuleResult.facet(host, question, "gids"));
  }

  @Test
  void whoseNumberItIsCannotBeToldWithoutUsers() {
    Host host =
        FakeHost.with("/etc/subuid", "ada:100000:65536\n")
            .file("/etc/subgid", "ada:100000:65536\n")
            .denied("/etc/passwd")
            .host();
    String numbers = "expect: {uids: {at-least: 65536}}}";
    assertEquals("pass", RuleResult.word(host, "subordinate-ids: {user: ada, " + numbers));
    assertEquals("unknown", RuleResult.word(host, "subordinate-ids: {user: '1000', " + numbers));
  }

  @ParameterizedTest
  @CsvSource({
    "files systemd, fail",
    "files sss, unknown",
    "files [NOTFOUND=return] ldap # later, unknown",
  })
  void whoIsNotInTheFilesMayBeElsewhere(String sources, String verdict) {
    Host host =
        FakeHost.with("/etc/passwd", PASSWD)
            .file("/etc/group", GROUP)
            .file("/etc/nsswitch.conf", "group: files sss\npasswd:   " + sources + "\n")
            .host();
    assertEquals(verdict, RuleResult.word(host, "user: {name: eve, expect: {present: true}}"));
    assertEquals("pass", RuleResult.word(host, "user: {name: ada, expect: {present: true}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 4294967295, 65536",
    "0 100000 65536, 0",
    "0 100000 132072, 32072",
    "'0 100000 65536\n100000 300000 10', 10",
    "nonsense, /proc/self/uid_map: not as expected: a line that is not three numbers",
  })
  void numbersThatTheHostLacksCannotBeGivenOut(String map, String shown) {
    FakeHost host =
        FakeHost.with("/etc/passwd", PASSWD)
            .file("/etc/subuid", "ada:100000:65536\n")
            .file("/etc/subgid", "ada:100000:65536\n")
            .file("/proc/self/uid_map", map + "\n");
    assertEquals(shown, RuleResult.facet(host.host(), "subordinate-ids: {user: ada}", "uids"));
    assertEquals("65536", RuleResult.facet(host.host(), "subordinate-ids: {user: ada}", "gids"));
  }

  @ParameterizedTest
  @CsvSource({
    "'ada:100000:65536\nada:165536:10', no",
    "'ada:165535:10\nada:100000:65536', yes",
    "'ada:100000:65536\n1000:100000:65536', yes",
    "'ada:100000:65536\nbob:100000:65536', no",
  })
  void onlyRangesOfOneUserOverlap(String ranges, String overlapping) {
    Host host =
        FakeHost.with("/etc/passwd", PASSWD)
            .file("/etc/subuid", "ada:100000:65536\n")
            .file("/etc/subgid", ranges + "\n")
            .host();
    assertEquals(
        overlapping, RuleResult.facet(host, "subordinate-ids: {user: ada}", "overlapping"));
  }
}
