package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.Accounts.Group;
import io.hostready.facts.Accounts.User;
import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/bash
      # not:x:7:7::/:
      +nis::0:0:::
      ada:x:1000:1000:Ada,,,:/home/ada:/bin/sh
      broken:x:many:1:::
      """;

  private static final String GROUP =
      """
      root:x:0:
      ada:x:1000:
      docker:x:998:ada, bob,
      """;

  @Test
  void passwdLinesOfAnotherFormNameNobody() {
    assertEquals(
        List.of(
            new User("root", 0, 0, "/root", "/bin/bash", 1),
            new User("ada", 1000, 1000, "/home/ada", "/bin/sh", 4)),
        Accounts.parseUsers(PASSWD));
  }

  @Test
  void groupsHaveTheirListedMembers() {
    assertEquals(
        new Group("docker", 998, List.of("ada", "bob"), 3), Accounts.parseGroups(GROUP).getLast());
  }

  @Test
  void numbersBecomeTheHostsOwnNamesWhereItHasThem() {
    Accounts accounts =
        Accounts.read(FakeHost.with("/etc/passwd", PASSWD).file("/etc/group", GROUP).host());
    assertEquals("ada", accounts.userName("1000"));
    assertEquals("4711", accounts.userName("4711"));
    assertEquals("docker", accounts.groupName("998"));
    assertEquals("wheel", accounts.groupName("wheel"));
  }

  @Test
  void aUserIsInTheFirstGroupAndInThoseThatListIt() {
    Accounts accounts =
        Accounts.read(FakeHost.with("/etc/passwd", PASSWD).file("/etc/group", GROUP).host());
    User ada = accounts.users().toOptional().orElseThrow().getLast();
    assertEquals(List.of("ada", "docker"), accounts.groupsOf(ada));
  }
}
