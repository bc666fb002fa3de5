package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FileStatus.Type;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributedFilesTest {

  private static final Reading<String> DENIED = new Unreadable<>("", "Permission denied");

  private final Host host =
      FakeHost.with("/etc/docker/key.json", "{}")
          .file("/etc/shadow", "root:x")
          .file("/root/secret", "x")
          .directory("/run")
          .link("/var/run", "/run")
          .link("/var/lib/docker", "/srv/docker")
          .link("/home", "root")
          .attributes("# comment")
          .attributes("")
          .attributes("0660 root docker socket /run/docker.sock")
          .attributes("0600 root root file /etc/docker/key.json")
          .attributes("---- - - denied /etc/shadow")
          .attributes("---- - - denied /root/")
          .attributes("---- - - denied /boot/config-6.8.0")
          .attributes("0711 root root directory /srv/docker")
          .attributes("1777 root root directory /tmp")
          .attributes("0666 root root device /dev/null")
          .attributes("0644 root root file /etc/not recorded")
          .host();

  private FileStatus present(String path) {
    return host.status(path).toOptional().orElseThrow();
  }

  private static Reading<String> without(Reading<String> text) {
    return text instanceof Unreadable(_, var why) ? new Unreadable<>("", why) : text;
  }

  @Test
  void modeAndOwnersAreThoseDescribed() {
    FileStatus key = present("/etc/docker/key.json");
    assertEquals("0600", key.octalMode());
    assertEquals(2, key.size());
    assertEquals("{}", host.trimmedText("/etc/docker/key.json").orElseThrow());
    assertEquals("1777", present("/tmp").octalMode());
  }

  @Test
  void aSocketThatNoRepositoryCarriesIsThere() {
    FileStatus socket = present("/run/docker.sock");
    assertEquals(Type.SOCKET, socket.type());
    assertEquals("docker", socket.group());
    assertEquals(
        new Unreadable<>("/run/docker.sock", "it is a socket, not a regular file"),
        host.text("/run/docker.sock"));
    assertEquals(new Present<>(List.of("docker.sock"), "/run"), host.list("/run"));
    assertEquals(new Present<>(List.of("null"), "/dev"), host.list("/dev"));
  }

  @Test
  void aDescriptionIsFoundThroughLinks() {
    assertEquals(Type.SOCKET, present("/var/run/docker.sock").type());
    assertEquals("0711", present("/var/lib/docker").octalMode());
    assertEquals(Type.LINK, host.statusOfLink("/var/lib/docker").toOptional().orElseThrow().type());
    assertEquals(new Present<>(List.of(), "/var/lib/docker"), host.list("/var/lib/docker"));
  }

  @ParameterizedTest
  @CsvSource({"/etc/shadow", "/boot/config-6.8.0", "/root/secret", "/root/none", "/home/secret"})
  void whatIsDeniedSaysSo(String path) {
    assertEquals(DENIED, without(host.text(path)));
  }

  @Test
  void aDeniedFileIsThereAndADeniedDirectoryHidesWhatIsInIt() {
    assertTrue(host.has("/etc/shadow"));
    assertTrue(host.has("/boot/config-6.8.0"));
    assertEquals(
        new Unreadable<>("/root/secret", "Permission denied"), host.status("/root/secret"));
    assertEquals(new Unreadable<>("/root", "Permission denied"), host.list("/root"));
    assertEquals(new Unreadable<>("/home", "Permission denied"), host.list("/home"));
  }

  @Test
  void aNameThatOnlyStartsLikeADeniedDirectoryIsNotBelowIt() {
    assertEquals(new Absent<>("/rooted"), host.status("/rooted"));
  }

  @Test
  void contentThatWasNotRecordedIsUnreadableNotMissing() {
    assertEquals(
        new Unreadable<>("/etc/not recorded", "its content was not recorded of this host"),
        host.text("/etc/not recorded"));
    assertEquals(
        new Unreadable<>("/tmp", "it is a directory, not a regular file"), host.text("/tmp"));
  }

  @Test
  void whatIsNotDescribedIsAsItLies() {
    assertEquals(new Absent<>("/etc/none"), host.text("/etc/none"));
    assertEquals(new Absent<>("/none"), host.list("/none"));
    assertEquals(
        new Present<>(List.of("docker", "not recorded", "shadow"), "/etc"), host.list("/etc"));
  }

  @Test
  void whatIsNotDescribedIsRootsWhoeverCheckedItOut(@TempDir Path directory) throws IOException {
    Path etc = Files.createDirectories(directory.resolve("root/etc"));
    Files.writeString(directory.resolve("attributes"), "1777 root root directory /tmp\n");
    Files.setPosixFilePermissions(
        Files.writeString(etc.resolve("plain"), ""), PosixFilePermissions.fromString("rw-rw----"));
    Files.setPosixFilePermissions(
        Files.writeString(etc.resolve("program"), ""),
        PosixFilePermissions.fromString("rwxrwxr-x"));
    Files.setPosixFilePermissions(etc, PosixFilePermissions.fromString("rwxrwxr-x"));
    Host tree = HostDirectory.open(directory);
    assertEquals("0644 root root", owners(tree.status("/etc/plain")));
    assertEquals("0755 root root", owners(tree.status("/etc/program")));
    assertEquals("0755 root root", owners(tree.status("/etc")));
  }

  private static String owners(Reading<FileStatus> status) {
    FileStatus present = status.toOptional().orElseThrow();
    return present.octalMode() + " " + present.owner() + " " + present.group();
  }

  @ParameterizedTest
  @CsvSource({
    "'0644 root root file', line 1 is '0644 root root file': use MODE OWNER GROUP TYPE /PATH.",
    "'0644 root root file etc', line 1 is '0644 root root file etc': use MODE OWNER GROUP TYPE"
        + " /PATH.",
    "'0644 root root pipe /x', 'line 1: ''pipe'' is not a type: use file, directory, link,"
        + " socket, device, fifo or denied.'",
    "'0689 root root file /x', line 1: '0689' is not a mode: use octal digits such as 0644.",
    "'rw-r root root file /x', line 1: 'rw-r' is not a mode: use octal digits such as 0644.",
  })
  void aLineOfAnotherFormIsNamed(String line, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> FakeHost.empty().attributes(line).host())
            .getMessage());
  }
}
