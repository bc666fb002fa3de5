package io.hostready.host;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteResultHandler;
import org.apache.commons.exec.ProcessDestroyer;
import org.jspecify.annotations.Nullable;

/**
 * A running {@link ChildProcess} with a time limit. commons-exec passes the process to {@link
 * #add}, possibly after the time limit.
 */
final class RunningChild implements ExecuteResultHandler, ProcessDestroyer {

  /** The name of the thread that waits for the process. */
  static final String THREAD = "hostready-child";

  /** The time that a program has to end after SIGTERM. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ChildProcess.Ending ending;
  private final CompletableFuture<ProcessTree> started = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private @Nullable Thread hook;
  private volatile boolean endsWithHostready;

  RunningChild(ChildProcess.Ending ending) {
    this.ending = ending;
  }

  /**
   * Waits for the end.
   *
   * @param meanwhile an action that is run at intervals until then
   * @throws TimeoutException if the program did not end in time and was ended
   * @throws IOException if the program could not be started
   */
  int exitCode(Duration limit, Duration interval, Runnable meanwhile)
      throws IOException, TimeoutException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        long wait = Math.min(end - System.nanoTime(), interval.toNanos());
        return exit.get(wait, TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        meanwhile.run();
        if (System.nanoTime() - end >= 0) {
          started.thenAccept(this::endAtLimit);
          throw late;
        }
      } catch (InterruptedException givenUp) {
        started.thenAccept(this::endAtInterrupt);
        throw givenUp;
      } catch (ExecutionException failed) {
        Throwable cause = failed.getCause();
        boolean wrapped = cause instanceof ExecuteException && cause.getCause() != null;
        throw new IOException((wrapped ? cause.getCause() : cause).getMessage(), cause);
      }
    }
  }

  /** SIGKILL to the program and its child processes. */
  void kill() {
    started.thenAccept(ProcessTree::kill);
  }

  private void endAtLimit(ProcessTree tree) {
    switch (ending) {
      case KILL -> tree.kill();
      case TERMINATE_PROGRAM -> {
        tree.terminateProgram();
        tree.killAfter(PATIENCE);
      }
      case TERMINATE_ALL_AT_LIMIT -> {
        tree.terminateAll();
        tree.killAfter(PATIENCE);
      }
    }
  }

  private void endAtInterrupt(ProcessTree tree) {
    switch (ending) {
      case KILL -> tree.kill();
      case TERMINATE_PROGRAM -> tree.terminateProgram();
      case TERMINATE_ALL_AT_LIMIT -> {}
    }
  }

  @Override
  public boolean add(Process process) {
    ProcessTree tree = new ProcessTree(process);
    if (ending == ChildProcess.Ending.KILL) {
      killWithHostready(tree);
    }
    started.complete(tree);
    return true;
  }

  /** In its own session, the program does not receive the signal that ends hostready. */
  private void killWithHostready(ProcessTree tree) {
    hook =
        new Thread(
            () -> {
              endsWithHostready = true;
              tree.kill();
            });
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      tree.kill();
    }
  }

  @Override
  public boolean remove(Process ended) {
    try {
      return hook != null && Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      return false;
    }
  }

  @Override
  public int size() {
    return started.isDone() ? 1 : 0;
  }

  @Override
  public void onProcessComplete(int exitValue) {
    // Otherwise hostready could exit before all processes are killed.
    if (!endsWithHostready) {
      exit.complete(exitValue);
    }
  }

  @Override
  public void onProcessFailed(ExecuteException failed) {
    exit.completeExceptionally(failed);
  }
}
