package io.hostready.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * The two outputs of a {@link ChildProcess}, each kept up to a limit. The rest is read and dropped,
 * so that the program does not block. After the program has ended, an output is read until its end
 * or until it is silent for a limited time: a background process of the program can hold it open
 * for days.
 */
final class ChildOutput implements ExecuteStreamHandler {

  /** Enough time for a thread to read the remaining data in a pipe, even on a busy CPU. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Output out;
  private final Output err;

  ChildOutput(int maxBytes) {
    out = new Output(maxBytes);
    err = new Output(maxBytes);
  }

  String out() {
    return out.text();
  }

  String err() {
    return err.text();
  }

  /** Whether the program wrote more than the limit. */
  boolean isCut() {
    return out.isCut() || err.isCut();
  }

  @Override
  public void setProcessInputStream(OutputStream input) throws IOException {
    input.close();
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
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean isCut;
    private long reads;
    private Thread pump = new Thread();

    Output(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    void pump(InputStream from) {
      pump = new Thread(() -> copy(from), "hostready-output");
      pump.setDaemon(true);
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
          keep(buffer, read);
        }
      } catch (IOException closed) {
        // The program timed out: the data that was read so far is kept.
      }
    }

    private synchronized void keep(byte[] bytes, int length) {
      int taken = Math.min(length, maxBytes - kept.size());
      kept.write(bytes, 0, taken);
      isCut |= taken < length;
      reads++;
    }

    private synchronized long reads() {
      return reads;
    }

    synchronized boolean isCut() {
      return isCut;
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
