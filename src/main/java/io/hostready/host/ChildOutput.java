package io.hostready.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * The two outputs of a {@link ChildProcess}, each kept up to a limit; the rest is read and dropped,
 * so that the program is not held up. After the program has ended, an output is read to its end or
 * until it has been silent for a while: a background process that the program left behind may hold
 * it open for days.
 */
final class ChildOutput implements ExecuteStreamHandler {

  /** Ample for a thread to read what is in a pipe already, also where processors are busy. */
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

  /** Whether the program wrote more than is kept. */
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

  /** One output, read by a thread of its own. */
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

    /** Returns at the end of the output, or when nothing has come for {@link #SILENCE}. */
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
        // The program was given up: what was read until now counts.
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
