package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.Reversal;
import io.hostready.host.WriteFailedException;
import java.util.Optional;

/**
 * A change that was looked into and found possible, with its way back; nothing is changed yet.
 *
 * @param act makes it, looks afterwards, and returns a note for the operator if there is one
 */
record PreparedChange(Reversal reversal, Act act) {

  /** Makes a change. */
  @FunctionalInterface
  interface Act {
    Optional<String> make() throws ChangeFailedException, WriteFailedException;
  }

  /** A change that turns out not to be needed. */
  static PreparedChange nothing(String why) {
    return new PreparedChange(new Reversal.None(why), () -> Optional.of(why));
  }
}
