package io.hostready.run;

import java.util.Locale;

/** What became of the fix of one rule. */
public enum FixStatus {
  /** Every change was made, and the rule passes. */
  FIXED,
  /** Every change was made, and a reboot or a new login must come before it counts. */
  PENDING,
  /** Every change was made, and what the rule still lacks is left for a person. */
  IN_PART,
  /** Every change was made, and the rule cannot be checked. */
  UNKNOWN,
  /** Every change was made, and the rule still fails. */
  FAILS,
  /** A change failed. */
  FAILED,
  /** An earlier fix failed, or one of the changes before. */
  NOT_REACHED;

  /** The word of JSON documents. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
