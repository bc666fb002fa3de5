package io.hostready.report;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.HostSource;
import io.hostready.host.SshDestination;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import io.hostready.rule.ShippedRules;
import io.hostready.rule.Waivers;
import io.hostready.run.Checker;
import io.hostready.run.HostCheck;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import io.hostready.run.UnopenedHost;
import io.hostready.yaml.SourceSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules and hosts written in a test, and the report of the one about the other. */
public final class Reports {

  private static final RepeatedArguments ALL_RULES =
      new RepeatedArguments(" --pack all", List.of());

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T20:36:00Z"), ZoneOffset.UTC);

  /** What a host may say to reach a terminal, a page or another document's syntax. */
  static final String HOSTILE =
      "</script><!--]]>&amp;<b onclick=x>\"%0A::error::#`|*_[x](y)\\ $(id)"
          + " \u001b[2J\u202e\u2028\u009b\0\u0085\ud800x\ufffe";

  private static final String PRESENT = "check: {path: {path: /etc/x, expect: {present: true}}}";
  private static final String PLAIN =
      "check: {file-text: {path: /etc/x, key: KEY, expect: {value: plain}}}";
  private static final String CLOSED = PLAIN.replace("/etc/x", "/etc/closed");
  private static final String ELSEWHERE =
      "when: {path: {path: /etc/none, expect: {present: true}}}";
  private static final String FIX =
      "fix: {summary: load it, risk: low, steps: [{load-module: {name: loop}}]}";

  private final FakeHost rules = FakeHost.empty();
  private final List<String> ids = new ArrayList<>();

  /** Adds a rule whose further lines are level, check and what else is wanted. */
  public Reports rule(String topic, String id, String title, String... lines) {
    rules.file(
        "/rules/" + topic + "/" + id + ".yaml",
        "id: " + id + "\ntitle: " + title + "\nwhy: It must.\n" + String.join("\n", lines) + "\n");
    ids.add(id);
    return this;
  }

  public HostReport report(Host host) {
    return report(host, Level.REQUIRED);
  }

  public HostReport report(Host host, Level failOn) {
    return report(host, failOn, Waivers.NONE);
  }

  /** A host on which every verdict is given at every level; the text is what the host says. */
  static HostReport everyVerdict(Level failOn, String text) {
    Reports rules = new Reports();
    List<Waivers.Waiver> waivers = new ArrayList<>();
    for (String level : Level.WORDS) {
      String at = "level: " + level;
      rules.rule("files", level + "-pass", "It is there", at, PRESENT);
      rules.rule("texts", level + "-fail", "It is <plain> & \"good\"", at, PLAIN, FIX);
      rules.rule("texts", level + "-unknown", "It is open", at, CLOSED, "advice: Open it.");
      rules.rule("files", level + "-not-applicable", "Elsewhere", at, ELSEWHERE, PRESENT);
      rules.rule("texts", level + "-waived", "It is # plain", at, PLAIN, "references: [proc(5)]");
      waivers.add(
          new Waivers.Waiver(
              new RuleId(level + "-waived"),
              "accepted: " + text,
              LocalDate.parse("2030-01-31"),
              Optional.empty(),
              SourceSpan.startOf("waivers.yaml")));
    }
    Host host =
        FakeHost.with("/etc/x", "KEY='" + text + "'\n")
            .denied("/etc/closed")
            .file("/proc/sys/kernel/hostname", "web-1" + text + "\n")
            .file("/proc/sys/kernel/osrelease", "6.12.0-55\n")
            .file("/etc/os-release", "ID=x\nVERSION_ID=1\nPRETTY_NAME='My " + text + " 1'\n")
            .host();
    return rules.report(host, failOn, new Waivers(waivers));
  }

  /** The report of a host that ssh could not reach. */
  static HostReport unreachable(String destination, String why) {
    HostCheck check =
        new HostCheck(
            CLOCK,
            "0.1.0",
            Selection.of(ShippedRules.book(), List.of("docker-engine"), List.of(), Map.of()),
            Waivers.NONE,
            Level.REQUIRED,
            false,
            false);
    return check.of(new UnopenedHost.Unreachable(new SshDestination(destination), why));
  }

  /** The same report of a host from another source. */
  static HostReport from(HostSource source, HostReport report) {
    HostSummary host = report.host();
    return report.with(
        new HostSummary(
            source, host.machine(), host.os(), host.virtualization(), host.inventory()));
  }

  private HostReport report(Host host, Level failOn, Waivers waivers) {
    rules.file(
        "/rules/packs/all.yaml",
        "name: all\ntitle: All\nrules: [" + String.join(", ", ids) + "]\n");
    return new Checker(CLOCK, "0.1.0").with(waivers).check(host, selection(), failOn);
  }

  private Selection selection() {
    RuleBook book =
        RuleBook.read(rules.host(), List.of(new RuleDirectory("/rules", "rules", true)));
    return Selection.of(book, List.of("all"), List.of(), Map.of());
  }

  /** All rules, once there was a report. */
  List<Rule> rules() {
    return selection().rules();
  }

  /** The first rule, once there was a report. */
  public Rule firstRule() {
    return selection().rules().getFirst();
  }

  /** The document that a format makes of some reports. */
  public static String document(String format, HostReport... reports) {
    return document(format, TextStyle.PLAIN, false, reports);
  }

  static String document(String format, TextStyle style, boolean verbose, HostReport... reports) {
    return document(format, style, verbose, List.of(reports));
  }

  static String document(
      String format, TextStyle style, boolean verbose, List<HostReport> reports) {
    return document(format, style, verbose, RuleLinks.NONE, reports);
  }

  static String document(
      String format, TextStyle style, boolean verbose, RuleLinks links, List<HostReport> reports) {
    ReportWriter.Medium medium =
        new ReportWriter.Medium(
            new StringBuilder(), reports.size() > 1, style, verbose, links, Optional.of(ALL_RULES));
    return document(format, medium, reports);
  }

  /** A destination of reports in any format. */
  static ReportWriter.Medium medium(Appendable out, boolean several) {
    return new ReportWriter.Medium(
        out, several, TextStyle.PLAIN, false, RuleLinks.NONE, Optional.of(ALL_RULES));
  }

  /** The document of a check of some rules. */
  static String document(String format, List<String> rules, HostReport... reports) {
    ReportWriter.Medium medium =
        new ReportWriter.Medium(
            new StringBuilder(),
            reports.length > 1,
            TextStyle.PLAIN,
            false,
            RuleLinks.NONE,
            Optional.of(new RepeatedArguments(ALL_RULES.options(), rules)));
    return document(format, medium, List.of(reports));
  }

  private static String document(
      String format, ReportWriter.Medium medium, List<HostReport> reports) {
    ReportWriter writer = ReportFormats.open(format, medium);
    try {
      for (HostReport report : reports) {
        writer.add(report);
      }
      writer.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringBuilder does not fail
    }
    return medium.out().toString();
  }
}
