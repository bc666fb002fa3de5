package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.testbed.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HostTest {

  private final List<String> asked = new ArrayList<>();

  private final Host host =
      new Host(
          new HostSource.Tree("counted"),
          new HostFiles() {
            @Override
            public Reading<byte[]> read(String path) {
              asked.add(path);
              return path.equals("/latin")
                  ? new Present<>(new byte[] {'a', (byte) 0xe9, 'b'}, path)
                  : path.equals("/word")
                      ? new Present<>(" x \n".getBytes(StandardCharsets.UTF_8), path)
                      : new Absent<>(path);
            }

            @Override
            public Reading<List<String>> list(String path) {
              return new Absent<>(path);
            }

            @Override
            public Reading<FileStatus> status(String path, boolean follow) {
              return new Absent<>(path);
            }
          },
          (question, _) -> {
            asked.add(question.text());
            return new CommandOutcome.NotFound(question.text());
          });

  @Test
  void aFileIsReadOnceSoThatAllRulesSeeTheSame() {
    assertEquals(Optional.of("x"), host.trimmedText("/word"));
    host.text("/word");
    host.bytes("/word");
    host.text("/none");
    host.text("/none");
    assertEquals(List.of("/word", "/none"), asked);
  }

  @Test
  void aCommandThatTwoRulesAskForAtOnceIsRunOnce() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    AtomicReference<Thread> second = new AtomicReference<>();
    Host slow =
        new Host(
            new HostSource.Tree("slow"),
            new LiveFiles(),
            (question, _) -> {
              if (runs.incrementAndGet() == 1) {
                Eventually.await(
                    "the second rule asks", () -> waits(second.get()) || runs.get() > 1);
              }
              return new CommandOutcome.NotFound(question.text());
            });
    second.set(
        new Thread(
            () -> {
              Eventually.await("the first rule asks", () -> runs.get() > 0);
              slow.run(List.of("stat", "/"));
            }));
    second.get().start();
    slow.run(List.of("stat", "/"));
    second.get().join();
    assertEquals(1, runs.get());
  }

  /** For the first to come to its end; a thread that only pauses does so for a time. */
  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.WAITING;
  }

  @Test
  void aCommandIsRunOnce() {
    host.run(List.of("uname", "-m"));
    host.run(List.of("uname", "-m"));
    host.run(List.of("uname", "-r"));
    assertEquals(List.of("uname -m", "uname -r"), asked);
  }

  @Test
  void aFactIsMadeOnce() {
    StringBuilder made = host.fact(StringBuilder.class, _ -> new StringBuilder());
    assertSame(made, host.fact(StringBuilder.class, _ -> new StringBuilder()));
  }

  @Test
  void textHasSoManyLinesAndWordsAndNoMore() {
    String lines = "\n".repeat(Host.MAX_LINES);
    String words = "a,b ".repeat(Host.MAX_WORDS / 2);
    Host texts =
        FakeHost.with("/lines", lines)
            .file("/more-lines", lines + "\n")
            .file("/words", words)
            .file("/more-words", words + "a")
            .host();
    assertEquals(new Present<>(lines, "/lines"), texts.text("/lines"));
    assertEquals(new Present<>(words, "/words"), texts.text("/words"));
    for (String path : List.of("/more-lines", "/more-words")) {
      assertEquals(
          new Unreadable<>(
              path, "it has more than 50000 lines or 250000 words; text is read up to that"),
          texts.text(path));
    }
  }

  @Test
  void bytesThatAreNoUtf8AreShownAsSuchAndDoNotSpoilTheRest() {
    assertEquals(new Present<>("a\ufffdb", "/latin"), host.text("/latin"));
  }

  @Test
  void thisMachineIsLive() {
    assertTrue(Host.live().source().isThisMachine());
    assertTrue(!host.source().isThisMachine());
    assertTrue(Host.live().has("/proc/self"));
  }
}
