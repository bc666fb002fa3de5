package io.hostready.host;

import io.hostready.testbed.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {

  @TempDir private Path directory;

  /** A process that ends when it is asked whether it is alive. */
  private static final class EndingProcess extends Process {

    private final Process process;

    EndingProcess(Process process) {
      this.process = process;
    }

    @Override
    public boolean isAlive() {
      try {
        process.destroyForcibly().waitFor();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      return false;
    }

    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public OutputStream getOutputStream() {
      return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return process.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public void destroy() {
      process.destroy();
    }
  }

  @Test
  void whatAProgramLeavesWhenItEndsMeanwhileIsKilled() throws IOException {
    Path pid = directory.resolve("pid");
    String script = "sleep 500 & echo $! >$0; wait";
    Process program =
        new ProcessBuilder("setsid", "sh", "-c", script, pid.toString()).inheritIO().start();
    Eventually.await("the child's start", () -> Files.exists(pid) && Files.size(pid) > 0);
    new ProcessTree(new EndingProcess(program)).kill();
    Eventually.await("the child's end", () -> !LiveReadOnlyCommandsTest.isAlive(pid));
  }
}
