package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.yaml.Parameters;
import java.util.List;
import java.util.Optional;

/**
 * A rule's level, fixed or by cases; the first case that holds applies, the last has no condition.
 */
public record ConditionalLevel(List<Case> cases) {

  /** A level and the condition under which it applies. */
  public record Case(Level level, Optional<Parameterized<Criterion>> when) {}

  public ConditionalLevel {
    cases = List.copyOf(cases);
    if (cases.isEmpty() || cases.getLast().when().isPresent()) {
      throw new IllegalArgumentException("the last case of a level must have no condition");
    }
  }

  public static ConditionalLevel always(Level level) {
    return new ConditionalLevel(List.of(new Case(level, Optional.empty())));
  }

  /** The highest possible level, for a rule that could not be checked. */
  public Level strongest() {
    Level strongest = Level.OPTIONAL;
    for (Case one : cases) {
      strongest = one.level().isAtLeast(strongest) ? one.level() : strongest;
    }
    return strongest;
  }

  /**
   * The level for a host. If the result of a condition is unknown, the highest of the possible
   * levels: doubt never lowers a level.
   */
  public Level of(Host host, Parameters parameters) {
    Level strongest = Level.OPTIONAL;
    for (Case one : cases) {
      Verdict holds =
          one.when().map(when -> when.bind(parameters).verdict(host)).orElse(new Verdict.Pass());
      if (!(holds instanceof Verdict.Fail)) {
        strongest = one.level().isAtLeast(strongest) ? one.level() : strongest;
      }
      if (holds instanceof Verdict.Pass) {
        break;
      }
    }
    return strongest;
  }
}
