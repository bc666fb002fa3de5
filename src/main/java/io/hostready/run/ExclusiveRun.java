package io.hostready.run;

import io.hostready.host.HostLock;
import io.hostready.host.Machine;
import io.hostready.host.WriteFailedException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Exclusive access for changing this machine, held by one run of hostready at a time.
 *
 * @param progress receives lines for display while it waits
 */
public record ExclusiveRun(Machine machine, Consumer<String> progress) {

  private static final String LOCK = "/run/hostready.lock";
  private static final Duration WAIT = Duration.ofSeconds(30);

  /** An orphan is usually apt, which may run for a long time. */
  private static final Duration WAIT_FOR_ORPHANS = Duration.ofMinutes(10);

  /** Work that is done while no other run changes the machine. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Machine machine) throws WriteFailedException;
  }

  /**
   * Does work under the lock, once cloud-init and the programs of earlier runs have ended. It waits
   * for cloud-init before it takes the lock: user data may run hostready, too.
   *
   * @throws WriteFailedException if another run has the lock or a program does not end; nothing was
   *     changed
   */
  public <T> T of(Work<T> work) throws WriteFailedException {
    new CloudInit(machine, progress).await();
    Consumer<String> waiting =
        holder -> progress.accept("waiting for " + holder + ", another run of hostready, to end");
    try (HostLock _ =
        HostLock.take(machine.files(), LOCK, WAIT, waiting)
            .orElseThrow(
                () ->
                    new WriteFailedException(
                        "another run of hostready holds the lock "
                            + LOCK
                            + " (waited "
                            + WAIT.toSeconds()
                            + " s)"))) {
      awaitOrphans();
      return work.run(machine);
    }
  }

  /** A run that was killed may have left a running program, such as apt. */
  private void awaitOrphans() throws WriteFailedException {
    if (machine.programs().awaitOrphans(Duration.ofSeconds(1))) {
      return;
    }
    progress.accept("waiting for a program of an earlier run");
    if (!machine.programs().awaitOrphans(WAIT_FOR_ORPHANS)) {
      throw new WriteFailedException(
          "a program of an earlier run of hostready is still running (waited "
              + WAIT_FOR_ORPHANS.toMinutes()
              + " minutes). To find it: fuser -v "
              + Machine.STATE
              + "/running");
    }
  }
}
