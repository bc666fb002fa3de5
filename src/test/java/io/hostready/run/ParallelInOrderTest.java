package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ParallelInOrderTest {

  /** The first piece ends only after the second has, where there are two processors. */
  @Test
  void whatIsDoneEarlierIsTakenInItsTurn() {
    CountDownLatch second =
        new CountDownLatch(Runtime.getRuntime().availableProcessors() > 1 ? 1 : 0);
    List<Integer> taken = new ArrayList<>();
    ParallelInOrder.each(
        100,
        ParallelInOrder.Width.ofProcessors(),
        i -> {
          if (i == 0) {
            await(second);
          } else {
            second.countDown();
          }
          return i;
        },
        taken::add);
    assertEquals(IntStream.range(0, 100).boxed().toList(), taken);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void fewAreAheadOfWhatIsTaken() {
    AtomicInteger begun = new AtomicInteger();
    List<Integer> ahead = new ArrayList<>();
    ParallelInOrder.each(
        200,
        ParallelInOrder.Width.ofProcessors(),
        i -> begun.incrementAndGet() - i,
        i -> ahead.add(begun.get() - ahead.size()));
    int most = ahead.stream().mapToInt(Integer::intValue).max().orElseThrow();
    assertTrue(most <= 16, () -> most + " were ahead");
  }

  /** All others run while the first waits; they wait in turn until it is taken. */
  @Test
  void slowTaskKeepsFewFromRunning() {
    CountDownLatch others = new CountDownLatch(7);
    List<Integer> taken = new ArrayList<>();
    ParallelInOrder.each(
        20,
        ParallelInOrder.Width.ofWaiting(2),
        i -> {
          if (i == 0) {
            await(others);
          } else {
            others.countDown();
          }
          return i;
        },
        taken::add);
    assertEquals(IntStream.range(0, 20).boxed().toList(), taken);
  }

  @Test
  void aFailureEndsAllAndPassesThrough() {
    List<Integer> taken = new ArrayList<>();
    assertEquals(
        "3",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    ParallelInOrder.each(
                        1_000_000,
                        ParallelInOrder.Width.ofProcessors(),
                        i -> {
                          if (i == 3) {
                            throw new IllegalArgumentException("3");
                          }
                          return i;
                        },
                        taken::add))
            .getMessage());
    assertEquals(List.of(0, 1, 2), taken);
  }

  @Test
  void aFailureToTakeEndsAll() {
    assertThrows(
        InvalidRequestException.class,
        () ->
            ParallelInOrder.each(
                1_000_000,
                ParallelInOrder.Width.ofProcessors(),
                i -> i,
                i -> {
                  throw new InvalidRequestException("full");
                }));
  }
}
