package io.hostready.run;

import io.hostready.change.Change;
import io.hostready.host.UrlCredentials;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleId;
import java.util.List;
import java.util.Optional;

/**
 * What a fix would do, in order, and what it leaves for a person. Nothing that it does not name is
 * changed.
 */
public record FixPlan(List<PlannedFix> fixes, List<LeftForYou> left) {

  /** The changes that serve one rule. */
  public record PlannedFix(Rule rule, List<Change> changes) {
    public PlannedFix {
      changes = List.copyOf(changes);
    }

    /** A command has no undo of its own; one that is planned for the undo makes up for it. */
    private boolean isReversible() {
      long withoutUndo =
          changes.stream()
              .filter(change -> change.changesHost() && change.undoDescription().isEmpty())
              .count();
      long onUndo =
          changes.stream()
              .filter(change -> !change.changesHost() && change.undoDescription().isPresent())
              .count();
      return withoutUndo <= onUndo;
    }
  }

  /** A rule that stays as it is, and why, in sentences for the operator. */
  public record LeftForYou(Rule rule, String why) {
    public LeftForYou {
      why = UrlCredentials.blanked(why);
    }
  }

  public FixPlan {
    fixes = List.copyOf(fixes);
    left = List.copyOf(left);
  }

  public boolean isEmpty() {
    return fixes.isEmpty();
  }

  /** True if there are changes, and undo reverts each of them. */
  public boolean isReversible() {
    return !fixes.isEmpty() && fixes.stream().allMatch(PlannedFix::isReversible);
  }

  /** The number of changes of all fixes, including checks. */
  public int changeCount() {
    return fixes.stream().mapToInt(fix -> fix.changes().size()).sum();
  }

  /** True where a part of what a rule wants is left for a person. */
  public boolean leaves(RuleId rule) {
    return left.stream().anyMatch(each -> each.rule().id().equals(rule));
  }

  /** True where it has changes for a rule. */
  public boolean covers(RuleId rule) {
    return find(rule).isPresent();
  }

  /** A rule that it is going to fix. */
  Optional<Rule> find(RuleId id) {
    return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** The rules that it is going to fix. */
  public List<Rule> rules() {
    return fixes.stream().map(PlannedFix::rule).toList();
  }
}
