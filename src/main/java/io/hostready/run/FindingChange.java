package io.hostready.run;

import io.hostready.rule.Level;
import io.hostready.rule.RuleId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A rule whose result differs between two reports of a host, and is a finding in at least one: a
 * failure, an unknown, waived or pending result.
 *
 * @param before the earlier result; empty if that report does not have the rule
 * @param after the later result; empty if that report does not have the rule
 */
public record FindingChange(
    Kind kind, Optional<ComparedResult> before, Optional<ComparedResult> after) {

  /** How it differs, the most important kind last. */
  public enum Kind {
    /** The rule does not apply any more, or is not in the later report. */
    GONE("gone"),
    /** The rule passes. */
    FIXED("fixed"),
    /** It is a finding in both reports, with another verdict, level, or text. */
    CHANGED("changed"),
    /** It was none: the rule passed, did not apply, or was not in the earlier report. */
    NEW("new");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }

  /** A word with a digit: a version, number, size, time, process, device or container. */
  private static final Pattern VARYING = Pattern.compile("[\\w.:/-]*\\d[\\w.:/-]*");

  /** The difference of two results of a rule, of which at least one is there; empty if none. */
  static Optional<FindingChange> of(
      Optional<ComparedResult> before, Optional<ComparedResult> after) {
    boolean was = before.filter(ComparedResult::isFinding).isPresent();
    boolean is = after.filter(ComparedResult::isFinding).isPresent();
    if (!was && !is || was && is && isSame(before.get(), after.get())) {
      return Optional.empty();
    }
    boolean passes =
        after.filter(result -> result.state() == ComparedResult.State.PASS).isPresent();
    Kind kind = is ? was ? Kind.CHANGED : Kind.NEW : passes ? Kind.FIXED : Kind.GONE;
    return Optional.of(new FindingChange(kind, before, after));
  }

  /** A finding whose rule passes now, and is not in the later report. */
  static FindingChange fixed(ComparedResult before) {
    return new FindingChange(Kind.FIXED, Optional.of(before), Optional.of(before.passed()));
  }

  private static boolean isSame(ComparedResult before, ComparedResult after) {
    return before.state() == after.state()
        && before.level() == after.level()
        && (before.found().equals(after.found())
            || withoutVarying(before.found()).equals(withoutVarying(after.found())));
  }

  private static String withoutVarying(String found) {
    return VARYING.matcher(found).replaceAll("#");
  }

  /** The rule, under its later id. */
  public RuleId rule() {
    return after.or(() -> before).orElseThrow().rule();
  }

  /** Whether only the text of the finding differs. */
  public boolean isOfText() {
    return kind == Kind.CHANGED
        && before.orElseThrow().state() == after.orElseThrow().state()
        && before.orElseThrow().level() == after.orElseThrow().level();
  }

  /**
   * Whether it blocks now, and did not before, or not as badly: pending, unknown and fail are each
   * worse than the one before.
   */
  public boolean isNewlyBlocking(Level failOn) {
    return after.filter(result -> result.blocks(failOn)).isPresent()
        && before
            .filter(result -> result.blocks(failOn))
            .filter(result -> result.state().compareTo(after.orElseThrow().state()) >= 0)
            .isEmpty();
  }
}
