package io.hostready.rule;

import io.hostready.fix.Fix;
import java.util.List;
import java.util.Optional;

/**
 * The fix of a failed rule: a summary, its risk, the steps, and whether it takes effect after a
 * reboot or a new login. Caution describes the risk.
 */
public record RuleFix(
    String summary,
    Risk risk,
    Optional<String> caution,
    Parameterized<List<Fix>> steps,
    Optional<Pending> pending) {

  /** Low is applied by default; high only if requested by name or by --allow-risk. */
  public enum Risk {
    LOW,
    MEDIUM,
    HIGH;

    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What must still happen after the fix before the rule passes. */
  public enum Pending {
    REBOOT,
    RELOGIN;

    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
