package io.hostready.report;

import io.hostready.json.JsonWriter;
import io.hostready.run.ComparedReport;
import io.hostready.run.ComparedResult;
import io.hostready.run.FindingChange;
import io.hostready.run.FleetDifference;
import io.hostready.run.ReportDifference;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The difference of reports as JSON, schema version 1, with only the hosts that differ; its shape
 * is in {@code difference-v1.schema.json}.
 */
final class DifferenceJson {

  private final DifferenceView view;
  private final String version;
  private final JsonWriter json = JsonWriter.indented();

  /**
   * The document of a difference.
   *
   * @param version the program's own
   */
  DifferenceJson(DifferenceView view, String version) {
    this.view = view;
    this.version = version;
  }

  void write(Appendable out) throws IOException {
    FleetDifference difference = view.difference();
    json.object()
        .put("schemaVersion", 1)
        .put("tool", Map.of("name", "hostready", "version", version))
        .put("document", "difference")
        .put("newOutcome", difference.newOutcome().id());
    summary(difference);
    json.array("hosts");
    for (int i = 0; i < view.names().size(); i++) {
      ReportDifference host = difference.hosts().get(i);
      if (host.host() != ReportDifference.HostChange.COMPARED || !host.changes().isEmpty()) {
        host(view.names().get(i), host);
        json.flushTo(out);
      }
    }
    json.finishTo(out);
  }

  private void summary(FleetDifference difference) {
    List<ReportDifference> hosts = difference.hosts();
    json.object("summary");
    Stream.of(FindingChange.Kind.values())
        .sorted(Comparator.reverseOrder())
        .forEach(kind -> json.put(kind.id(), difference.count(kind)));
    json.put("newlyBlocking", difference.newlyBlocking())
        .object("hosts")
        .put("new", difference.count(ReportDifference.HostChange.NEW))
        .put("returned", difference.count(ReportDifference.HostChange.RETURNED))
        .put("changed", hosts.stream().filter(DifferenceJson::isChanged).count())
        .put("gone", difference.count(ReportDifference.HostChange.GONE))
        .put("all", hosts.size())
        .end()
        .end();
  }

  private void host(String name, ReportDifference host) {
    json.object().put("host", name).put("change", isChanged(host) ? "changed" : host.host().id());
    report("before", host.before());
    report("after", host.after());
    json.put(
        "newlyBlocking",
        host.newlyBlocking().stream().map(result -> result.rule().value()).toList());
    json.array("findings");
    for (FindingChange change : host.changes()) {
      json.object()
          .put("rule", change.rule().value())
          .put("title", view.difference().titles().getOrDefault(change.rule(), ""))
          .put("change", change.kind().id());
      result("before", change.before());
      result("after", change.after());
      json.end();
    }
    json.end().end();
  }

  private static boolean isChanged(ReportDifference host) {
    return host.host() == ReportDifference.HostChange.COMPARED && !host.changes().isEmpty();
  }

  private void report(String name, Optional<ComparedReport> report) {
    if (report.isEmpty()) {
      json.putNull(name);
      return;
    }
    json.object(name)
        .put("source", report.get().host().source().toString())
        .put("startedAt", report.get().startedAt().toString())
        .put("failOn", report.get().failOn().id())
        .put("outcome", report.get().outcome().id())
        .end();
  }

  private void result(String name, Optional<ComparedResult> result) {
    if (result.isEmpty()) {
      json.putNull(name);
      return;
    }
    json.object(name)
        .put("rule", result.get().rule().value())
        .put("level", result.get().level().id())
        .put("state", result.get().state().id())
        .put("problem", result.get().problem())
        .put("found", result.get().found())
        .end();
  }
}
