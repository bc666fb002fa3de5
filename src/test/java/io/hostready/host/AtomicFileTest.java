package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.NeedsRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that root writes, also into directories of user 1001, who is eve. */
@NeedsRoot
class AtomicFileTest {

  private static final int EVE = 1001;
  private static final AtomicFile.Access AS_BEFORE = AtomicFile.Access.AS_BEFORE;
  private static final Optional<RootTrust> TRUST = Optional.of(RootTrust.rootAlone());

  @TempDir Path scratch;
  private Path hers;
  private Path secret;

  @BeforeEach
  void directories() throws IOException {
    Files.setAttribute(scratch, "unix:mode", 0755);
    hers = Files.createDirectory(scratch.resolve("eve"));
    Files.setAttribute(hers, "unix:mode", 0755);
    give(hers);
    secret = Files.writeString(scratch.resolve("shadow"), "root's");
    Files.setAttribute(secret, "unix:mode", 0600);
  }

  private static void give(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", EVE, LinkOption.NOFOLLOW_LINKS);
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void write(Path file, AtomicFile.Access access) throws IOException {
    AtomicFile.write(file, "new".getBytes(StandardCharsets.UTF_8), access, TRUST);
  }

  /** Also root's own: it may be another user's that was given to root by chown(1). */
  @Test
  void linkInAStickyDirectoryIsNotFollowed() throws IOException {
    Path sticky = Files.createDirectory(scratch.resolve("tmp"));
    Files.setAttribute(sticky, "unix:mode", 01777);
    Path link = Files.createSymbolicLink(sticky.resolve("r.json"), secret);
    refuses(link, "is a link in a directory that others can write");
    refuses(link, "Name another file");
    Path way = Files.createSymbolicLink(sticky.resolve("way"), scratch);
    refuses(way.resolve("shadow"), "is a link in a directory that others can write");
    assertEquals("root's", Files.readString(secret));
  }

  private static void refuses(Path file, String why) {
    String said =
        String.valueOf(
            assertThrows(UntrustedException.class, () -> write(file, AS_BEFORE)).getMessage());
    assertTrue(said.contains(why), said);
    assertThrows(UntrustedException.class, () -> AtomicFile.check(file, AS_BEFORE, TRUST));
  }

  @Test
  void directoryOfAnotherUserIsWrittenTo() throws IOException {
    write(hers.resolve("r.json"), AS_BEFORE);
    assertEquals("new", Files.readString(hers.resolve("r.json")));
    assertEquals(List.of("r.json"), names(hers));
  }

  /** Finding 6: the draft is exchanged for a link to root's file before its mode is set. */
  @Test
  void exchangedDraftChangesNoOtherFile() throws IOException {
    Path old = Files.writeString(hers.resolve("r.json"), "old");
    Files.setAttribute(old, "unix:mode", 0666);
    give(old);
    try (AtomicFile file = AtomicFile.replace(old, AS_BEFORE, TRUST)) {
      String draft = names(hers).getFirst();
      assertTrue(draft.startsWith(".r.json."), draft);
      assertEquals(0, mode(hers.resolve(draft)) & 0022, "eve's old file decides the mode");
      Files.delete(hers.resolve(draft));
      Files.createSymbolicLink(hers.resolve(draft), secret);
      file.writer().write("new");
      file.commit();
    }
    assertEquals("root's", Files.readString(secret));
    assertEquals(0600, mode(secret));
  }

  /** Finding 7: root's file must not be replaced through a link of another user. */
  @Test
  void linkOfAnotherUserIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(hers.resolve("r.json"), secret);
    refuses(link, "is a link in a directory that others can write");
    give(link);
    refuses(link, "is a link and belongs to user 1001");
    assertEquals("root's", Files.readString(secret));
  }

  @Test
  void linkOfAnotherUserOnTheWayIsRefused() throws IOException {
    Path way = Files.createSymbolicLink(hers.resolve("out"), scratch);
    give(way);
    refuses(way.resolve("shadow"), "'" + way + "' is a link and belongs to user 1001");
    assertEquals("root's", Files.readString(secret));
  }

  @Test
  void linkOfRootIsFollowedAndStays() throws IOException {
    Path link = Files.createSymbolicLink(scratch.resolve("link"), secret);
    write(link, AS_BEFORE);
    assertEquals("new", Files.readString(secret));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(0600, mode(secret));
  }

  @Test
  void linkOfTheCallerOfSudoIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(scratch.resolve("link"), secret);
    give(link);
    Optional<RootTrust> caller = Optional.of(RootTrust.rootAndCaller(Map.of("SUDO_UID", "1001")));
    AtomicFile.write(link, "new".getBytes(StandardCharsets.UTF_8), AS_BEFORE, caller);
    assertEquals("new", Files.readString(secret));
  }

  @Test
  void directoryThatIsExchangedMeanwhileIsTheOneThatWasOpened() throws IOException {
    Path out = Files.createDirectory(hers.resolve("out"));
    give(out);
    try (AtomicFile file = AtomicFile.replace(out.resolve("shadow"), AS_BEFORE, TRUST)) {
      Files.move(out, hers.resolve("moved"));
      Files.createSymbolicLink(out, scratch);
      file.writer().write("new");
      file.commit();
    }
    assertEquals("root's", Files.readString(secret));
    assertEquals("new", Files.readString(hers.resolve("moved/shadow")));
  }

  @Test
  void oldModeIsKeptWhereNobodyElseCanWrite() throws IOException {
    Path old = Files.writeString(scratch.resolve("metrics.prom"), "old");
    for (int mode : new int[] {0664, 0640, 0600}) {
      Files.setAttribute(old, "unix:mode", mode);
      write(old, AS_BEFORE);
      assertEquals(mode, mode(old));
    }
  }

  @Test
  void planAndCaptureAreTheirOwnersAloneWhateverWasThere() throws IOException {
    Path old = Files.writeString(scratch.resolve("plan.json"), "old");
    Files.setAttribute(old, "unix:mode", 0666);
    write(old, AtomicFile.Access.OWNER_ONLY);
    assertEquals(0600, mode(old));
    Path link = Files.createSymbolicLink(hers.resolve("plan.json"), secret);
    give(link);
    write(link, AtomicFile.Access.OWNER_ONLY);
    assertFalse(Files.isSymbolicLink(link));
    assertEquals("root's", Files.readString(secret));
  }

  @Test
  void fifoIsRefusedWhoeverOwnsIt() throws Exception {
    Path fifo = scratch.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(scratch.resolve("link"), fifo);
    for (Path each : List.of(fifo, link)) {
      for (Optional<RootTrust> trust : List.of(TRUST, Optional.<RootTrust>empty())) {
        assertThrows(
            NotRegularException.class, () -> AtomicFile.replace(each, AS_BEFORE, trust), "replace");
        assertThrows(NotRegularException.class, () -> AtomicFile.append(each, trust), "append");
        assertThrows(
            NotRegularException.class, () -> AtomicFile.check(each, AS_BEFORE, trust), "check");
      }
    }
  }

  @Test
  void deviceIsWrittenInPlace() throws IOException {
    write(Path.of("/dev/null"), AS_BEFORE);
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
  }

  @Test
  void summaryIsAddedToWhoeverOwnsIt() throws IOException {
    Path summary = Files.writeString(hers.resolve("summary"), "before\n");
    give(summary);
    append(summary);
    assertEquals("before\nnew", Files.readString(summary));
    append(hers.resolve("fresh"));
    assertEquals("new", Files.readString(hers.resolve("fresh")));
  }

  @Test
  void summaryThatIsALinkOrASecondNameIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(hers.resolve("summary"), secret);
    give(link);
    assertThrows(UntrustedException.class, () -> append(link));
    Path name = Files.createLink(hers.resolve("name"), secret);
    assertThrows(UntrustedException.class, () -> append(name));
    assertEquals("root's", Files.readString(secret));
  }

  private static void append(Path file) throws IOException {
    try (AtomicFile summary = AtomicFile.append(file, TRUST)) {
      summary.writer().write("new");
      summary.commit();
    }
  }

  @Test
  void ordinaryUserFollowsAnyLink() throws IOException {
    Path link = Files.createSymbolicLink(hers.resolve("r.json"), secret);
    give(link);
    AtomicFile.write(link, "new".getBytes(StandardCharsets.UTF_8), AS_BEFORE, Optional.empty());
    assertEquals("new", Files.readString(secret));
  }
}
