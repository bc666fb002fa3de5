package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.run.Checker;

/**
 * A look at this machine that begins before the command line and the rules have been read, on
 * another processor: what every check asks first is known by then, or under way.
 */
final class EarlyLook {

  private EarlyLook() {}

  /** This machine, of which the first things are being read. */
  static Host begin() {
    Host host = Host.live();
    if (Host.processorsHere() == 1) {
      return host;
    }
    Thread look =
        new Thread(
            () -> {
              try {
                Checker.lookAhead(host);
              } catch (RuntimeException | Error broken) {
                // Whoever asks for the same will say so.
              }
            },
            "hostready-look");
    look.setDaemon(true);
    look.start();
    return host;
  }
}
