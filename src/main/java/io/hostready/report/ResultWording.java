package io.hostready.report;

import io.hostready.expect.ByteSize;
import io.hostready.probe.Evidence;
import io.hostready.rule.RuleSummary;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import io.hostready.run.UnopenedHost;
import io.hostready.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of a result, for display and for tools. */
final class ResultWording {

  /** Before the advice of a rule that is unknown. */
  private static final String IF_FAILS = "If this turns out to fail: ";

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private ResultWording() {}

  /** The fix or the manual steps; empty if the rule has neither. */
  static Optional<String> toDo(CheckResult result, HostReport report) {
    if (!result.fails()) {
      return Optional.of(result)
          .filter(CheckResult::isUnknown)
          .flatMap(r -> unknownAdvice(r.rule()));
    }
    boolean live = report.host().source().isThisMachine();
    Optional<String> fix =
        result
            .rule()
            .fix()
            .map(
                f ->
                    f.summary()
                        + " (risk "
                        + f.risk().id()
                        + ")"
                        + (live ? ": hostready fix " + result.rule().id().value() : ""));
    Optional<String> advice = result.rule().text().advice().general();
    return fix.isPresent() && advice.isPresent()
        ? Optional.of(fix.get() + ". " + advice.get())
        : fix.or(() -> advice);
  }

  /**
   * The advice for a rule that is unknown: a failure that was not observed is no reason to change a
   * host, but that a host cannot be reached is known.
   */
  static Optional<String> unknownAdvice(RuleSummary rule) {
    Optional<String> advice = rule.text().advice().general();
    return UnopenedHost.isRuleOfUnopened(rule.id()) ? advice : advice.map(IF_FAILS::concat);
  }

  /** What is wrong with a host on which the rule fails. */
  static String problem(CheckResult result) {
    return line(result.problem());
  }

  /** Why a result is unknown; the same for the condition of a rule as for its check. */
  static String unknownReason(CheckResult result) {
    return unknownReason(result.reason());
  }

  /** The same of the reason alone. */
  static String unknownReason(String reason) {
    return line(reason).replaceFirst("^cannot check whether the rule applies: ", "");
  }

  /** What is known of the host itself, part by part. */
  static List<String> facts(HostSummary host) {
    List<String> facts = new ArrayList<>();
    host.os().name().ifPresent(facts::add);
    host.machine().kernel().ifPresent(kernel -> facts.add("kernel " + kernel));
    host.machine().architecture().ifPresent(facts::add);
    host.virtualization().filter(v -> !v.equals("none")).ifPresent(facts::add);
    host.machine().cpus().ifPresent(n -> facts.add(n + (n == 1 ? " CPU" : " CPUs")));
    host.machine().memoryBytes().ifPresent(b -> facts.add(new ByteSize(b).toString()));
    return facts;
  }

  /** One value that was read: source, subject and value. */
  static String read(Evidence evidence) {
    return evidence.source()
        + (evidence.line().isPresent() ? ":" + evidence.line().getAsInt() : "")
        + ": "
        + evidence.subject()
        + (evidence.value() == null ? " not found" : " " + evidence.value());
  }

  /** The text on one line, its blanks made one, and made safe to show. */
  static String line(String text) {
    return SafeText.line(BLANKS.matcher(text).replaceAll(" ").strip());
  }
}
