package io.hostready.cli;

import io.hostready.capture.HostTextException;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.run.CaptureRun;
import io.hostready.run.CheckResult;
import io.hostready.run.Checker;
import io.hostready.run.HostReport;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes captures with the shipped rules, and compares what is said of two hosts. */
final class CapturedHosts {

  static final List<String> PACKS =
      List.of("docker-engine", "docker-swarm", "docker-rootless", "kubernetes-node");

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T20:36:00Z"), ZoneOffset.UTC);

  private static final Map<List<String>, RuleBook> BOOKS = new LinkedHashMap<>();

  private CapturedHosts() {}

  static CaptureRun.Captured capture(Host host, List<String> packs, List<String> only, boolean all)
      throws HostTextException {
    return run(packs, only, all).capture(host);
  }

  static CaptureRun run(List<String> packs, boolean all) {
    return run(packs, List.of(), all);
  }

  private static CaptureRun run(List<String> packs, List<String> only, boolean all) {
    CommonOptions options =
        new CommonOptions(packs, List.of(), Optional.empty(), Map.of(), List.of());
    return new CaptureRun(
        CLOCK, "0.1.0", book(options), selection(packs, only), options.parameters(), all);
  }

  static HostReport check(Host host, List<String> packs) {
    return new Checker(CLOCK, "0.1.0")
        .direct()
        .check(host, selection(packs, List.of()), Level.REQUIRED);
  }

  private static Selection selection(List<String> packs, List<String> only) {
    CommonOptions options =
        new CommonOptions(packs, List.of(), Optional.empty(), Map.of(), List.of());
    return Selection.of(book(options), packs, only, Map.of());
  }

  private static RuleBook book(CommonOptions options) {
    System.setProperty("hostready.rules", Project.DIRECTORY.resolve("rules").toString());
    return BOOKS.computeIfAbsent(options.rulePaths(), _ -> options.book(InputFiles.ofAnyUser()));
  }

  /** Everything that is said of each rule, and of the host. */
  static Map<String, String> said(HostReport report) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("machine", report.host().machine().toString());
    said.put("os", report.host().os().toString());
    said.put("virtualization", report.host().virtualization().toString());
    said.put("parameters", report.run().parameters().values().toString());
    for (CheckResult each : report.results()) {
      said.put(
          each.rule().id().value(),
          each.level() + " " + each.finding() + " " + each.pending() + "\n");
    }
    return said;
  }

  /** Rules that have another verdict in the second report, which is not "unknown". */
  static Map<String, String> lies(HostReport first, HostReport second) {
    Map<String, CheckResult> there =
        second.results().stream().collect(Collectors.toMap(r -> r.rule().id().value(), r -> r));
    Map<String, String> lies = new LinkedHashMap<>();
    for (CheckResult here : first.results()) {
      CheckResult other = there.get(here.rule().id().value());
      if (other != null
          && !(other.verdict() instanceof Verdict.Unknown)
          && !other.verdict().id().equals(here.verdict().id())) {
        lies.put(
            here.rule().id().value(),
            here.verdict().id() + " became " + other.verdict().id() + ": " + other.finding());
      }
    }
    return lies;
  }
}
