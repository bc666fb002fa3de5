package io.hostready.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;
import org.apache.commons.exec.ProcessDestroyer;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to its end, waited for within a limit. What is killed is killed with all
 * that it started: of a shell that is killed alone, what it runs lives on. commons-exec hands over
 * the process by {@link #add}.
 */
final class RunningCommand implements ExecuteResultHandler, ProcessDestroyer {

  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private volatile @Nullable Process process;

  /**
   * Waits for the end.
   *
   * @throws TimeoutException when it did not come in time; the command was killed
   * @throws IOException when the command could not be started
   */
  int exitCode(Duration limit) throws IOException, TimeoutException, InterruptedException {
    try {
      return exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException givenUp) {
      kill();
      throw givenUp;
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      boolean wrapped = cause instanceof ExecuteException && cause.getCause() != null;
      throw new IOException((wrapped ? cause.getCause() : cause).getMessage(), cause);
    }
  }

  private void kill() {
    Process started = process;
    if (started != null) {
      // The list first: what has lost its parent is nobody's descendant any more.
      List<ProcessHandle> descendants = started.descendants().toList();
      started.destroyForcibly();
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Override
  public boolean add(Process started) {
    process = started;
    return true;
  }

  @Override
  public boolean remove(Process ended) {
    return true;
  }

  @Override
  public int size() {
    return process == null ? 0 : 1;
  }

  @Override
  public void onProcessComplete(int exitValue) {
    exit.complete(exitValue);
  }

  @Override
  public void onProcessFailed(ExecuteException failed) {
    exit.completeExceptionally(failed);
  }
}
