package io.hostready.run;

import io.hostready.change.Change;
import io.hostready.change.Draft;
import io.hostready.change.NotPossible;
import io.hostready.fix.Fix;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleId;
import io.hostready.run.FixPlan.LeftForYou;
import io.hostready.run.FixPlan.PlannedFix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the fixes of failed rules, each after those that it names in {@code after}. */
public final class Planner {

  /**
   * What the operator wants fixed.
   *
   * @param named rules asked for by name: these are fixed whatever their level and risk
   * @param weakest of the others, the weakest level that is fixed
   * @param allowsHighRisk whether fixes of high risk are made without being named
   */
  public record Wishes(Set<RuleId> named, Level weakest, boolean allowsHighRisk) {
    public Wishes {
      named = Set.copyOf(named);
    }
  }

  private final Host host;
  private final HostReport report;
  private final Wishes wishes;
  private final List<Fix> accepted = new ArrayList<>();
  private final List<PlannedFix> fixes = new ArrayList<>();
  private final List<LeftForYou> left = new ArrayList<>();
  private int planned;

  private Planner(Host host, HostReport report, Wishes wishes) {
    this.host = host;
    this.report = report;
    this.wishes = wishes;
  }

  /** The plan for what a report says of a host. Looks at the host and changes nothing. */
  public static FixPlan plan(Host host, HostReport report, Wishes wishes) {
    Planner planner = new Planner(host, report, wishes);
    planner.inOrder().forEach(planner::add);
    return new FixPlan(planner.fixes, planner.left);
  }

  /** The results that are to be mended, each after those that its rule comes after. */
  private List<CheckResult> inOrder() {
    Map<RuleId, CheckResult> wanted = new LinkedHashMap<>();
    for (CheckResult result : report.results()) {
      RuleId id = result.rule().id();
      boolean named = wishes.named().contains(id);
      if ((named || result.level().isAtLeast(wishes.weakest()))
          && (result.fails() || result.isUnknown())) {
        wanted.put(id, result);
      }
    }
    Map<RuleId, CheckResult> ordered = new LinkedHashMap<>();
    wanted.values().forEach(result -> visit(result, wanted, ordered, new LinkedHashSet<>()));
    return List.copyOf(ordered.values());
  }

  private static void visit(
      CheckResult result,
      Map<RuleId, CheckResult> wanted,
      Map<RuleId, CheckResult> ordered,
      Set<RuleId> on) {
    RuleId id = result.rule().id();
    if (ordered.containsKey(id) || !on.add(id)) {
      return;
    }
    result.rule().after().stream()
        .map(wanted::get)
        .filter(java.util.Objects::nonNull)
        .forEach(earlier -> visit(earlier, wanted, ordered, on));
    ordered.put(id, result);
  }

  private void add(CheckResult result) {
    Rule rule = result.rule();
    if (result.isUnknown()) {
      left.add(new LeftForYou(rule, "It could not be looked at: " + result.reason()));
      return;
    }
    Optional<RuleFix> fix = rule.fix();
    if (fix.isEmpty()) {
      left.add(
          new LeftForYou(rule, rule.text().advice().orElse("No fix of it is known to be safe.")));
      return;
    }
    boolean risky = fix.get().risk() == RuleFix.Risk.HIGH;
    if (risky && !wishes.allowsHighRisk() && !wishes.named().contains(rule.id())) {
      left.add(
          new LeftForYou(
              rule,
              "Its fix is of high risk: "
                  + fix.get().caution().orElse("")
                  + " To make it, name it: hostready fix "
                  + rule.id()
                  + "; or --allow-risk high."));
      return;
    }
    try {
      plan(rule, fix.get());
    } catch (NotPossible not) {
      left.add(new LeftForYou(rule, not.why()));
    }
  }

  /** Plans on a draft of its own, so that a fix that is not possible leaves nothing behind. */
  private void plan(Rule rule, RuleFix fix) {
    Draft draft = new Draft(host);
    accepted.forEach(earlier -> earlier.plan(draft));
    List<Fix> steps = fix.steps().bind(report.parameters());
    steps.forEach(step -> step.plan(draft));
    List<Change> all = draft.changes();
    if (all.size() == planned) {
      boolean pending = fix.pending().isPresent();
      left.add(
          new LeftForYou(
              rule,
              pending
                  ? "Its fix is in place already and waits for a " + pendingWord(fix) + "."
                  : "All that its fix would do is done already, and it fails still."
                      + rule.text().advice().map(advice -> " " + advice).orElse("")));
      return;
    }
    fixes.add(new PlannedFix(rule, all.subList(planned, all.size())));
    accepted.addAll(steps);
    planned = all.size();
  }

  private static String pendingWord(RuleFix fix) {
    return switch (fix.pending().orElseThrow()) {
      case REBOOT -> "reboot";
      case RELOGIN -> "new login";
    };
  }
}
