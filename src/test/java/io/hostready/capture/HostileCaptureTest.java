package io.hostready.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.Inventories;
import io.hostready.facts.Inventory;
import io.hostready.facts.InventoryJson;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.testbed.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures that mean harm are refused with a sentence, in little time and memory. */
class HostileCaptureTest {

  private static final String NOT_IN =
      "not in the capture, which hostready 0.1.0 made with the pack docker-engine";

  private static final int HEAD_LINES = (int) CaptureText.HEAD.lines().count();

  private static String refusal(byte[] file) {
    return assertTimeout(
        Eventually.LIMIT,
        () ->
            assertThrows(HostTextException.class, () -> HostTextFile.read(file).host("capture"))
                .getMessage());
  }

  private static String refusal(String lines) {
    return refusal(new CaptureText().lines(lines).packed());
  }

  private static Host host(String lines) throws HostTextException {
    return new CaptureText().lines(lines).host();
  }

  private static String content(Host host, String path) {
    return switch (host.bytes(path)) {
      case Present(var bytes, _) -> new String(bytes, StandardCharsets.UTF_8);
      case Absent(_) -> "missing";
      case Unreadable(_, var why) -> "unreadable: " + why;
    };
  }

  @Test
  void whatIsThereIsRead() throws HostTextException {
    Host host =
        host(
            """
            -- /etc/l -> ../etc/x
            -- /etc/none absent
            -- /etc/x 0640 0 4
            content
            $ uname -m
              i686
            """);
    assertEquals("content\n", content(host, "/etc/x"));
    assertEquals("content\n", content(host, "/etc/l"));
    assertEquals("missing", content(host, "/etc/none"));
    assertEquals("unreadable: " + NOT_IN, content(host, "/etc/other"));
    assertEquals(new Unreadable<>("/etc", NOT_IN), host.list("/etc"));
    assertEquals("0640", host.status("/etc/x").toOptional().orElseThrow().octalMode());
    assertTrue(host.run(List.of("uname", "-r")).toString().contains(NOT_IN));
  }

  @Test
  void aListedDirectoryTellsWhatIsNotInIt() throws HostTextException {
    Host host = host("-- /etc listed\nx\ny\n-- /etc/y\ncontent\n-- /etc/z\n-- /etc/none absent\n");
    assertEquals(new Present<>(List.of("x", "y", "z"), "/etc"), host.list("/etc"));
    assertEquals("missing", content(host, "/etc/w"));
    assertEquals("unreadable: " + NOT_IN, content(host, "/etc/x"));
    assertEquals("content\n", content(host, "/etc/y"));
    assertEquals("missing", content(host, "/etc/none"));
    assertEquals("unreadable: " + NOT_IN, content(host, "/usr/w"));
    assertEquals("unreadable: " + NOT_IN, content(host("-- /etc directory\n"), "/etc/w"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/shadow", "../../../../etc/shadow", "../etc/../../etc/hostname"})
  void aLinkLeadsNowhereButIntoTheCapture(String target) throws HostTextException {
    Host host = host("-- /etc/evil -> " + target + "\n-- /etc/up -> ../../..\n");
    String read = content(host, "/etc/evil");
    assertTrue(read.startsWith("unreadable: not in the capture"), read);
    assertTrue(content(host, "/etc/up/etc/passwd").startsWith("unreadable: not in"), read);
  }

  @Test
  void linksInACircleEnd() throws HostTextException {
    Host host = host("-- /a -> b\n-- /b -> a\n-- /c -> c/c/c\n");
    assertEquals("unreadable: Too many levels of symbolic links", content(host, "/a"));
    assertEquals("unreadable: Too many levels of symbolic links", content(host, "/c/x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../evil",
        "/root/../../evil",
        "/etc/../passwd",
        "/root//etc",
        "//etc",
        "/root/./etc",
        "/root/..",
        "/..",
        "/etc/",
        "/a\\057..",
        "/a\\000",
      })
  void aPathThatLeadsOutIsRefused(String path) {
    String why = refusal("-- " + path + "\nx\n");
    assertTrue(why.contains("invalid path"), why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", ".", "..", "a\\057b", "a\\000b"})
  void aNameThatLeadsOutOfItsDirectoryIsRefused(String name) {
    String why = refusal("-- /etc listed\n" + name + "\n");
    assertTrue(why.contains("invalid file name"), why);
  }

  @Test
  void aPathThatIsInItTwiceIsRefused() {
    assertEquals(
        "line " + (HEAD_LINES + 3) + ": duplicate path '/x'", refusal("-- /x\na\n-- /x\nb\n"));
    assertEquals(
        "line " + (HEAD_LINES + 2) + ": duplicate path '/x'",
        refusal("-- /x absent\n-- /x -> /etc/shadow\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-> /etc", "", "no-content", "socket"})
  void aPathBelowWhatIsNoDirectoryIsRefused(String kind) {
    assertEquals(
        "'/a/passwd' is below '/a', which is not a directory",
        refusal("-- /a 0777 root root" + (" " + kind).stripTrailing() + "\n-- /a/passwd\nx\n"));
  }

  @Test
  void aCompressedBombIsGivenUpEarly() {
    CaptureText bomb = new CaptureText();
    for (int i = 0; i < 4; i++) {
      bomb.lines("-- /" + i + "\n").bytes(new byte[12 << 20]).lines("\n");
    }
    byte[] packed = bomb.packed();
    assertTrue(packed.length < 100_000, () -> packed.length + " bytes");
    assertEquals("larger than 32 MiB", refusal(packed));
    assertEquals("larger than 32 MiB", refusal(new byte[(32 << 20) + 1]));
  }

  @Test
  void oneFileIsBounded() {
    byte[] large = new byte[(16 << 20) + 1];
    Arrays.fill(large, (byte) 'x');
    large[large.length - 1] = '\n';
    assertEquals(
        "line " + (HEAD_LINES + 1) + ": the file is larger than 16 MiB",
        refusal(new CaptureText().lines("-- /x\n").bytes(large).packed()));
  }

  @Test
  void pathsAreBounded() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= HostTextReader.MAX_PATHS; i++) {
      many.append("-- /").append(i).append('\n');
    }
    String why = refusal(many.toString());
    assertTrue(why.endsWith(": more than 100000 paths"), why);
  }

  @Test
  void namesAreBounded() {
    String names = "-- /a listed\n" + "x\n".repeat(HostTextReader.MAX_NAMES + 1);
    assertEquals(
        "line " + (HEAD_LINES + 1) + ": more than 200000 names in directories", refusal(names));
  }

  @Test
  void linesBeforeThePathsAreBounded() {
    for (String line : List.of("\n", "#\n", "rule: x y\n")) {
      String why = refusal(line.repeat(20_001));
      assertTrue(why.endsWith(": more than 20000 lines before the first path"), why);
    }
  }

  @Test
  void directoriesThatAreOnlyNamesAreBounded() {
    String deep = ("/" + "d".repeat(39)).repeat(90);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      lines.append("-- /").append(i).append(deep).append(" absent\n");
    }
    assertEquals("too many directories", refusal(lines.toString()));
    assertEquals(
        "line " + (HEAD_LINES + 1) + ": a path with more than 100 components",
        refusal("-- " + "/d".repeat(101) + "\n"));
    assertEquals(
        "line " + (HEAD_LINES + 1) + ": a path with more than 4096 characters",
        refusal("-- /" + "d".repeat(4096) + "\n"));
  }

  @Test
  void commandsAreBoundedWhereverTheyStand() {
    StringBuilder together = new StringBuilder();
    StringBuilder apart = new StringBuilder();
    for (int i = 0; i <= 10_000; i++) {
      together.append("$ a").append(i).append('\n');
      apart.append("$ a").append(i).append("\n-- /").append(i).append('\n');
    }
    assertEquals("more than 10000 commands", refusal(together.toString()));
    assertEquals("more than 10000 commands", refusal(apart.toString()));
  }

  @Test
  void situationsAreBoundedAndNotInCaptures() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= 1_000; i++) {
      many.append("== s").append(i).append('\n');
    }
    String why = refusal(many.toString().getBytes(StandardCharsets.UTF_8));
    assertEquals("line 1001: more than 1000 situations", why);
    assertEquals(
        "line " + (HEAD_LINES + 1) + ": '-- end' is missing, so the capture is truncated",
        refusal("== ready\n"));
  }

  @Test
  void namesWithLineEndsAndEscapesStayNames() throws HostTextException {
    String odd = "a\nb\u001b[31m\u202e\\c d";
    Host host =
        host(
            "-- /etc listed\n"
                + Escapes.escaped(odd)
                + "\n-- /etc/"
                + Escapes.escaped(odd)
                + " no-newline\nx\n-- /etc/new\\012line\\134x\\040y absent\n");
    assertEquals("x", content(host, "/etc/" + odd));
    assertEquals(new Present<>(List.of(odd), "/etc"), host.list("/etc"));
    assertEquals("missing", content(host, "/etc/new\nline\\x y"));
  }

  @Test
  void aNameThatIsNotUtf8IsRefused() {
    byte[] bad = {'-', '-', ' ', '/', (byte) 0xff, '\n'};
    assertEquals(
        "line " + (HEAD_LINES + 1) + ": invalid UTF-8",
        refusal(new CaptureText().bytes(bad).packed()));
    byte[] name = {'-', '-', ' ', '/', ' ', 'l', 'i', 's', 't', 'e', 'd', '\n', (byte) 0xff, '\n'};
    assertEquals(
        "line " + (HEAD_LINES + 1) + ": invalid UTF-8",
        refusal(new CaptureText().bytes(name).packed()));
  }

  @Test
  void aCutOffCaptureIsRefusedWhereverItIsCut() {
    CaptureText capture = new CaptureText().lines("-- /etc listed\nx\ny\n");
    byte[] text = capture.lines("-- /etc/x\n" + "0123456789\n".repeat(50)).text();
    byte[] packed = CaptureText.gzip(text);
    for (int length = 2; length < packed.length; length += 3) {
      String why = refusal(Arrays.copyOf(packed, length));
      assertTrue(why.contains("truncated") || why.contains("damaged"), why);
    }
    // The first field says that it is a capture; before that it is a text of another host.
    int first = CaptureText.HEAD.indexOf("pack");
    for (int length = first; length < text.length; length++) {
      String why = refusal(Arrays.copyOf(text, length));
      assertTrue(why.contains("truncated"), why);
    }
  }

  @Test
  void aFlippedBitNeverReadsAsSomethingElse() {
    byte[] packed = new CaptureText().lines("-- /etc/x\n" + "0123456789\n".repeat(50)).packed();
    for (int at = 10; at < packed.length; at++) { // before it are gzip's flags and time
      byte[] flipped = packed.clone();
      flipped[at] ^= 0x10;
      try { // the bits that fill the last byte up mean nothing
        Host host = HostTextFile.read(flipped).host("capture");
        assertEquals("0123456789\n".repeat(50), content(host, "/etc/x"), "byte " + at);
      } catch (HostTextException refused) {
        assertTrue(refused.getMessage().length() > 10, refused.getMessage());
      }
    }
  }

  @Test
  void dataAfterTheEndIsRefused() {
    byte[] text = new CaptureText().lines("-- end\n").packed();
    assertEquals("line " + (HEAD_LINES + 1) + ": there are lines after '-- end'", refusal(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"schemaVersion\": 1}\n", "PK\u0003\u0004\n", "plain text\n"})
  void whatIsNoTextOfHostsIsRefused(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (byte[] file : List.of(bytes, CaptureText.gzip(bytes))) {
      String why = refusal(file);
      assertTrue(why.startsWith("line 1: expected '# COMMENT', 'NAME: VALUE'"), why);
    }
    assertEquals("the file is empty", refusal(new byte[0]));
  }

  @Test
  void anInventoryThatIsNoneIsRefused() throws HostTextException {
    assertEquals(
        "line 6: the inventory cannot be read: firmware is missing: use an object",
        refusal("inventory: {}\n").replaceAll("line \\d+, column \\d+: ", ""));
    assertTrue(refusal("inventory: [[[[\n").contains(": the inventory cannot be read: "));
    String whole = InventoryJson.text(Inventories.plain());
    assertEquals(
        Optional.of(Inventories.plain()),
        Inventory.read(host("inventory: " + whole + "\n")).toOptional());
  }

  /** Root may have named a file that the user of sudo cannot read. */
  @ParameterizedTest
  @ValueSource(strings = {"root:$6$s3cr3t:20000:0:::::\n", "password: s3cr3t\n", "# x\ns3cr3t\n"})
  void whatIsNoTextOfHostsIsNotQuoted(String text) {
    String why = refusal(text.getBytes(StandardCharsets.UTF_8));
    assertFalse(why.contains("s3cr3t"), why);
  }

  @Test
  void aNewerFormatSaysWhoMadeIt() {
    String newer = CaptureText.HEAD.replace("capture: 2", "capture: 3") + "-- end\n";
    assertEquals(
        "line "
            + HEAD_LINES
            + ": it has format 3, made by hostready 0.1.0; this version reads format 2. Update"
            + " hostready",
        refusal(newer.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void fieldsOfANewerVersionArePassedOver() throws HostTextException {
    HostText text = HostTextFile.read(new CaptureText().lines("weather: fine\n").packed());
    assertEquals("0.1.0", text.manifest().orElseThrow().made().version());
  }

  @Test
  void aTextThatIsNoCaptureMayNotClaimToBeOneLater() {
    String why = refusal("parameter: a=b\ncapture: 2\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("line 2: expected 'parameter: NAME=VALUE'", why);
    why = refusal("== a\ncapture: 2\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("line 2: expected 'parameter: NAME=VALUE'", why);
  }
}
