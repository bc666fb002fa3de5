package io.hostready.change;

import io.hostready.host.CannotWrite;
import java.util.Optional;

/**
 * A change that was looked into and found possible, with its way back; nothing is changed yet.
 *
 * @param act makes it, looks afterwards, and returns a note for the operator if there is one
 */
record Prepared(Reversal reversal, Act act) {

  /** Makes a change. */
  @FunctionalInterface
  interface Act {
    Optional<String> make() throws ChangeFailed, CannotWrite;
  }

  /** A change that turns out not to be needed. */
  static Prepared nothing(String why) {
    return new Prepared(new Reversal.None(why), () -> Optional.of(why));
  }
}
