package io.hostready.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * The input and the two outputs of a {@link ChildProcess}. Each output is kept up to a limit. The
 * rest is read and dropped, so that the program does not block. After the program has ended, an
 * output is read until its end or until it is silent for a limited time: a background process of
 * the program can hold it open for days.
 */
final class ChildStreams implements ExecuteStreamHandler {

  /** Enough time for a thread to read the remaining data in a pipe, even on a busy CPU. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Bytes input;
  private final Output out;
  private final Output err;

  /**
   * The streams of a program that is not yet started.
   *
   * @param maxBytes the limit of each output
   * @param atLimit an action for the first byte that exceeds it
   */
  ChildStreams(Bytes input, int maxBytes, Runnable atLimit) {
    this.input = input;
    out = new Output(maxBytes, atLimit);
    err = new Output(maxBytes, atLimit);
  }

  Bytes out() {
    return out.bytes();
  }

  Bytes err() {
    return err.bytes();
  }

  /** Whether the program wrote more than the limit. */
  boolean isCut() {
    return out.isCut() || err.isCut();
  }

  @Override
  public void setProcessInputStream(OutputStream to) throws IOException {
    if (input.size() == 0) {
      to.close();
      return;
    }
    daemon(() -> write(to), "hostready-input").start();
  }

  /** Blocks while the program does not read, at the latest until the program ends. */
  private void write(OutputStream to) {
    try (to) {
      to.write(input.bytes());
    } catch (IOException unread) {
      // The program ended or closed its input: its exit code and output are the result.
    }
  }

  private static Thread daemon(Runnable work, String name) {
    return Thread.ofPlatform().daemon().name(name).unstarted(work);
  }

  @Override
  public void setProcessOutputStream(InputStream output) {
    out.pump(output);
  }

  @Override
  public void setProcessErrorStream(InputStream output) {
    err.pump(output);
  }

  @Override
  public void start() {
    out.start();
    err.start();
  }

  @Override
  public void stop() throws IOException {
    try {
      out.awaitEnd();
      err.awaitEnd();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One output, read by a separate thread. */
  private static final class Output {
    private final int maxBytes;
    private final Runnable atLimit;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean isCut;
    private long reads;
    private Thread pump = new Thread();

    Output(int maxBytes, Runnable atLimit) {
      this.maxBytes = maxBytes;
      this.atLimit = atLimit;
    }

    void pump(InputStream from) {
      pump = daemon(() -> copy(from), "hostready-output");
    }

    void start() {
      pump.start();
    }

    /** Returns at the end of the output, or after {@link #SILENCE} without data. */
    void awaitEnd() throws InterruptedException {
      long before;
      do {
        before = reads();
      } while (!pump.join(SILENCE) && before != reads());
    }

    private void copy(InputStream from) {
      byte[] buffer = new byte[8192];
      try {
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
          if (keep(buffer, read)) {
            atLimit.run();
          }
        }
      } catch (IOException closed) {
        // The program timed out: the data that was read so far is kept.
      } catch (OutOfMemoryError tooMuch) {
        drop();
        atLimit.run();
      }
    }

    /** Whether this exceeds the limit, for the first time. */
    private synchronized boolean keep(byte[] bytes, int length) {
      int taken = Math.min(length, maxBytes - kept.size());
      kept.write(bytes, 0, taken);
      reads++;
      boolean wasCut = isCut;
      isCut |= taken < length;
      return isCut && !wasCut;
    }

    /** As if nothing had been below the limit. */
    private synchronized void drop() {
      kept = new ByteArrayOutputStream();
      isCut = true;
    }

    private synchronized long reads() {
      return reads;
    }

    synchronized boolean isCut() {
      return isCut;
    }

    synchronized Bytes bytes() {
      return Bytes.of(kept.toByteArray());
    }
  }
}
