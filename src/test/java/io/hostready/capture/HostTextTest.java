package io.hostready.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.FileStatus.Type;
import io.hostready.host.Host;
import io.hostready.host.HostSource;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lines of a text of hosts mean, and that any content comes back as it was. */
class HostTextTest {

  private static HostText text(String lines) throws HostTextException {
    return HostText.parse(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static Host host(String lines) throws HostTextException {
    return text(lines).host("x.host");
  }

  private static String refusal(String lines) {
    return assertThrows(HostTextException.class, () -> host(lines)).getMessage();
  }

  private static String content(Host host, String path) {
    return switch (host.bytes(path)) {
      case Present(byte[] content, _) -> new String(content, StandardCharsets.UTF_8);
      case Absent(_) -> "absent";
      case Unreadable(_, String why) -> why;
    };
  }

  private static String status(Host host, String path) {
    return switch (host.status(path)) {
      case Present(FileStatus status, _) ->
          status.type().id()
              + " "
              + status.octalMode()
              + " "
              + status.owner()
              + ":"
              + status.group()
              + " "
              + status.size();
      case Absent(_) -> "absent";
      case Unreadable(_, String why) -> why;
    };
  }

  @Test
  void filesHaveContentAndAreRoots() throws HostTextException {
    Host host =
        host(
            """
            # About this host.

            -- /etc/hostname
            web
            -- /etc/motd 0640 root adm
            Hello,

            \\-- world --
            -- /etc/empty
            -- /usr/bin/runc 0755 root root no-content=10240
            -- /var/log/a\\040b 0600 me\\134 4 no-content
            """);
    assertEquals("web\n", content(host, "/etc/hostname"));
    assertEquals("file 0644 root:root 4", status(host, "/etc/hostname"));
    assertEquals("Hello,\n\n-- world --\n", content(host, "/etc/motd"));
    assertEquals("file 0640 root:adm 20", status(host, "/etc/motd"));
    assertEquals("", content(host, "/etc/empty"));
    assertEquals("file 0755 root:root 10240", status(host, "/usr/bin/runc"));
    assertEquals("its content was not recorded of this host", content(host, "/usr/bin/runc"));
    assertEquals("file 0600 me\\:4 0", status(host, "/var/log/a b"));
    assertEquals(new HostSource.Tree("x.host"), host.source());
  }

  @Test
  void whatIsNotInTheTextIsAbsent() throws HostTextException {
    Host host = host("-- /etc/apt/sources.list\n-- /proc/1 absent\n");
    assertEquals("absent", content(host, "/etc/hostname"));
    assertEquals("absent", status(host, "/proc/1"));
    assertEquals(new Present<>(List.of("etc", "proc"), "/"), host.list("/"));
    assertEquals(new Present<>(List.of("apt"), "/etc"), host.list("/etc"));
    assertEquals(new Present<>(List.of(), "/proc"), host.list("/proc"));
    assertEquals(new Absent<>("/etc/apt/sources.list"), host.list("/etc/apt/sources.list"));
    assertEquals("directory 0755 root:root 0", status(host, "/etc/apt"));
    assertEquals("it is a directory, not a regular file", content(host, "/etc"));
    assertEquals("absent", content(host, "/etc/apt/sources.list/x"));
  }

  @Test
  void otherThingsThanFilesAreThere() throws HostTextException {
    Host host =
        host(
            """
            -- /etc/empty directory
            -- /tmp 1777 root root directory
            -- /run/docker.sock 0660 root docker socket
            -- /dev/null 0666 root root device
            -- /run/initctl fifo
            -- /etc/alternatives/x -> ../motd
            -- /etc/link 0777 1000 1000 -> a\\040b
            -- /etc/motd
            hi
            """);
    assertEquals(new Present<>(List.of(), "/etc/empty"), host.list("/etc/empty"));
    assertEquals("directory 1777 root:root 0", status(host, "/tmp"));
    assertEquals("socket 0660 root:docker 0", status(host, "/run/docker.sock"));
    assertEquals("it is a socket, not a regular file", content(host, "/run/docker.sock"));
    assertEquals("device 0666 root:root 0", status(host, "/dev/null"));
    assertEquals("fifo 0600 root:root 0", status(host, "/run/initctl"));
    assertEquals("hi\n", content(host, "/etc/alternatives/x"));
    FileStatus link = host.statusOfLink("/etc/link").toOptional().orElseThrow();
    assertEquals(Optional.of("a b"), link.linkTarget());
    assertEquals(Type.LINK, link.type());
  }

  @Test
  void whatIsDeniedSaysSo() throws HostTextException {
    Host host =
        host(
            """
            -- /etc/shadow denied
            -- /home denied
            -- /etc/gshadow 0640 root shadow denied
            -- /root 0700 root root directory denied
            -- /proc/kcore unreadable: Operation not permitted
            -- /sys/x unlisted: Input/output error
            -- /snap hidden: Stale file handle
            """);
    assertEquals("Permission denied", content(host, "/etc/shadow"));
    assertEquals("file 0600 root:root 0", status(host, "/etc/shadow"));
    assertEquals("file 0640 root:shadow 0", status(host, "/etc/gshadow"));
    assertEquals(new Unreadable<>("/root", "Permission denied"), host.list("/root"));
    assertEquals("Permission denied", content(host, "/root/.ssh/config"));
    assertEquals("Permission denied", status(host, "/root/x"));
    assertEquals("Permission denied", content(host, "/home/ann/.profile"));
    assertEquals(new Unreadable<>("/home", "Permission denied"), host.list("/home"));
    assertEquals("directory 0700 root:root 0", status(host, "/root"));
    assertEquals("Operation not permitted", content(host, "/proc/kcore"));
    assertEquals(new Unreadable<>("/sys/x", "Input/output error"), host.list("/sys/x"));
    assertEquals("Stale file handle", status(host, "/snap"));
    assertEquals("Stale file handle", content(host, "/snap/docker"));
  }

  @Test
  void commandsAreReplayed() throws HostTextException {
    Host host =
        host(
            """
            $ uname -m
              x86_64
            -- /etc/hostname
            web
            $ systemctl is-active docker.service
              inactive
            ! no such unit
            = 3

            $ docker version
            = missing
            """);
    assertEquals(new CommandOutcome.Ended(0, "x86_64\n", ""), host.run(List.of("uname", "-m")));
    assertEquals(
        new CommandOutcome.Ended(3, "inactive\n", "no such unit\n"),
        host.run(List.of("systemctl", "is-active", "docker.service")));
    assertEquals(new CommandOutcome.NotFound("docker"), host.run(List.of("docker", "version")));
    assertEquals("web\n", content(host, "/etc/hostname"));
  }

  private static final String SITUATIONS =
      """
      # What is in all of them.
      parameter: docker-version=28
      parameter: firewall-backend=iptables
      -- /etc/a
      1
      -- /etc/d/x
      x
      -- /etc/d/y
      y
      $ uname -m
        x86_64

      == ready

      == not-ready-other
      # Another a, and no directory.
      parameter: firewall-backend=nftables
      -- /etc/a
      2
      -- /etc/d absent
      $ uname -m
        i686

      == not-ready-more
      -- /etc/d 0700 root root directory
      -- /etc/d/z
      z
      """;

  @Test
  void aSituationHasWhatAllHaveInCommon() throws HostTextException {
    HostText text = text(SITUATIONS);
    Host ready = Fixtures.host(text, "ready");
    assertEquals("1\n", content(ready, "/etc/a"));
    assertEquals(new Present<>(List.of("x", "y"), "/etc/d"), ready.list("/etc/d"));
    Host other = Fixtures.host(text, "not-ready-other");
    assertEquals("2\n", content(other, "/etc/a"));
    assertEquals("absent", content(other, "/etc/d/x"));
    assertEquals(new Present<>(List.of("a"), "/etc"), other.list("/etc"));
    assertEquals(new CommandOutcome.Ended(0, "i686\n", ""), other.run(List.of("uname", "-m")));
    Host more = Fixtures.host(text, "not-ready-more");
    assertEquals(new Present<>(List.of("x", "y", "z"), "/etc/d"), more.list("/etc/d"));
    assertEquals("directory 0700 root:root 0", status(more, "/etc/d"));
    assertEquals("z\n", content(more, "/etc/d/z"));
    assertEquals(
        Map.of("docker-version", "28", "firewall-backend", "nftables"),
        text.parameters(text.situation("not-ready-other").orElseThrow()));
  }

  @Test
  void aTextWithSituationsIsNoHost() {
    assertEquals(
        "the file has 3 situations: name one of them, such as x.host/ready", refusal(SITUATIONS));
  }

  @Test
  void aTextIsWrittenAsItWasRead() throws HostTextException {
    assertEquals(SITUATIONS, new String(text(SITUATIONS).bytes(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "'x', 'the last line has no line end, so the file is truncated'",
    "'', the file is empty",
    "'x|', 'line 1: expected ''# COMMENT'', ''NAME: VALUE'', ''-- /PATH'', ''$ COMMAND'' or ''=="
        + " SITUATION'''",
    "'weather: fine|', line 1: expected 'parameter: NAME=VALUE'",
    "'parameter: x|', line 1: expected 'parameter: NAME=VALUE'",
    "'-- /a|x|-- b|', line 3: expected '-- /PATH'; a file's own line that begins so needs a"
        + " backslash before it",
    "'-- /a/|', 'line 1: invalid path ''/a/'': use an absolute path without an empty component,"
        + " ''.'' or ''..'''",
    "'-- /a/../b|', 'line 1: invalid path ''/a/../b'': use an absolute path without an empty"
        + " component, ''.'' or ''..'''",
    "'-- /a|-- /a|', line 2: duplicate path '/a'",
    "'-- /a 644 root root|', 'line 1: expected a mode of four octal digits, an owner and a group,"
        + " such as 0640 root adm'",
    "'-- /a 0689 root root|', 'line 1: expected a mode of four octal digits, an owner and a group,"
        + " such as 0640 root adm'",
    "'-- /a 0644 root|', 'line 1: expected a mode of four octal digits, an owner and a group, such"
        + " as 0640 root adm'",
    "'-- /a 0644 root root absent|', line 1: a path that is absent or hidden has no mode",
    "'-- /a directory|x|', 'line 1: unexpected content: a path of this kind has none'",
    "'-- /a base64|?|', line 1: invalid base64 in the lines below",
    "'-- /a no-newline|', line 1: no-newline needs a line of content",
    "'-- /a no-content=x|', 'line 1: invalid size ''x'': use bytes in decimal digits'",
    "'$ a|x|', 'line 2 is ''x'': use ''  output'', ''! error'' or ''= code''.'",
    "'-- /a|b|$ a|$ b|$ a|', 'line 5 is ''$ a'', a duplicate: record each command once.'",
    "'$ a|-- /a|$ a|', 'line 3 is ''$ a'', a duplicate: record each command once.'",
    "'-- /a|== b c|', 'line 2: invalid name of a situation: use letters, digits, ''.'', ''-'',"
        + " ''_'' and ''+'''",
    "'== b|== b|', line 2: duplicate situation 'b'",
    "'-- /a|-- end|x|', line 2: there are lines after '-- end'",
    "'-- /a -> b|-- /a/c|', '''/a/c'' is below ''/a'', which is not a directory'",
  })
  void aLineThatIsWrongIsNamed(String lines, String why) {
    assertEquals(why, refusal(lines.replace('|', '\n')));
  }

  @Test
  void anUnknownKindNamesTheKindsThereAre() {
    assertTrue(refusal("-- /a\n-- /b door\n").startsWith("line 2: expected '-- /PATH MODE OWNER"));
  }

  static Stream<String> contents() {
    return Stream.of(
        "",
        "\n",
        "\n\n",
        "a",
        "a\n",
        "a\n\n",
        "a\r\nb\r\n",
        "-- /x\n",
        "-- ",
        "== x\n\n",
        "$ x\n  y",
        "\\-- x\n\\\\== y\n\\$ z\n",
        "\\\n\\x\n--\n==\n$\n-- end\n",
        "--\tx\n---\n=== x\n$$ x\n",
        "\0",
        "\u001b[31m",
        "\ufeffx\n",
        "\u00e9\u202e\n",
        "\u0085\n",
        "\u007f");
  }

  @ParameterizedTest
  @MethodSource("contents")
  void anyContentComesBackWhereverItStands(String content) throws HostTextException {
    comesBack(content.getBytes(StandardCharsets.UTF_8));
    comesBack(content.getBytes(StandardCharsets.UTF_16));
  }

  @Test
  void randomContentsComeBack() throws HostTextException {
    Random random = new Random(4711);
    byte[] letters = "-=$\\ \n\nax\u00e9\0".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2_000; i++) {
      byte[] content = new byte[random.nextInt(40)];
      for (int j = 0; j < content.length; j++) {
        content[j] = letters[random.nextInt(letters.length)];
      }
      comesBack(content);
    }
  }

  private static void comesBack(byte[] content) throws HostTextException {
    TreeMap<String, CapturedPath> paths = new TreeMap<>();
    for (String path : List.of("/a", "/b c\n\\")) {
      paths.put(path, Fixtures.file(path, content));
    }
    HostSection section = new HostSection("ready", List.of(), List.of(), paths, Map.of());
    HostSection other = new HostSection("not-ready", List.of(), List.of(), paths, Map.of());
    byte[] bytes = new HostText(Optional.empty(), section, List.of(section, other)).bytes();
    HostText read = HostText.parse(bytes);
    for (String situation : List.of("ready", "not-ready")) {
      for (String path : paths.keySet()) {
        byte[] back = Fixtures.host(read, situation).bytes(path).toOptional().orElseThrow();
        assertArrayEquals(content, back, () -> new String(bytes, StandardCharsets.UTF_8));
      }
    }
    assertArrayEquals(bytes, read.bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/\n", "/\\", "/\\040", "/\u00e9", "/-- ", "/a\u001b"})
  void anyPathComesBack(String path) throws HostTextException {
    HostSection section =
        new HostSection("", List.of(), List.of(), Map.of(path, Fixtures.file(path, "x")), Map.of());
    HostText read = HostText.parse(new HostText(Optional.empty(), section, List.of()).bytes());
    assertEquals(List.of(path), List.copyOf(read.common().paths().keySet()));
  }

  @Test
  void bytesThatATerminalShowsAreReadable() {
    assertTrue(HostTextWriter.isText("a\tb\n\u00e9\n".getBytes(StandardCharsets.UTF_8)));
    assertFalse(HostTextWriter.isText(new byte[] {'a', 0}));
    assertFalse(HostTextWriter.isText(new byte[] {'a', (byte) 0xff}));
    assertFalse(HostTextWriter.isText("\u001b[2J".getBytes(StandardCharsets.UTF_8)));
  }
}
