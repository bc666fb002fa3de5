package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitedPoolTest {

  private final HangingThreads limit = new HangingThreads();

  private String hang() {
    limit.hang();
    return "came back";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachPieceGivesItsResultInOrder(int threads) {
    List<Supplier<Integer>> work = List.of(() -> 1, () -> 2, () -> 3);
    assertEquals(
        List.of(Optional.of(1), Optional.of(2), Optional.of(3)),
        TimeLimitedPool.each(limit, work, threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void noWorkGivesNothing(int threads) {
    assertEquals(List.of(), TimeLimitedPool.each(limit, List.of(), threads));
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
        TimeLimitedPool.each(limit, work, threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatComesBackLateIsNotTaken(int threads) {
    List<Supplier<String>> work = new ArrayList<>();
    work.add(this::hang);
    work.add(this::hang);
    work.add(
        () -> {
          limit.awaitInterrupts(2);
          limit.release(); // both end now, in threads that were given up
          return "third";
        });
    assertEquals(
        List.of(Optional.empty(), Optional.empty(), Optional.of("third")),
        TimeLimitedPool.each(limit, work, threads));
  }

  @Test
  void aPieceThatIsGivenUpEndsWhatItStarted() {
    AtomicBoolean ended = new AtomicBoolean();
    List<Supplier<String>> work =
        List.of(
            () -> {
              limit.hangUntilInterrupted();
              ended.set(true);
              return "late";
            });
    assertEquals(List.of(Optional.empty()), TimeLimitedPool.each(limit, work, 1));
    assertTrue(ended.get());
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
        assertThrows(
                IllegalArgumentException.class, () -> TimeLimitedPool.each(limit, work, threads))
            .getMessage());
  }

  /** A clock that the work moves on; the limit is 100. */
  private static final class WorkingClock implements TimeLimit {
    private final AtomicLong now = new AtomicLong();
    private final Semaphore looks = new Semaphore(0);

    /** Takes that time, until somebody has looked how much is left. */
    void work(long time) {
      now.addAndGet(time);
      looks.drainPermits();
      looks.acquireUninterruptibly();
    }

    @Override
    public long now() {
      return now.get();
    }

    @Override
    public long left(Thread thread, long began) {
      long left = began + 100 - now();
      looks.release();
      return left;
    }

    @Override
    public long whole() {
      return 1_000_000;
    }
  }

  @Test
  void theLimitIsForEachPieceAlone() {
    WorkingClock clock = new WorkingClock();
    Supplier<String> slow =
        () -> {
          clock.work(60);
          return "slow";
        };
    assertEquals(
        Collections.nCopies(20, Optional.of("slow")),
        TimeLimitedPool.each(clock, Collections.nCopies(20, slow), 1));
  }
}
