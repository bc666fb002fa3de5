package io.hostready.run;

import java.util.Locale;

/** The status of the fix of one rule. */
public enum FixStatus {
  /** Every change was applied, and the rule passes. */
  FIXED,
  /** Every change was applied, and takes effect after a reboot or a new login. */
  PENDING,
  /** Every change was applied, and the rest of the rule needs manual steps. */
  IN_PART,
  /** Every change was applied, and the rule cannot be checked. */
  UNKNOWN,
  /** Every change was applied, and the rule still fails. */
  FAILS,
  /** A change failed. */
  FAILED,
  /** An earlier fix failed, or an earlier change of this fix. */
  NOT_REACHED;

  /** The name in JSON documents. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
