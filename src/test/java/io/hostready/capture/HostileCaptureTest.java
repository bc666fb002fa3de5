package io.hostready.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.TreeFiles;
import io.hostready.testbed.Eventually;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that mean harm are refused with a sentence, in little time and memory. */
class HostileCaptureTest {

  private static final String NOT_IN =
      "not in the capture, which hostready 0.1.0 made with the pack docker-engine";

  private static String refusal(byte[] packed) {
    return assertTimeout(
        Eventually.LIMIT,
        () ->
            assertThrows(BadCapture.class, () -> Capture.read(new ByteArrayInputStream(packed)))
                .getMessage());
  }

  private static Host host(TarBytes archive) throws BadCapture {
    return Recording.read(archive.packed()).host("capture");
  }

  private static String content(Host host, String path) {
    return switch (host.bytes(path)) {
      case Present(var bytes, _) -> new String(bytes, StandardCharsets.UTF_8);
      case Absent(_) -> "missing";
      case Unreadable(_, var why) -> "unreadable: " + why;
    };
  }

  @Test
  void whatIsThereIsRead() throws BadCapture {
    Host host =
        host(
            TarBytes.capture()
                .file("attributes", "0640 0 4 file=9 /etc/x\n---- - - absent /etc/none\n")
                .file("root/etc/x", "content\n")
                .link("root/etc/l", "../etc/x")
                .file("commands", "$ uname -m\n  i686\n"));
    assertEquals("content\n", content(host, "/etc/x"));
    assertEquals("content\n", content(host, "/etc/l"));
    assertEquals("missing", content(host, "/etc/none"));
    assertEquals("unreadable: " + NOT_IN, content(host, "/etc/other"));
    assertEquals(new Unreadable<>("/etc", NOT_IN), host.list("/etc"));
    assertEquals("0640", host.status("/etc/x").toOptional().orElseThrow().octalMode());
    assertTrue(host.run(List.of("uname", "-r")).toString().contains(NOT_IN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/shadow", "../../../../etc/shadow", "../etc/../../etc/hostname"})
  void aLinkLeadsNowhereButIntoTheCapture(String target) throws BadCapture {
    Host host =
        host(TarBytes.capture().link("root/etc/evil", target).link("root/etc/up", "../../.."));
    String read = content(host, "/etc/evil");
    assertTrue(read.startsWith("unreadable: not in the capture"), read);
    assertTrue(content(host, "/etc/up/etc/passwd").startsWith("unreadable: not in"), read);
  }

  @Test
  void linksInACircleEnd() throws BadCapture {
    Host host =
        host(TarBytes.capture().link("root/a", "b").link("root/b", "a").link("root/c", "c/c/c"));
    assertEquals("unreadable: Too many levels of symbolic links", content(host, "/a"));
    assertEquals("unreadable: Too many levels of symbolic links", content(host, "/c/x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../evil",
        "root/../../evil",
        "root/etc/../passwd",
        "root//etc",
        "root/./etc",
        "root/..",
        "..",
      })
  void aNameThatLeadsOutIsRefused(String name) {
    String why = refusal(TarBytes.capture().file(name, "x").packed());
    assertTrue(why.contains("is no plain path"), why);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 'root/x'' is a hard link'",
    "3, 'root/x'' is a device'",
    "4, 'root/x'' is a device'",
    "6, 'root/x'' is a FIFO'",
    "S, 'root/x'' is a sparse file'",
    "V, 'root/x'' is an entry of type V'",
    "Z, 'root/x'' is an entry of type Z'",
  })
  void whatNoCaptureHasIsRefused(char type, String why) {
    String refusal = refusal(TarBytes.capture().entry("root/x", type, "/etc/shadow", 0).packed());
    assertTrue(refusal.startsWith("'" + why), refusal);
  }

  @Test
  void anEntryThatIsInItTwiceIsRefused() {
    byte[] twice = TarBytes.capture().file("root/x", "a").file("root/x", "b").packed();
    assertEquals("'root/x' is in it twice", refusal(twice));
    assertEquals(
        "'manifest.json' is in it twice",
        refusal(TarBytes.capture().file("./manifest.json", "b").packed()));
  }

  @ParameterizedTest
  @CsvSource({"2, /etc", "0, ''"})
  void aPathBelowWhatIsNoFolderIsRefused(char type, String target) {
    byte[] below =
        TarBytes.capture().entry("root/a", type, target, 0).file("root/a/passwd", "x").packed();
    assertEquals("'/a/passwd' lies below '/a', which is no folder", refusal(below));
  }

  @Test
  void aCompressedBombIsGivenUpEarly() {
    TarBytes bomb = TarBytes.capture();
    for (int i = 0; i < 4; i++) {
      bomb.file("root/" + i, new byte[12 << 20]);
    }
    byte[] packed = bomb.packed();
    assertTrue(packed.length < 100_000, () -> packed.length + " bytes");
    assertEquals("it unpacks to more than 32 MiB", refusal(packed));
  }

  @ParameterizedTest
  @ValueSource(longs = {(16 << 20) + 1, 077777777777L})
  void oneFileIsBounded(long size) {
    String why = refusal(TarBytes.gzip(TarBytes.capture().entry("root/x", '0', "", size).cut()));
    assertEquals("'root/x' has " + size + " bytes; it may have at most 16777216", why);
  }

  @Test
  void entriesWithoutContentAreBounded() {
    TarBytes many = TarBytes.capture();
    for (int i = 0; i <= TarReader.MAX_ENTRIES; i++) {
      many.entry("root/" + i, '0', "", 0);
    }
    assertEquals("it has more than 100000 entries", refusal(many.packed()));
  }

  @Test
  void linesOfAttributesAreBounded() {
    String lines = "---- - - absent /a\n".repeat(Attributes.MAX_LINES + 1);
    assertTrue(
        refusal(TarBytes.capture().file("attributes", lines).packed())
            .startsWith("line 2 of its attributes describes a path that a line above"));
    String comments = "#\n".repeat(Attributes.MAX_LINES + 1);
    assertEquals(
        "its attributes have more than 200000 lines",
        refusal(TarBytes.capture().file("attributes", comments).packed()));
  }

  @Test
  void foldersThatAreOnlyNamesAreBounded() {
    String deep = ("/" + "d".repeat(39)).repeat(90);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      lines.append("---- - - absent /").append(i).append(deep).append('\n');
    }
    assertEquals(
        "its folders have too many and too long names",
        refusal(TarBytes.capture().file("attributes", lines.toString()).packed()));
    String why =
        refusal(
            TarBytes.capture().file("attributes", "---- - - absent " + "/d".repeat(101)).packed());
    assertEquals("attributes, line 1: a path lies more than 100 folders deep", why);
  }

  @Test
  void commandsAreBounded() {
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i <= 10_000; i++) {
      commands.append("$ a").append(i).append('\n');
    }
    String why = refusal(TarBytes.capture().file("commands", commands.toString()).packed());
    assertTrue(why.endsWith("and 10000 commands are above it; expected no more."), why);
  }

  @Test
  void namesWithLineEndsAndEscapesStayNames() throws BadCapture {
    String odd = "a\nb\u001b[31m\u202e\\c d";
    Host host =
        host(
            TarBytes.capture()
                .file("root/etc/" + odd, "x")
                .file(
                    "attributes",
                    "---- - - listed /etc\n---- - - absent /etc/new\\012line\\134x\\040y\n"));
    assertEquals("x", content(host, "/etc/" + odd));
    assertEquals(new Present<>(List.of(odd), "/etc"), host.list("/etc"));
    assertEquals("missing", content(host, "/etc/new\nline\\x y"));
  }

  @Test
  void aNameThatIsNotUtf8IsRefused() {
    byte[] tar =
        TarBytes.capture()
            .header(
                header -> {
                  TarBytes.put(header, 0, "root/x");
                  header[6] = (byte) 0xff;
                })
            .packed();
    assertEquals("a name in it is not UTF-8", refusal(tar));
  }

  @Test
  void longNamesOfPaxAndGnuAreRead() throws BadCapture {
    String path = "/etc/" + "n".repeat(200);
    byte[] record = ("219 path=root" + path + "\n").getBytes(StandardCharsets.UTF_8);
    assertEquals(219, record.length);
    Host pax =
        host(
            TarBytes.capture()
                .entry("pax", 'x', "", record.length)
                .bytes(record)
                .file("short", "x"));
    assertEquals("x", content(pax, path));
    byte[] name = ("root" + path + "\0").getBytes(StandardCharsets.UTF_8);
    Host gnu =
        host(
            TarBytes.capture()
                .entry("././@LongLink", 'L', "", name.length)
                .bytes(name)
                .file("short", "x"));
    assertEquals("x", content(gnu, path));
  }

  @ParameterizedTest
  @CsvSource({
    "'14 size=12345\n', 'a pax header in it sets a size; captures need none'",
    "'26 GNU.sparse.major=1.000\n', 'it has a sparse file, and captures have none'",
    "'99 path=root/x\n', 'a pax header in it is malformed'",
    "'1 path=root/x\n', 'a pax header in it is malformed'",
    "'path=root/x\n', 'a pax header in it is malformed'",
    "'99999999999999999999 path=root/x\n', 'a pax header in it is malformed'",
    "'16 path=../root\n"
        + "', 'an entry: ''/../root'' is no plain path; no part of it may be empty, ''.'' or"
        + " ''..'''",
  })
  void paxHeadersThatMeanHarmAreRefused(String records, String why) {
    byte[] pax = records.getBytes(StandardCharsets.UTF_8);
    byte[] tar =
        TarBytes.capture()
            .entry("pax", 'x', "", pax.length)
            .bytes(pax)
            .file("root/y", "x")
            .packed();
    assertEquals(why, refusal(tar));
  }

  @Test
  void aPaxHeaderForAllEntriesMayNotNameThem() {
    byte[] pax = "15 path=root/xx\n".getBytes(StandardCharsets.UTF_8);
    byte[] tar = TarBytes.capture().entry("g", 'g', "", 15).bytes(Arrays.copyOf(pax, 15)).packed();
    assertTrue(refusal(tar).startsWith("a pax header in it"), refusal(tar));
  }

  @Test
  void aHugePaxHeaderIsRefused() {
    byte[] tar = TarBytes.capture().entry("x", 'x', "", 1 << 20).packed();
    assertEquals("'a pax header' has 1048576 bytes; it may have at most 16384", refusal(tar));
  }

  @Test
  void aCutOffArchiveIsRefusedWhereverItIsCut() {
    byte[] packed = TarBytes.capture().file("root/etc/x", "0123456789".repeat(500)).packed();
    for (int length = 2; length < packed.length; length += 3) {
      String why = refusal(Arrays.copyOf(packed, length));
      assertTrue(why.contains("cut off") || why.contains("damaged"), why);
    }
    byte[] tar = TarBytes.capture().file("root/etc/x", "x".repeat(2000)).tar();
    for (int length = 0; length < tar.length; length += 256) {
      String why = refusal(TarBytes.gzip(Arrays.copyOf(tar, length)));
      assertTrue(why.contains("cut off"), why);
    }
  }

  @Test
  void aFlippedBitNeverReadsAsSomethingElse() {
    byte[] packed = TarBytes.capture().file("root/etc/x", "0123456789".repeat(50)).packed();
    for (int at = 10; at < packed.length; at++) { // before it are gzip's flags and time
      byte[] flipped = packed.clone();
      flipped[at] ^= 0x10;
      try { // the bits that fill the last byte up mean nothing
        Host host = Recording.read(flipped).host("capture");
        assertEquals("0123456789".repeat(50), content(host, "/etc/x"), "byte " + at);
      } catch (BadCapture refused) {
        assertTrue(refused.getMessage().length() > 10, refused.getMessage());
      }
    }
  }

  @Test
  void wrongChecksumsAndSizesAreRefused() {
    byte[] tar = TarBytes.capture().file("root/x", "x").tar();
    tar[1024 + 10] ^= 1;
    assertTrue(refusal(TarBytes.gzip(tar)).contains("wrong checksum"));
    byte[] binary = TarBytes.capture().header(header -> header[124] = (byte) 0x80).packed();
    assertTrue(refusal(binary).contains("a size that is no octal number"));
    byte[] negative = TarBytes.capture().header(header -> header[124] = '-').packed();
    assertTrue(refusal(negative).contains("a size that is no octal number"));
  }

  @Test
  void dataAfterTheEndIsRefused() {
    byte[] tar = TarBytes.capture().tar();
    byte[] more = Arrays.copyOf(tar, tar.length + 512);
    more[tar.length] = 'x';
    assertEquals("it goes on after its end", refusal(TarBytes.gzip(more)));
    byte[] zeros = Arrays.copyOf(tar, tar.length + (2 << 20));
    assertEquals("it goes on after its end", refusal(TarBytes.gzip(zeros)));
  }

  @Test
  void whatIsNoCaptureIsRefused() {
    assertTrue(refusal(new byte[0]).startsWith("it is not compressed by gzip"));
    assertTrue(refusal("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)).startsWith("it is not"));
    assertTrue(refusal(TarBytes.capture().tar()).startsWith("it is not compressed by gzip"));
    assertTrue(
        refusal(TarBytes.gzip("x".repeat(600).getBytes(StandardCharsets.UTF_8)))
            .contains("no octal number"));
    assertEquals(
        "it has no manifest.json, so it is no capture",
        refusal(new TarBytes().file("root/etc/x", "x").packed()));
    assertEquals(
        "its manifest.json is not that of a capture",
        refusal(new TarBytes().file("manifest.json", "{}").packed()));
    assertTrue(
        refusal(new TarBytes().file("manifest.json", "[".repeat(100_000)).packed())
            .startsWith("its manifest.json cannot be read: Document nesting depth"));
  }

  @Test
  void aNewerFormatSaysWhoMadeIt() {
    String newer = TarBytes.MANIFEST.replace("\"format\": 1", "\"format\": 2");
    assertEquals(
        "it has format 2, made by hostready 0.1.0; this version reads format 1. Update hostready",
        refusal(new TarBytes().file("manifest.json", newer).packed()));
  }

  @Test
  void membersOfANewerVersionArePassedOver() throws BadCapture {
    String newer = TarBytes.MANIFEST.replace("{\"kind\"", "{\"new\": {\"a\": [1, {}]}, \"kind\"");
    assertEquals(
        "0.1.0",
        Recording.read(new TarBytes().file("manifest.json", newer).packed())
            .manifest()
            .made()
            .version());
  }

  @ParameterizedTest
  @CsvSource({
    "'0644 root root file /etc/x\n0644 root root file /etc/x', describes a path that a line above",
    "'0644 root root file', is not MODE OWNER GROUP TYPE PATH",
    "'0644 root root door /etc/x', 'has the type ''door'''",
    "'0644 root root link /etc/x', is a link that leads nowhere",
    "'9999 root root file /etc/x', is no number",
    "'77777 root root file /etc/x', which cannot be",
    "'0644 root root file etc/x', is no plain path",
  })
  void wrongAttributesAreRefused(String lines, String why) {
    String refusal = refusal(TarBytes.capture().file("attributes", lines + "\n").packed());
    assertTrue(refusal.contains(why), refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "directory", "link=y", "unreadable=x", "socket"})
  void attributesThatContradictTheArchiveAreRefused(String type) {
    String mode = type.equals("absent") || type.startsWith("un") ? "----" : "0644";
    String why =
        refusal(
            TarBytes.capture()
                .file("attributes", mode + " - - " + type + " /etc/x\n")
                .file("root/etc/x", "x")
                .packed());
    assertEquals("'/etc/x' is a file in it, and its attributes say otherwise", why);
  }

  /** A folder of it becomes a link to the outside after it was looked at, before it is read. */
  @Test
  void anUnpackedCaptureThatIsChangedMeanwhileShowsNothingElse(@TempDir Path top) throws Exception {
    Path folder = top.resolve("capture");
    Files.createDirectories(folder.resolve("root/etc"));
    Files.createDirectories(top.resolve("outside"));
    Files.writeString(folder.resolve("manifest.json"), TarBytes.MANIFEST);
    Files.writeString(folder.resolve("root/etc/x"), "inside");
    Files.writeString(top.resolve("outside/x"), "secret");
    HostFiles tree = new TreeFiles(folder);
    HostFiles changing =
        new HostFiles() {
          @Override
          public Reading<byte[]> read(String path) {
            if (path.equals("/root/etc/x")) {
              try {
                Files.move(folder.resolve("root/etc"), folder.resolve("was"));
                Files.createSymbolicLink(folder.resolve("root/etc"), top.resolve("outside"));
              } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
              }
            }
            return tree.read(path);
          }

          @Override
          public Reading<List<String>> list(String path) {
            return tree.list(path);
          }

          @Override
          public Reading<FileStatus> status(String path, boolean follow) {
            return tree.status(path, follow);
          }
        };
    Host host = Capture.unpacked(changing).host("capture");
    assertEquals(Optional.of("inside"), host.word("/etc/x"));
  }

  @Test
  void anUnpackedCaptureIsReadAsTheFileIs(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("root/etc"));
    Files.writeString(folder.resolve("manifest.json"), TarBytes.MANIFEST);
    Files.writeString(folder.resolve("attributes"), "0600 0 0 file=1 /etc/x\n");
    Files.writeString(folder.resolve("root/etc/x"), "x");
    Files.createSymbolicLink(folder.resolve("root/etc/out"), Path.of("/etc/hostname"));
    assertTrue(Capture.isIn(folder));
    Host host = Capture.read(folder, Optional.empty()).host("capture");
    assertEquals("x", content(host, "/etc/x"));
    assertEquals("0600", host.status("/etc/x").toOptional().orElseThrow().octalMode());
    assertEquals("unreadable: " + NOT_IN, content(host, "/etc/out"));
    assertEquals("unreadable: " + NOT_IN, content(host, "/etc/y"));
  }
}
