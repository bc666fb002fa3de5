package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.testbed.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree stays a prison while somebody changes it: at each moment, each component. */
class ChangingTreeTest {

  private static final String FILE = "/a/b/file";

  @TempDir Path directory;

  /** What is asked; the answer says what was seen. */
  private enum Ask {
    READ(
        tree ->
            switch (tree.read(FILE)) {
              case Present(var content, _) -> new String(content, StandardCharsets.UTF_8);
              case Absent(_) -> "none";
              case Unreadable(_, _) -> "refused";
            }),
    READ_THROUGH_A_LINK(tree -> tree.read("/way").toString().replaceAll("@.*", "")),
    LIST(
        tree ->
            switch (tree.list("/a/b")) {
              case Present(var names, _) -> names.toString();
              case Absent(_) -> "none";
              case Unreadable(_, _) -> "refused";
            }),
    STATUS(tree -> status(tree.status(FILE, true))),
    STATUS_OF_LINK(tree -> status(tree.status("/a/b/link", false))),
    LINK_TARGET(tree -> tree.linkTarget("/a/b/link").orElse("none")),
    HAS(tree -> tree.has("/a/b/secret") ? "secret" : "none");

    private final Function<RootedFiles, String> question;

    Ask(Function<RootedFiles, String> question) {
      this.question = question;
    }

    private static String status(Reading<FileStatus> status) {
      return switch (status) {
        case Present(var present, _) -> present.toString();
        case Absent(_) -> "none";
        case Unreadable(_, _) -> "refused";
      };
    }
  }

  /** A tree, and outside of it a secret for each path that the tree has. */
  private Path tree(String name) throws IOException {
    Path top = Files.createDirectories(directory.resolve(name));
    for (String side : List.of("tree", "outside")) {
      Path b = Files.createDirectories(top.resolve(side).resolve("a/b"));
      boolean inside = side.equals("tree");
      Files.writeString(b.resolve("file"), inside ? "inside" : "the secret");
      Files.createSymbolicLink(b.resolve("link"), Path.of(inside ? "inside" : "secret"));
      if (!inside) {
        Files.writeString(b.resolve("secret"), "secret");
      }
    }
    Files.createSymbolicLink(top.resolve("tree/way"), Path.of("a/b/file"));
    return top.resolve("tree");
  }

  /** Puts a link to the outside where a component of the tree was. */
  private static void exchange(Path tree, String component) {
    Path inside = tree.resolve(component).normalize();
    Path outside = tree.resolveSibling("outside").resolve(component).normalize();
    try {
      Files.move(inside, inside.resolveSibling("was-" + inside.getFileName()));
      Files.createSymbolicLink(inside, outside);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /** A tree in which a component is exchanged before the given question to the kernel. */
  private static final class Changing extends RootedFiles {

    private final Path root;
    private final String component;
    private final int moment;
    private int moments;

    Changing(Path root, OpenDirectory opened, String component, int moment) {
      super(root, opened);
      this.root = root;
      this.component = component;
      this.moment = moment;
    }

    @Override
    void beforeQuestion() {
      if (moments++ == moment) {
        exchange(root, component);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noComponentThatIsExchangedAtAnyMomentLeadsOutside(Ask ask) throws IOException {
    for (String component : List.of("", "a", "a/b", "a/b/file", "a/b/link")) {
      List<String> answers = new ArrayList<>();
      int moments = 1;
      // The first of them is never changed, and tells how many moments there are.
      for (int moment = -1; moment < moments; moment++) {
        Path root = tree("tree-" + component.replace('/', '-') + "-" + moment);
        try (OpenDirectory opened = OpenDirectory.at(root)) {
          Changing changing = new Changing(root, opened, component, moment);
          answers.add(ask.question.apply(changing));
          moments = Math.max(moments, changing.moments);
        }
      }
      assertTrue(moments > 3, "few moments: " + moments);
      for (String answer : answers) {
        assertFalse(answer.contains("secret"), component + ": " + answers);
        if (ask == Ask.READ) {
          assertTrue(
              Set.of(answers.getFirst(), "none", "refused").contains(answer), answers::toString);
        }
      }
    }
  }

  @Test
  void readingWhileAnotherThreadExchangesADirectoryShowsNoSecret() throws Exception {
    Path root = tree("raced");
    Path a = root.resolve("a");
    Path kept = root.resolve("kept");
    AtomicBoolean over = new AtomicBoolean();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!over.get()) {
                      Files.move(a, kept);
                      Files.createSymbolicLink(a, root.resolveSibling("outside").resolve("a"));
                      Files.delete(a);
                      Files.move(kept, a);
                    }
                  } catch (IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                  }
                });
    try {
      for (int i = 0; i < 2000; i++) {
        String answer = Ask.READ.question.apply(new RootedFiles(root));
        assertTrue(Set.of("inside", "none", "refused").contains(answer), answer);
      }
    } finally {
      over.set(true);
      other.join();
    }
  }

  /** The host is opened; before anything is read of it, its directory becomes a link. */
  @ParameterizedTest
  @ValueSource(strings = {"host", "host/root"})
  void aHostWhoseDirectoryIsExchangedAfterItWasOpenedIsNotRead(String exchanged)
      throws IOException {
    Path root = Files.createDirectories(directory.resolve("host/root"));
    Files.createDirectories(directory.resolve("outside/root/etc"));
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/hostname"), "inside");
    Files.writeString(directory.resolve("outside/root/etc/hostname"), "secret");
    Host host = HostDirectory.open(directory.resolve("host"));
    Path there = directory.resolve(exchanged);
    Files.move(there, there.resolveSibling("was"));
    Files.createSymbolicLink(there, directory.resolve(exchanged.replace("host", "outside")));
    assertEquals(Optional.empty(), host.trimmedText("/etc/hostname"));
    assertTrue(
        host.text("/etc/hostname") instanceof Unreadable(_, var why)
            && why.equals("the tree was exchanged for another"));
  }

  @Test
  void aLinkToTheDirectoryAboveIsThatDirectory() throws IOException {
    Path root = tree("up");
    Files.createSymbolicLink(root.resolve("a/up"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("a/here"), Path.of("."));
    RootedFiles tree = new RootedFiles(root);
    assertEquals(tree.list("/").at("/a/up"), tree.list("/a/up"));
    assertEquals(tree.list("/a").at("/a/here"), tree.list("/a/here"));
    assertTrue(
        tree.status("/a/up", true) instanceof Present(var present, _)
            && present.type() == FileStatus.Type.DIRECTORY);
    assertTrue(tree.has("/a/b/.."));
  }

  /**
   * The file is replaced after it was looked at, so that it is opened. Ends with TimedRead.LIMIT.
   */
  @Test
  void fifoInPlaceOfAFileIsGivenUp() throws Exception {
    Path root = tree("replaced");
    Path file = Files.writeString(root.resolve("file"), "inside");
    Files.writeString(root.resolve("other"), "other");
    AtomicBoolean isReplaced = new AtomicBoolean();
    RootedFiles tree =
        new RootedFiles(root) {
          private int questions;

          @Override
          void beforeQuestion() {
            if (++questions == 3) { // the root is opened, the file looked at; now it is read
              replaceByFifo(file);
              isReplaced.set(true);
            }
          }
        };
    Reading<byte[]> content = assertTimeoutPreemptively(Eventually.LIMIT, () -> tree.read("/file"));
    assertTrue(isReplaced.get());
    assertTrue(
        content instanceof Unreadable(_, var why) && why.contains("replaced by a FIFO"),
        content::toString);
    assertTrue(tree.read("/other") instanceof Present);
  }

  private static void replaceByFifo(Path file) {
    try {
      Files.delete(file);
      assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Opening one would wait for somebody who writes. */
  @ParameterizedTest
  @ValueSource(strings = {"attributes", "commands", "root/etc/hostname", "root/etc"})
  void aFifoIsNotOpened(String where) throws Exception {
    Path etc = Files.createDirectories(directory.resolve("host/root/etc"));
    Path fifo = directory.resolve("host").resolve(where);
    if (fifo.equals(etc)) {
      Files.delete(etc);
      Files.createDirectories(directory.resolve("host/root/proc"));
    }
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    if (!where.startsWith("root/")) {
      Path tree = directory.resolve("host");
      assertThrows(IllegalArgumentException.class, () -> HostDirectory.open(tree));
      return;
    }
    Host host = HostDirectory.open(directory.resolve("host"));
    assertEquals(Optional.empty(), host.trimmedText("/etc/hostname"));
    assertFalse(host.list("/etc/hostname") instanceof Present);
  }
}
