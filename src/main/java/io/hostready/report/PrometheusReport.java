package io.hostready.report;

import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Metrics for node_exporter's textfile collector, all of them gauges. A rule is a series only while
 * it fails or is unknown, unless the report is verbose: each series costs a server memory. All
 * lines of one metric must be consecutive, so the data of each host is kept in a compact form until
 * the end. Source: Prometheus' text exposition format 0.0.4.
 */
final class PrometheusReport implements ReportWriter {

  /** What is kept of a host: results are numbers of their labels. */
  private record Host(
      String label,
      String info,
      Outcome outcome,
      int[] counts,
      int[] pending,
      List<Integer> results,
      long startedMillis,
      long tookMillis) {}

  private static final List<String> VERDICTS =
      List.of("pass", "fail", "unknown", "not-applicable", "waived");

  private final Medium medium;
  private final HostNames names = new HostNames();
  private final List<Host> hosts = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> labels = new ArrayList<>();

  PrometheusReport(Medium medium) {
    this.medium = medium;
  }

  @Override
  public void add(HostReport report) {
    int[] counts = new int[Level.values().length * VERDICTS.size()];
    int[] pending = new int[RuleFix.Pending.values().length];
    List<Integer> results = new ArrayList<>();
    for (CheckResult result : report.results()) {
      counts[
          result.level().ordinal() * VERDICTS.size() + VERDICTS.indexOf(result.verdict().id())]++;
      result.pending().ifPresent(required -> pending[required.ordinal()]++);
      if (medium.verbose() || result.fails() || result.isUnknown()) {
        results.add(number(result));
      }
    }
    hosts.add(
        new Host(
            label("host", names.of(report)),
            label(",version", report.run().version())
                + label(",os", report.host().os().name().orElse(""))
                + label(",kernel", report.host().machine().kernel().orElse(""))
                + label(",architecture", report.host().machine().architecture().orElse("")),
            report.outcome(),
            counts,
            pending,
            List.copyOf(results),
            report.run().timing().startedAt().toEpochMilli(),
            report.run().timing().duration().toMillis()));
  }

  private int number(CheckResult result) {
    return numbers.computeIfAbsent(
        label("rule", result.rule().id().value())
            + label(",topic", result.rule().topic())
            + label(",level", result.level().id())
            + label(",verdict", result.verdict().id()),
        fresh -> {
          labels.add(fresh);
          return labels.size() - 1;
        });
  }

  @Override
  public void end() throws IOException {
    metric("ready", "1 if the host is ready, 0 otherwise.");
    for (Host host : hosts) {
      line("ready", host.label(), host.outcome() == Outcome.READY ? "1" : "0");
    }
    metric("outcome", "1 for the outcome of the check, 0 for the other outcomes.");
    for (Host host : hosts) {
      for (Outcome outcome : Outcome.values()) {
        line(
            "outcome",
            host.label() + label(",outcome", outcome.id()),
            host.outcome() == outcome ? "1" : "0");
      }
    }
    metric("results", "Number of rules by level and verdict.");
    for (Host host : hosts) {
      for (Level level : Level.values()) {
        for (String verdict : VERDICTS) {
          int count = host.counts()[level.ordinal() * VERDICTS.size() + VERDICTS.indexOf(verdict)];
          String of = label(",level", level.id()) + label(",verdict", verdict);
          line("results", host.label() + of, Integer.toString(count));
        }
      }
    }
    metric("pending", "Number of failed rules whose fix takes effect after a reboot or relogin.");
    for (Host host : hosts) {
      for (RuleFix.Pending required : RuleFix.Pending.values()) {
        line(
            "pending",
            host.label() + label(",requires", required.id()),
            Integer.toString(host.pending()[required.ordinal()]));
      }
    }
    metric(
        "rule",
        medium.verbose()
            ? "Verdict of each rule; the value is always 1."
            : "Verdict of each rule that fails or is unknown; the value is always 1.");
    for (Host host : hosts) {
      for (int number : host.results()) {
        line("rule", host.label() + "," + labels.get(number), "1");
      }
    }
    metric("check_timestamp_seconds", "Start time of the check, in seconds since 1970-01-01 UTC.");
    for (Host host : hosts) {
      line("check_timestamp_seconds", host.label(), seconds(host.startedMillis()));
    }
    metric("check_duration_seconds", "Duration of the check in seconds.");
    for (Host host : hosts) {
      line("check_duration_seconds", host.label(), seconds(host.tookMillis()));
    }
    metric("info", "Version of hostready, and the host; the value is always 1.");
    for (Host host : hosts) {
      line("info", host.label() + host.info(), "1");
    }
  }

  private void metric(String name, String help) throws IOException {
    medium.out().append("# HELP hostready_").append(name).append(' ').append(help).append('\n');
    medium.out().append("# TYPE hostready_").append(name).append(" gauge\n");
  }

  private void line(String name, String labels, String value) throws IOException {
    medium.out().append("hostready_").append(name).append('{').append(labels);
    medium.out().append("} ").append(value).append('\n');
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }

  private static String label(String name, String value) {
    String shown = SafeText.line(value).replace("\\", "\\\\").replace("\"", "\\\"");
    return name + "=\"" + shown + '"';
  }
}
