package io.hostready.run;

import io.hostready.expect.Criterion;
import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.host.HostSource;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleId;
import io.hostready.rule.RuleSummary;
import io.hostready.rule.Selection;
import io.hostready.rule.Waivers;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Parameters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Checks hosts with rules. A rule that throws or hangs becomes unknown and does not stop others.
 */
public final class Checker {

  /** The time limit for one rule, all its probes together. */
  public static final Duration RULE_LIMIT = Duration.ofSeconds(15);

  /** The same for a proof, which has its own time limit and may wait for programs to end. */
  private static final Duration PROOF_LIMIT = Duration.ofMinutes(5);

  private final Clock clock;
  private final String version;
  private final Function<Duration, TimeLimit> limits;
  private final Waivers waivers;
  private final boolean direct;

  /**
   * A checker without waivers.
   *
   * @param version the program's version, for reports
   */
  public Checker(Clock clock, String version) {
    this(clock, version, TimeLimit::of);
  }

  Checker(Clock clock, String version, Function<Duration, TimeLimit> limits) {
    this(clock, version, limits, Waivers.NONE, false);
  }

  private Checker(
      Clock clock,
      String version,
      Function<Duration, TimeLimit> limits,
      Waivers waivers,
      boolean direct) {
    this.clock = clock;
    this.version = version;
    this.limits = limits;
    this.waivers = waivers;
    this.direct = direct;
  }

  /** The same checker with waivers. */
  public Checker with(Waivers accepted) {
    return new Checker(clock, version, limits, accepted, direct);
  }

  /**
   * The same checker for hosts in memory, which answer immediately: it works in the caller's thread
   * without time limits.
   */
  public Checker direct() {
    return new Checker(clock, version, limits, waivers, true);
  }

  /** Checks a host with all rules of a selection. */
  public HostReport check(Host host, Selection selection, Level failOn) {
    Instant started = clock.instant();
    TimeLimit startLimit = limits.apply(RULE_LIMIT.multipliedBy(2));
    Supplier<Start> look = () -> new Start(selection.parametersFor(host), HostSummary.of(host));
    Start start =
        direct
            ? look.get()
            : TimeLimitedPool.within(startLimit, look)
                .orElseGet(
                    () -> new Start(selection.defaults(), HostSummary.unknown(host.source())));
    List<Rule> rules = selection.rules();
    List<Rule> readings = rules.stream().filter(rule -> !rule.isProof()).toList();
    List<Rule> proofs = rules.stream().filter(Rule::isProof).toList();
    Map<RuleId, CheckResult> given = new HashMap<>();
    check(readings, host, start.parameters(), RULE_LIMIT, given);
    if (!proofs.isEmpty()) {
      // After the other rules: a proof loads modules, and the rules must see the host without them.
      check(proofs, host, start.parameters(), PROOF_LIMIT, given);
      new ProofComparison(selection, rule -> check(rule, host, start.parameters()), given).mark();
    }
    Optional<String> hostname = start.summary().machine().hostname();
    List<CheckResult> results =
        rules.stream().map(rule -> waived(given.get(rule.id()), hostname)).toList();
    HostReport.Timing timing =
        new HostReport.Timing(started, Duration.between(started, clock.instant()));
    return new HostReport(
        new HostReport.Run(version, timing, selection.packNames(), start.parameters()),
        start.summary(),
        failOn,
        results);
  }

  private void check(
      List<Rule> rules,
      Host host,
      Parameters parameters,
      Duration limit,
      Map<RuleId, CheckResult> given) {
    List<Supplier<CheckResult>> work =
        rules.stream()
            .<Supplier<CheckResult>>map(rule -> () -> check(rule, host, parameters))
            .toList();
    List<Optional<CheckResult>> results =
        direct
            ? work.stream().map(each -> Optional.of(each.get())).toList()
            : TimeLimitedPool.each(limits.apply(limit), work);
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      String late = "the check did not end within " + limit.toSeconds() + " s";
      given.put(rule.id(), results.get(i).orElseGet(() -> undecided(rule, late)));
    }
  }

  /** The files that are read before the first rule. */
  private record Start(Parameters parameters, HostSummary summary) {}

  /**
   * A failure with a valid waiver becomes waived; for an expired waiver, the finding names the
   * expiry.
   */
  private CheckResult waived(CheckResult result, Optional<String> hostname) {
    Optional<Waivers.Waiver> covering = waivers.covering(result.rule().id(), hostname);
    if (!result.fails() || covering.isEmpty()) {
      return result;
    }
    Waivers.Waiver waiver = covering.get();
    Finding finding = result.finding();
    boolean ended = LocalDate.now(clock).isAfter(waiver.until());
    Finding judged =
        ended
            ? new Finding(
                finding.verdict(),
                finding.expected(),
                finding.found() + " (its waiver ended on " + waiver.until() + ")",
                finding.evidence())
            : finding.with(new Verdict.Waived(waiver.reason(), waiver.until().toString()));
    return result.with(judged);
  }

  /** Checks a host with one rule. */
  private static CheckResult check(Rule rule, Host host, Parameters parameters) {
    try {
      return judge(rule, host, parameters);
    } catch (InvalidInputException misfit) {
      return undecided(rule, "a parameter's value does not fit: " + misfit.getMessage());
    } catch (RuntimeException | Error broken) {
      return undecided(
          rule,
          "hostready itself failed on this rule ("
              + broken
              + "). Please report it with the output of --stacktrace.");
    }
  }

  private static CheckResult undecided(Rule rule, String why) {
    return new CheckResult(
        RuleSummary.of(rule),
        rule.levels().strongest(),
        new Finding(new Verdict.Unknown(why), rule.text().title(), Finding.UNREAD, List.of()),
        Optional.empty());
  }

  private static CheckResult judge(Rule rule, Host host, Parameters parameters) {
    Level level = rule.levels().of(host, parameters);
    Finding finding =
        rule.when()
            .flatMap(when -> notApplicable(judge(when.bind(parameters), rule, host)))
            .orElseGet(() -> judge(rule.check().bind(parameters), rule, host));
    CheckResult result =
        new CheckResult(RuleSummary.of(rule), level, advised(finding, host), Optional.empty());
    if (!result.fails() && !result.isUnknown()) {
      return result;
    }
    FixOffer offer =
        rule.fix()
            .map(fix -> FixOffer.of(fix, host, parameters, result.fails()))
            .orElseGet(FixOffer.None::new);
    Rule reported =
        switch (offer) {
          case FixOffer.Possible _, FixOffer.Made _ ->
              rule.on(host, parameters, true, Optional.empty());
          case FixOffer.None() -> rule.on(host, parameters, false, Optional.empty());
          case FixOffer.Refused(String why) -> rule.on(host, parameters, false, Optional.of(why));
        };
    return new CheckResult(
        RuleSummary.of(reported),
        level,
        result.finding(),
        offer instanceof FixOffer.Made(var pending) ? Optional.of(pending) : Optional.empty());
  }

  private static Finding judge(Criterion criterion, Rule rule, Host host) {
    return criterion.judge(host).of(rule.id().value());
  }

  /**
   * The finding if the rule does not apply to the host, or possibly does not; empty if it applies.
   */
  private static Optional<Finding> notApplicable(Finding condition) {
    return switch (condition.verdict()) {
      case Verdict.Pass() -> Optional.empty();
      case Verdict.Fail() ->
          Optional.of(
              condition.with(
                  new Verdict.NotApplicable(
                      condition.found() + " (applies only if " + condition.expected() + ")")));
      case Verdict.Unknown(String why) ->
          Optional.of(
              condition.with(new Verdict.Unknown("cannot check whether the rule applies: " + why)));
      case Verdict.NotApplicable _ -> Optional.of(condition);
      case Verdict.Waived _ -> Optional.of(condition);
    };
  }

  private static Finding advised(Finding finding, Host host) {
    if (finding.verdict() instanceof Verdict.Unknown(String why)
        && (why.contains("Permission denied") || why.contains("Operation not permitted"))) {
      String advice =
          switch (host.source()) {
            case HostSource.ThisMachine _ -> ". Run hostready as root to look.";
            case HostSource.Tree _ ->
                ". The tree was taken without the right to read it: take it as root.";
            case HostSource.Capture _ ->
                ". The capture was made without the right to read it: capture as root.";
            case HostSource.Ssh _ ->
                ". The user on the host cannot read it: use --ssh-sudo, or connect as root.";
          };
      return finding.with(new Verdict.Unknown(why + advice));
    }
    return finding;
  }
}
