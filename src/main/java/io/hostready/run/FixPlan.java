package io.hostready.run;

import io.hostready.change.Change;
import io.hostready.host.UrlCredentials;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleId;
import java.util.List;
import java.util.Optional;

/** The changes of a fix, in order, and the manual steps. A fix changes nothing else. */
public record FixPlan(List<PlannedFix> fixes, List<LeftForYou> left) {

  /** The changes for one rule. */
  public record PlannedFix(Rule rule, List<Change> changes) {
    public PlannedFix {
      changes = List.copyOf(changes);
    }

    /** A command cannot be reverted by itself; a command that is planned for undo reverts it. */
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

  /** A rule that is not fixed, and why, in sentences for the operator. */
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

  /** True if a part of what a rule requires needs manual steps. */
  public boolean hasManualSteps(RuleId rule) {
    return left.stream().anyMatch(each -> each.rule().id().equals(rule));
  }

  /** True if it has changes for a rule. */
  public boolean covers(RuleId rule) {
    return find(rule).isPresent();
  }

  /** Whether it fixes a rule. */
  Optional<Rule> find(RuleId id) {
    return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** The rules that it fixes. */
  public List<Rule> rules() {
    return fixes.stream().map(PlannedFix::rule).toList();
  }
}
