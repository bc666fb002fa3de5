package io.hostready.rule;

import io.hostready.fix.Fix;
import java.util.List;
import java.util.Optional;

/**
 * What would fix a failed rule: a summary, its risk, the steps, and whether a reboot or a new login
 * is needed before it counts. Caution says what the risk is.
 */
public record RuleFix(
    String summary,
    Risk risk,
    Optional<String> caution,
    Parameterized<List<Fix>> steps,
    Optional<Pending> pending) {

  /** Low is done by default; high only when asked for by name or by --allow-risk. */
  public enum Risk {
    LOW,
    MEDIUM,
    HIGH;

    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What must still happen after the fix before the host is as the rule wants it. */
  public enum Pending {
    REBOOT,
    RELOGIN;

    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
