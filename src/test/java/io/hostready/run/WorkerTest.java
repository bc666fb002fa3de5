package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** For work that hangs: far more than work that does not hang takes on a busy machine. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final int SLOW_PIECES = 60;
  private static final Duration SLOW = Duration.ofMillis(100);

  private final CountDownLatch never = new CountDownLatch(1);

  /** Hangs as a read of a dead mount does: no interrupt ends it. */
  private String hang() {
    while (true) {
      try {
        never.await();
        return "came back";
      } catch (InterruptedException ignored) {
        // goes on waiting
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachPieceGivesItsResultInOrder(int threads) {
    List<Supplier<Integer>> work = List.of(() -> 1, () -> 2, () -> 3);
    assertEquals(
        List.of(Optional.of(1), Optional.of(2), Optional.of(3)), Worker.each(LONG, work, threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void noWorkGivesNothing(int threads) {
    assertEquals(List.of(), Worker.each(LONG, List.of(), threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aPieceThatHangsIsGivenUpAndTheRestIsDone(int threads) {
    List<Supplier<String>> work = List.of(() -> "a", this::hang, () -> "b", this::hang, () -> "c");
    assertEquals(
        List.of(
            Optional.of("a"),
            Optional.empty(),
            Optional.of("b"),
            Optional.empty(),
            Optional.of("c")),
        Worker.each(SHORT, work, threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatComesBackLateIsNotTaken(int threads) {
    List<Supplier<String>> work = new ArrayList<>();
    work.add(this::hang);
    work.add(this::hang);
    work.add(
        () -> {
          never.countDown(); // the first may go on now, in threads that were given up
          return "third";
        });
    assertEquals(
        List.of(Optional.empty(), Optional.empty(), Optional.of("third")),
        Worker.each(SHORT, work, threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anExceptionPassesThrough(int threads) {
    List<Supplier<String>> work =
        List.of(
            () -> {
              throw new IllegalArgumentException("broken");
            });
    assertEquals(
        "broken",
        assertThrows(IllegalArgumentException.class, () -> Worker.each(LONG, work, threads))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theLimitIsForEachPieceAlone(int threads) {
    List<Supplier<String>> work = new ArrayList<>();
    for (int i = 0; i < SLOW_PIECES; i++) { // together at least 3 s in each of two threads
      work.add(
          () -> {
            try {
              Thread.sleep(SLOW);
            } catch (InterruptedException givenUp) {
              throw new IllegalStateException(givenUp);
            }
            return "slow";
          });
    }
    assertEquals(
        Collections.nCopies(SLOW_PIECES, "slow"),
        Worker.each(SHORT, work, threads).stream().map(Optional::orElseThrow).toList());
  }
}
