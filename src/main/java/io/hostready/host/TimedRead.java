package io.hostready.host;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens and reads files that another user could replace by a FIFO after they were checked. Opening
 * a FIFO blocks until a writer opens it, and Java cannot pass O_NONBLOCK, so this is done on a
 * thread that is abandoned after {@link #LIMIT}. Such daemon threads do not keep the program from
 * exiting. Source: fifo(7).
 */
final class TimedRead {

  /** The time limit for one file; reading 16 MiB from a slow disk takes less. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  /** Created when the first file is read, so that the heap of a native image contains no thread. */
  private static ExecutorService threads;

  private TimedRead() {}

  private static synchronized ExecutorService threads() {
    if (threads == null) {
      threads =
          Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("read-", 0).factory());
    }
    return threads;
  }

  /** Thrown if opening or reading a file did not end. */
  static final class EndlessReadException extends IOException {
    private static final long serialVersionUID = 1L;

    EndlessReadException() {
      super(
          "reading it did not end within "
              + LIMIT.toSeconds()
              + " s; it may have been replaced by a FIFO (named pipe)");
    }
  }

  /** The answer to the query; {@link EndlessReadException} at the time limit. */
  static <T> T of(Callable<T> question) throws IOException {
    Future<T> answer = threads().submit(question);
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException endless) {
      throw new EndlessReadException();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("it was interrupted");
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException io -> throw io;
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }

  /** A stream whose read calls all have the time limit. */
  static InputStream stream(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        return of(in::read);
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        return of(() -> in.read(into, from, length));
      }
    };
  }
}
