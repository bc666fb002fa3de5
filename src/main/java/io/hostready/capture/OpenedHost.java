package io.hostready.capture;

import io.hostready.host.Host;
import java.util.Map;

/**
 * A host that can be checked: this machine, a directory tree or a capture.
 *
 * @param undecided rules whose verdict on the host the capture cannot reproduce, with reasons
 * @param inMemory whether all its data is in memory, so that queries return immediately
 */
public record OpenedHost(Host host, Map<String, String> undecided, boolean inMemory) {

  public OpenedHost {
    undecided = Map.copyOf(undecided);
  }

  /** The same, as it would be in the rehearsal of a change. */
  public OpenedHost with(Host rehearsed) {
    return new OpenedHost(rehearsed, undecided, inMemory);
  }

  /** This machine. */
  public static OpenedHost live() {
    return new OpenedHost(Host.live(), Map.of(), false);
  }
}
