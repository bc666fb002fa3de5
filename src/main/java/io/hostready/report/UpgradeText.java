package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.rule.ReleaseChange;
import io.hostready.rule.RuleId;
import io.hostready.run.CheckResult;
import io.hostready.run.FindingChange;
import io.hostready.run.HostIdentity;
import io.hostready.run.HostReport;
import io.hostready.run.JudgedVersion;
import io.hostready.run.Outcome;
import io.hostready.run.UpgradeReport;
import io.hostready.text.Joined;
import io.hostready.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rehearsal of an upgrade for people: of one host each version, what blocks it and what the
 * upgrade changes; of several hosts one line each.
 *
 * @param arguments those of the command, for the commands of fixes
 */
public record UpgradeText(TextStyle style, RepeatedArguments arguments) {

  /** The command that keeps Docker at its version. */
  static final String HOLD = "hostready fix --pack docker-hold";

  private static final String NOT_NEWER = "the version to judge is not newer";

  private static final String INDENT = "  ";

  /** The maximum number of rule names after a version or host. */
  private static final int MOST_NAMES = 3;

  /** The text for all hosts. */
  public String of(List<UpgradeReport> hosts) {
    return hosts.size() == 1 ? one(hosts.getFirst()) : table(hosts);
  }

  private String one(UpgradeReport upgrade) {
    TextLines lines = new TextLines(style);
    String facts = SafeText.line(String.join(", ", ResultWording.facts(upgrade.host())));
    lines.line(
        style.palette().strong(new HostNames().of(HostIdentity.of(upgrade.host(), "")))
            + (facts.isEmpty() ? "" : ": " + facts));
    lines.line("Docker: " + versions(upgrade)).gap();
    StringBuilder table = new StringBuilder();
    TextTable.append(
        table,
        upgrade.versions().stream()
            .map(
                each ->
                    List.of(
                        each.version().text(),
                        each.verdict().id(),
                        each.origin() == JudgedVersion.Origin.RELEASE_LINE
                            ? ""
                            : each.origin().id(),
                        FleetSummary.few(names(each), MOST_NAMES)))
            .toList());
    table.toString().lines().forEach(line -> lines.line(INDENT + line));
    upgrade.blockers().forEach((versions, rules) -> blocking(lines, versions, rules));
    others(lines, upgrade.target());
    changes(lines, upgrade.target());
    lines.gap();
    end(lines, upgrade);
    return lines.toString();
  }

  /** The installed version and the target, as a phrase. */
  static String versions(UpgradeReport upgrade) {
    String installed =
        upgrade.installed().map(version -> version + " is installed").orElse("not installed");
    JudgedVersion target = upgrade.target();
    String goal =
        switch (target.origin()) {
          case INSTALLED ->
              upgrade.offered().map(_ -> "no newer version is offered").orElse(NOT_NEWER);
          case OFFERED -> target.version() + " is offered";
          case REQUESTED -> target.version() + " is requested";
          case RELEASE_LINE ->
              "the version offered is not known, "
                  + target.version()
                  + " is the newest known release";
        };
    return installed + ", " + goal;
  }

  static List<String> names(JudgedVersion judged) {
    return judged.blockers().stream().map(result -> result.rule().id().value()).toList();
  }

  private void blocking(TextLines lines, List<JudgedVersion> versions, Set<RuleId> rules) {
    lines.gap();
    List<String> texts = versions.stream().map(each -> each.version().text()).toList();
    lines.line("Blocks Docker " + Joined.and(texts) + ":");
    HostReport report = only(versions.getFirst(), rules);
    String set = " --set docker-version=" + texts.getFirst();
    FindingText text =
        new FindingText(
            report, new RepeatedArguments(arguments.options() + set, List.of()), false, false);
    for (ReportFinding finding : ReportFinding.grouped(report)) {
      lines.gap();
      text.write(lines, finding);
    }
  }

  private static HostReport only(JudgedVersion judged, Set<RuleId> rules) {
    return judged
        .report()
        .with(
            judged.blockers().stream()
                .filter(result -> rules.contains(result.rule().id()))
                .toList());
  }

  /** What does not block the target and differs from the installed version. */
  private void others(TextLines lines, JudgedVersion target) {
    List<CheckResult> found = new ArrayList<>(target.others(FindingChange.Kind.NEW));
    found.addAll(target.others(FindingChange.Kind.CHANGED));
    List<CheckResult> fixed = target.others(FindingChange.Kind.FIXED);
    List<CheckResult> warnings = found.stream().filter(each -> !isOptional(each)).toList();
    if (!warnings.isEmpty()) {
      lines.gap().line("Found with Docker " + target.version() + ", and does not block:");
      FindingText text = new FindingText(target.report(), arguments, false, false);
      warnings.forEach(result -> text.head(lines, result));
    }
    List<String> features =
        found.stream().filter(UpgradeText::isOptional).map(FindingText::feature).toList();
    if (!features.isEmpty()) {
      String head = Count.of(features.size(), "optional feature") + " lost: ";
      lines.gap().prose(head, INDENT, String.join(", ", features));
    }
    if (!fixed.isEmpty()) {
      String rules =
          fixed.stream().map(each -> each.rule().id().value()).collect(Collectors.joining(", "));
      lines.gap().prose("Passes with Docker " + target.version() + ": ", INDENT, rules);
    }
  }

  private static boolean isOptional(CheckResult result) {
    return result.level() == Level.OPTIONAL;
  }

  private void changes(TextLines lines, JudgedVersion target) {
    if (target.releaseChanges().isEmpty()) {
      return;
    }
    lines.gap().line("The upgrade to Docker " + target.version() + " changes:");
    lines.labeled(
        INDENT,
        target.releaseChanges().stream()
            .map(each -> TextLines.Row.prose(each.change().topic().id(), sentence(each)))
            .toList());
  }

  /** The change and what to do about it, in sentences. */
  static String sentence(ReleaseChange.OnHost each) {
    String unknown =
        each.unknown().map(why -> " (perhaps: it could not be checked: " + why + ")").orElse("");
    return ResultWording.line(
        each.text() + unknown + "." + each.advice().map(advice -> " " + advice).orElse(""));
  }

  private void end(TextLines lines, UpgradeReport upgrade) {
    JudgedVersion target = upgrade.target();
    Outcome outcome = upgrade.outcome();
    lines.prose(
        "",
        VerdictLine.painted(outcome, style.palette())
            + " for Docker "
            + target.version()
            + ": "
            + conclusion(upgrade));
    if (!upgrade.blockedAlready().isEmpty()) {
      List<String> rules = upgrade.blockedAlready().stream().map(RuleId::value).toList();
      lines.prose(
          "",
          "The installed version is blocked already (see hostready check): "
              + FleetSummary.few(rules, MOST_NAMES));
    }
    if (outcome != Outcome.READY) {
      hold(upgrade).ifPresent(text -> lines.prose("", text));
    }
  }

  /** What holds for the target, as a phrase. */
  static String conclusion(UpgradeReport upgrade) {
    JudgedVersion target = upgrade.target();
    int blockers = target.blockers().size();
    return switch (target.verdict()) {
      case RUNS -> unblocked(upgrade);
      case BLOCKED ->
          Count.of(blockers, "rule")
              + (blockers == 1 ? " blocks it, " : " block it, ")
              + newest(upgrade);
      case UNDECIDED ->
          (target.isKnown()
                  ? Count.of(blockers, "rule") + " could not be checked, "
                  : "hostready has no data on this version: update hostready; ")
              + newest(upgrade);
    };
  }

  private static String unblocked(UpgradeReport upgrade) {
    if (upgrade.installed().isEmpty()) {
      return "no rule blocks the installation";
    }
    return upgrade.isUpgrade()
        ? "no rule blocks the upgrade, "
            + Count.of(upgrade.target().releaseChanges().size(), "change")
        : "it is installed, and " + NOT_NEWER;
  }

  private static String newest(UpgradeReport upgrade) {
    return upgrade
        .newestThatRuns()
        .map(
            judged ->
                (upgrade.blockedAlready().isEmpty()
                        ? "the newest Docker that this host can run is "
                        : "the newest Docker that no further rule blocks is ")
                    + judged.version())
        .orElse("and no judged version runs");
  }

  /** How to keep the installed version. */
  static Optional<String> hold(UpgradeReport upgrade) {
    return upgrade
        .hold()
        .flatMap(
            result ->
                switch (result.verdict()) {
                  case Verdict.Pass() -> Optional.of("Docker's packages are on hold already.");
                  case Verdict.Fail() ->
                      Optional.of(
                          "To keep "
                              + upgrade.installed().map(v -> "Docker " + v).orElse("Docker")
                              + (result.rule().fix().isPresent()
                                  ? ", hold its packages: " + HOLD
                                  : ": " + result.rule().text().advice().general().orElse("")));
                  case Verdict.Unknown _, Verdict.NotApplicable _, Verdict.Waived _ ->
                      Optional.empty();
                });
  }

  private String table(List<UpgradeReport> hosts) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("host", "installed", "can run", "target", "verdict", "rules"));
    HostNames names = new HostNames();
    int ready = 0;
    for (UpgradeReport upgrade : hosts) {
      JudgedVersion target = upgrade.target();
      ready += upgrade.outcome() == Outcome.READY ? 1 : 0;
      rows.add(
          List.of(
              names.of(HostIdentity.of(upgrade.host(), "")),
              upgrade.installed().map(Object::toString).orElse("-"),
              upgrade.newestThatRuns().map(each -> each.version().text()).orElse("-"),
              target.version().text(),
              target.verdict().id(),
              FleetSummary.few(names(target), MOST_NAMES)));
    }
    StringBuilder out = new StringBuilder();
    TextTable.append(out, rows);
    return out
        + "\n"
        + ready
        + " of "
        + Count.of(hosts.size(), "host")
        + (ready == 1 ? " runs" : " run")
        + " the target version\n";
  }
}
