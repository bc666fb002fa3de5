package io.hostready.host;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A host that can be changed.
 *
 * @param look returns its current state, without the cache of earlier states
 */
public record Machine(Supplier<Host> look, DurableFiles files, ChangingPrograms programs) {

  /** The directory for hostready's persistent state; only root may read it. */
  public static final String STATE = "/var/lib/hostready";

  /** The machine that this program runs on. */
  public static Machine live() {
    return live(CrashPoints.NONE);
  }

  static Machine live(CrashPoints checkpoints) {
    DurableFiles files = new DurableFiles(Path.of("/"), checkpoints);
    return new Machine(Host::live, files, new LiveChangingPrograms(files, STATE + "/running"));
  }

  public Host now() {
    return look.get();
  }

  public CrashPoints checkpoints() {
    return files.checkpoints();
  }
}
