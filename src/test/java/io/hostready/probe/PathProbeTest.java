package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.HostDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathProbeTest {

  private static final Host HOST =
      FakeHost.with("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
          .file("/etc/group", "docker:x:998:\n")
          .file("/proc/zero", "")
          .directory("/var/empty")
          .link("/var/run", "/run")
          .link("/etc/dangling", "nowhere")
          .file("/closed/inside", "x")
          .denied("/closed")
          .attributes("0660 0 998 socket /run/docker.sock")
          .attributes("1777 root root directory /tmp")
          .host();

  @ParameterizedTest
  @CsvSource({
    "'path: /run/docker.sock', type, socket",
    "'path: /run/docker.sock', mode, 0660",
    "'path: /run/docker.sock', owner, root",
    "'path: /run/docker.sock', group, docker",
    "'path: /run/docker.sock', world-writable, no",
    "'path: /run/docker.sock', empty, nothing in /run/docker.sock",
    "'path: /tmp', mode, 1777",
    "'path: /tmp', world-writable, yes",
    "'path: /var/empty', empty, yes",
    "'path: /etc', empty, no",
    "'path: /proc/zero', empty, yes",
    "'path: /etc/passwd', empty, no",
    "'path: /etc/dangling, follow: false', type, link",
    "'path: /etc/dangling, follow: false', link-target, nowhere",
    "'path: /etc/dangling, follow: false', world-writable, no",
    "'path: /etc/dangling', type, absent: /etc/dangling",
    "'path: /nothing', type, absent: /nothing",
    "'path: /closed/inside', type, unreadable: /closed/inside: Permission denied",
  })
  void eachFacetSaysWhatStatSays(String arguments, String facet, String shown) {
    assertEquals(shown, RuleResult.facet(HOST, "path: {" + arguments + "}", facet));
  }

  @Test
  void aDanglingLinkIsToldFromNothing() {
    assertTrue(
        RuleResult.observe(HOST, "path: {path: /etc/dangling}").evidence().getFirst().value()
            != null);
  }

  @Test
  void aTargetIsSaidThoughTheLinkIsFollowed() {
    Host host = FakeHost.with("/run/x", "").link("/var/run", "/run").host();
    assertEquals("directory", RuleResult.facet(host, "path: {path: /var/run}", "type"));
    assertEquals("/run", RuleResult.facet(host, "path: {path: /var/run}", "link-target"));
  }

  @ParameterizedTest
  @CsvSource({"/run/docker.sock, pass", "/tmp, fail", "/nothing, fail", "/closed/inside, unknown"})
  void whatCannotBeLookedAtIsNeitherPassNorFail(String path, String verdict) {
    assertEquals(
        verdict, RuleResult.word(HOST, "path: {path: " + path + ", expect: {type: socket}}"));
  }

  @Test
  void linksOfATreeNeverLeadOutside(@TempDir Path tree) throws IOException {
    Files.createDirectories(tree.resolve("etc"));
    Files.createSymbolicLink(tree.resolve("etc/out"), Path.of("/proc/self/status"));
    Files.createSymbolicLink(tree.resolve("etc/up"), Path.of("../../../../../../proc/version"));
    Host host = HostDirectory.open(tree);
    assertEquals("absent: /etc/out", RuleResult.facet(host, "path: {path: /etc/out}", "type"));
    assertEquals("absent: /etc/up", RuleResult.facet(host, "path: {path: /etc/up}", "type"));
    Files.delete(tree.resolve("etc/out")); // else the temporary directory's owner warns of them
    Files.delete(tree.resolve("etc/up"));
  }

  private static final FakeHost ADAS =
      FakeHost.with("/etc/passwd", "ada:x:1000:1000::/srv/ada:/bin/sh\nodd:x:7:7::home:/bin/sh\n")
          .file("/srv/ada/bin/vpnkit", "")
          .directory("/run/user/1000");

  @ParameterizedTest
  @CsvSource({
    "%h/bin/vpnkit, ada, file",
    "/run/user/%U, ada, directory",
    "%h/bin/pasta, ada, absent: /srv/ada/bin/pasta",
    "%h/bin/vpnkit, eve, absent: /etc/passwd",
    "%h/bin/vpnkit, odd, unreadable: /etc/passwd: the home directory of odd is no path",
  })
  void aPathMayBeThatOfAUser(String path, String user, String shown) {
    String question = "path: {path: '" + path + "', user: " + user + "}";
    assertEquals(shown, RuleResult.facet(ADAS.host(), question, "type"));
  }

  @Test
  void aUsersPathNeedsAUser() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> RuleResult.observe(ADAS.host(), "path: {path: '%h/bin/vpnkit'}"));
    assertTrue(wrong.getMessage().contains("missing key 'user'"), wrong.getMessage());
  }
}
