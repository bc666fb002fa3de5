package io.hostready.run;

import io.hostready.change.Change;
import io.hostready.change.PlanningException;
import io.hostready.change.RunCommand;
import io.hostready.change.journal.UnfinishedRun;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.expect.Verdict;
import io.hostready.fix.Fix;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import io.hostready.run.FixPlan.LeftForYou;
import io.hostready.run.FixPlan.PlannedFix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the fixes of failed rules, each after the rules in its {@code after}. */
public final class Planner {

  /**
   * The fixes that the operator requests.
   *
   * @param named rules requested by name: these are fixed regardless of level and risk
   * @param weakest for the other rules, the lowest level that is fixed
   * @param allowsHighRisk whether fixes of high risk are applied without being named
   */
  public record Wishes(Set<RuleId> named, Level weakest, boolean allowsHighRisk) {
    public Wishes {
      named = Set.copyOf(named);
    }
  }

  private final HostReport report;
  private final Selection selection;
  private final Wishes wishes;
  private final Map<RuleId, List<RunCommand>> halfDone = new LinkedHashMap<>();
  private final List<PlannedFix> fixes = new ArrayList<>();
  private final List<LeftForYou> left = new ArrayList<>();
  private PlanBuilder builder;

  private Planner(
      Host host,
      HostReport report,
      Selection selection,
      Wishes wishes,
      List<UnfinishedRun> unfinished) {
    this.builder = new PlanBuilder(host);
    this.report = report;
    this.selection = selection;
    this.wishes = wishes;
    for (UnfinishedRun run : unfinished) {
      run.rule().ifPresent(rule -> halfDone.putIfAbsent(new RuleId(rule), run.programs()));
    }
  }

  /**
   * The plan for a report of a host. Reads the host and changes nothing.
   *
   * @param selection the rules of the report
   * @param unfinished runs that were interrupted during a fix; that fix is planned again even if
   *     its rule passes now
   */
  public static FixPlan plan(
      Host host,
      HostReport report,
      Selection selection,
      Wishes wishes,
      List<UnfinishedRun> unfinished) {
    Planner planner = new Planner(host, report, selection, wishes, unfinished);
    planner.inOrder().forEach(planner::add);
    return new FixPlan(planner.fixes, planner.left);
  }

  /** The results to fix, each after the rules in its {@code after}. */
  private List<CheckResult> inOrder() {
    Map<RuleId, CheckResult> wanted = new LinkedHashMap<>();
    for (CheckResult result : report.results()) {
      RuleId id = result.rule().id();
      boolean named = wishes.named().contains(id);
      boolean asked = named || result.level().isAtLeast(wishes.weakest());
      boolean isHalfDone = halfDone.containsKey(id) && result.verdict() instanceof Verdict.Pass;
      if ((asked && (result.fails() || result.isUnknown())) || isHalfDone) {
        wanted.put(id, result);
      }
    }
    Map<RuleId, CheckResult> ordered = new LinkedHashMap<>();
    wanted.values().forEach(result -> visit(result, wanted, ordered, new LinkedHashSet<>()));
    return List.copyOf(ordered.values());
  }

  private void visit(
      CheckResult result,
      Map<RuleId, CheckResult> wanted,
      Map<RuleId, CheckResult> ordered,
      Set<RuleId> on) {
    RuleId id = result.rule().id();
    if (ordered.containsKey(id) || !on.add(id)) {
      return;
    }
    rule(result).after().stream()
        .map(wanted::get)
        .filter(java.util.Objects::nonNull)
        .forEach(earlier -> visit(earlier, wanted, ordered, on));
    ordered.put(id, result);
  }

  private Rule rule(CheckResult result) {
    return selection.find(result.rule().id()).orElseThrow();
  }

  private void add(CheckResult result) {
    Rule rule = rule(result);
    if (result.isUnknown()) {
      String otherwise =
          advice(result).map(advice -> " If this turns out to fail: " + advice).orElse("");
      String reason = result.reason().replaceFirst("[.]$", "") + ".";
      left.add(new LeftForYou(rule, "It could not be checked: " + reason + otherwise));
      return;
    }
    boolean isAfterAnother =
        fixes.stream().anyMatch(planned -> rule.after().contains(planned.rule().id()));
    Optional<RuleFix> fix =
        rule.fix().filter(_ -> isAfterAnother || result.rule().fix().isPresent());
    if (fix.isEmpty()) {
      String later = rule.fix().isPresent() ? laterRules(rule) : "";
      left.add(
          new LeftForYou(rule, advice(result).orElse("There is no safe automatic fix.") + later));
      return;
    }
    boolean risky = fix.get().risk() == RuleFix.Risk.HIGH && !halfDone.containsKey(rule.id());
    if (risky && !wishes.allowsHighRisk() && !wishes.named().contains(rule.id())) {
      left.add(
          new LeftForYou(
              rule,
              "Its fix has a high risk; apply it with 'hostready fix "
                  + rule.id()
                  + "' or --allow-risk high. "
                  + fix.get().caution().orElse("")));
      return;
    }
    try {
      plan(result, fix.get());
    } catch (PlanningException not) {
      left.add(new LeftForYou(rule, not.why() + laterRules(rule)));
    }
  }

  /** The advice for this host. */
  private static Optional<String> advice(CheckResult result) {
    return result.rule().text().advice().general();
  }

  /** Names rules whose fixes come first, if they were not requested. */
  private String laterRules(Rule rule) {
    List<String> missing =
        rule.after().stream()
            .filter(id -> report.results().stream().noneMatch(r -> r.rule().id().equals(id)))
            .map(RuleId::value)
            .toList();
    return missing.isEmpty() || wishes.named().isEmpty()
        ? ""
        : " If "
            + String.join(", ", missing)
            + " fails too, name it as well: its fix comes before this one.";
  }

  /** Plans on a copy, so that an impossible fix leaves no changes in the plan. */
  private void plan(CheckResult result, RuleFix fix) {
    Rule rule = rule(result);
    int planned = builder.changes().size();
    PlanBuilder further = builder.copy();
    List<Fix> steps = fix.steps().bind(report.run().parameters());
    if (steps.stream().noneMatch(step -> step.isFor(builder.host()))) {
      left.add(
          new LeftForYou(rule, advice(result).orElse("There is no automatic fix for this host.")));
      return;
    }
    steps.forEach(step -> step.plan(further));
    halfDone.getOrDefault(rule.id(), List.of()).forEach(further::runUnfinished);
    further.left().forEach(why -> left.add(new LeftForYou(rule, why)));
    List<Change> all = further.changes();
    List<Change> own = all.subList(planned, all.size());
    if (own.stream().noneMatch(Change::changesHost)) {
      if (result.fails() && further.left().isEmpty()) {
        left.add(new LeftForYou(rule, noFixReason(result, fix)));
      }
      return;
    }
    fixes.add(new PlannedFix(rule, own));
    builder = further;
  }

  private static String noFixReason(CheckResult result, RuleFix fix) {
    return fix.pending().isPresent()
        ? "Its fix is applied already and requires a " + pendingWord(fix) + "."
        : "All changes of its fix are made already, but it still fails."
            + advice(result).map(advice -> " " + advice).orElse("");
  }

  private static String pendingWord(RuleFix fix) {
    return switch (fix.pending().orElseThrow()) {
      case REBOOT -> "reboot";
      case RELOGIN -> "new login";
    };
  }
}
