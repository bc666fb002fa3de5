package io.hostready.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Does one piece of work at a time in a thread that can be given up: reading a file of /proc or of
 * a dead network mount may never return. A thread given up is replaced and dies with the program.
 */
final class Worker implements AutoCloseable {

  private LinkedTransferQueue<Runnable> queue = start();

  private static LinkedTransferQueue<Runnable> start() {
    LinkedTransferQueue<Runnable> work = new LinkedTransferQueue<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  work.take().run();
                }
              } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
              }
            },
            "hostready-probe");
    thread.setDaemon(true);
    thread.start();
    work.add(() -> {}); // the thread is up before the first limit runs
    return work;
  }

  /** What the work gave; empty when it took longer than the limit. Its exceptions pass through. */
  <T> Optional<T> within(Duration limit, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    queue.add(task);
    try {
      return Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      task.cancel(true);
      close();
      queue = start();
      return Optional.empty();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking", interrupted);
    }
  }

  /** Lets the thread end when it is free. */
  @Override
  public void close() {
    queue.add(() -> Thread.currentThread().interrupt());
  }
}
