package io.hostready.report;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleFolder;
import io.hostready.rule.Selection;
import io.hostready.run.Checker;
import io.hostready.run.HostReport;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules and hosts written in a test, and the report of the one about the other. */
final class Reports {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T20:36:00Z"), ZoneOffset.UTC);

  private final FakeHost rules = FakeHost.empty();
  private final List<String> ids = new ArrayList<>();

  /** Adds a rule whose further lines are level, check and what else is wanted. */
  Reports rule(String topic, String id, String title, String... lines) {
    rules.file(
        "/rules/" + topic + "/" + id + ".yaml",
        "id: " + id + "\ntitle: " + title + "\nwhy: It must.\n" + String.join("\n", lines) + "\n");
    ids.add(id);
    return this;
  }

  HostReport report(Host host) {
    return report(host, Level.REQUIRED);
  }

  HostReport report(Host host, Level failOn) {
    rules.file(
        "/rules/packs/all.yaml",
        "name: all\ntitle: All\nrules: [" + String.join(", ", ids) + "]\n");
    RuleBook book = RuleBook.read(rules.host(), List.of(new RuleFolder("/rules", "rules", true)));
    Selection selection = Selection.of(book, List.of("all"), List.of(), Map.of());
    return new Checker(CLOCK).check(host, selection, failOn);
  }
}
