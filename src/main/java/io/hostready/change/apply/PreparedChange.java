package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.Reversal;
import io.hostready.host.WriteFailedException;
import java.util.Optional;

/**
 * A change that was checked and is possible, with its reversal; nothing is changed yet.
 *
 * @param act applies it, verifies the result, and returns a note for the operator, if any
 */
record PreparedChange(Reversal reversal, Act act) {

  /** Applies a change. */
  @FunctionalInterface
  interface Act {
    Optional<String> make() throws ChangeFailedException, WriteFailedException;
  }

  /** A change that turns out not to be needed. */
  static PreparedChange nothing(String why) {
    return new PreparedChange(new Reversal.None(why), () -> Optional.of(why));
  }
}
