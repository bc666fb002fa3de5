package io.hostready.capture;

import io.hostready.host.Host;
import java.util.Map;

/**
 * A host that can be checked: this machine, a directory tree or a capture.
 *
 * @param undecided rules of which a capture cannot say what its host said, and why
 * @param inMemory whether everything about it is in memory, and so answers at once
 */
public record OpenedHost(Host host, Map<String, String> undecided, boolean inMemory) {

  public OpenedHost {
    undecided = Map.copyOf(undecided);
  }

  /** This machine. */
  public static OpenedHost live() {
    return new OpenedHost(Host.live(), Map.of(), false);
  }
}
