package io.hostready.report;

import io.hostready.run.CheckResult;
import io.hostready.run.FixPlan;
import io.hostready.run.FixPlan.LeftForYou;
import io.hostready.run.HostReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a plan leaves to the operator.
 *
 * @param also rules that fail for the same reason, and need no separate step
 */
record ManualStep(LeftForYou left, List<String> also) {

  ManualStep {
    also = List.copyOf(also);
  }

  String id() {
    return id(left);
  }

  private static String id(LeftForYou left) {
    return left.rule().id().value();
  }

  /** The steps for rules that fail, or that pass and were fixed only in part. */
  static List<ManualStep> of(FixPlan plan, HostReport before) {
    List<LeftForYou> manual = new ArrayList<>(plan.left());
    manual.removeAll(unchecked(plan, before));
    Set<String> ids = manual.stream().map(ManualStep::id).collect(Collectors.toSet());
    Map<String, String> causes = new HashMap<>();
    for (ReportFinding finding : ReportFinding.grouped(before)) {
      String cause = finding.first().rule().id().value();
      finding.results().forEach(result -> causes.put(result.rule().id().value(), cause));
    }
    Map<LeftForYou, List<String>> steps = new LinkedHashMap<>();
    Map<String, List<String>> also = new HashMap<>();
    for (LeftForYou left : manual) {
      String cause = causes.getOrDefault(id(left), id(left));
      if (cause.equals(id(left)) || !ids.contains(cause)) {
        steps.put(left, also.computeIfAbsent(id(left), _ -> new ArrayList<>()));
      } else {
        also.computeIfAbsent(cause, _ -> new ArrayList<>()).add(id(left));
      }
    }
    return steps.entrySet().stream()
        .map(step -> new ManualStep(step.getKey(), step.getValue()))
        .toList();
  }

  /** The rules that could not be checked. */
  static List<LeftForYou> unchecked(FixPlan plan, HostReport before) {
    Set<String> unknown =
        before.results().stream()
            .filter(CheckResult::isUnknown)
            .map(result -> result.rule().id().value())
            .collect(Collectors.toSet());
    return plan.left().stream().filter(left -> unknown.contains(id(left))).toList();
  }
}
