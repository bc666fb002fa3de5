package io.hostready.report;

import io.hostready.rule.RuleId;
import io.hostready.run.ComparedReport;
import io.hostready.run.ComparedResult;
import io.hostready.run.FindingChange;
import io.hostready.run.FleetDifference;
import io.hostready.run.Outcome;
import io.hostready.run.ReportDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The difference of reports as documents show it: a row for a rule that changed in the same way on
 * some hosts, and a row for new, returned and gone hosts with one outcome. The most important row
 * is the last.
 *
 * @param names of the hosts, each one once, in the order of the difference
 */
record DifferenceView(FleetDifference difference, List<String> names) {

  /** Hosts whose findings are not compared, in the order of display. */
  private static final List<ReportDifference.HostChange> HOST_CHANGES =
      List.of(
          ReportDifference.HostChange.GONE,
          ReportDifference.HostChange.RETURNED,
          ReportDifference.HostChange.NEW);

  /** Longer texts of what was found are cut; JSON has all of them. */
  private static final int MOST_FOUND = 240;

  /** A host's change, with its name. */
  record HostChange(String host, ReportDifference reports, FindingChange change) {

    /** The mark of the earlier result, or "-". */
    String before() {
      return change.before().map(result -> mark(result).label()).orElse("-");
    }

    Optional<Mark> after() {
      return change.after().map(this::mark);
    }

    String afterLabel() {
      return after().map(Mark::label).orElse("-");
    }

    /** The worse one of the two marks. */
    Mark weight() {
      return Stream.concat(change.before().stream(), change.after().stream())
          .map(this::mark)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }

    private Mark mark(ComparedResult result) {
      return Mark.of(result, reports.latest().failOn());
    }

    /** The problem, what else was found, or the level; the title if it is no finding any more. */
    String text(Map<RuleId, String> titles) {
      return switch (change.kind()) {
        case NEW -> problem(change.after().orElseThrow());
        case FIXED, GONE -> ResultWording.line(titles.getOrDefault(change.rule(), ""));
        case CHANGED -> {
          ComparedResult was = change.before().orElseThrow();
          ComparedResult is = change.after().orElseThrow();
          if (change.isOfText()) {
            yield cut(is.found()) + "; before: " + cut(was.found());
          }
          yield was.state() == is.state()
              ? "now " + is.level().id() + ", before " + was.level().id()
              : problem(is);
        }
      };
    }

    private static String problem(ComparedResult result) {
      return switch (result.state()) {
        case UNKNOWN -> FindingText.headline(result.found());
        case WAIVED -> cut(result.found());
        case FAIL, PENDING, PASS, NOT_APPLICABLE -> ResultWording.line(result.problem());
      };
    }

    private static String cut(String text) {
      String line = ResultWording.line(text);
      return line.length() <= MOST_FOUND ? line : line.substring(0, MOST_FOUND) + " ...";
    }
  }

  /** A rule that changed in one way on some hosts. */
  record Row(List<HostChange> changes) {

    Row {
      changes = List.copyOf(changes);
    }

    HostChange first() {
      return changes.getFirst();
    }

    String rule() {
      return first().change().rule().value();
    }

    FindingChange.Kind kind() {
      return first().change().kind();
    }

    List<String> hosts() {
      return changes.stream().map(HostChange::host).toList();
    }
  }

  /**
   * New, returned or gone hosts with one outcome.
   *
   * @param blocking for each host the rules that block
   */
  record HostRow(
      ReportDifference.HostChange change,
      Outcome outcome,
      List<String> hosts,
      List<List<String>> blocking) {

    HostRow {
      hosts = List.copyOf(hosts);
      blocking = List.copyOf(blocking);
    }

    String label() {
      return change.id() + " host";
    }
  }

  DifferenceView {
    names = List.copyOf(names);
  }

  static DifferenceView of(FleetDifference difference) {
    HostNames names = new HostNames();
    return new DifferenceView(
        difference,
        difference.hosts().stream().map(host -> names.of(host.latest().host())).toList());
  }

  /** Whether there is one host, so that no row needs its name. */
  boolean isOfOneHost() {
    return names.size() == 1;
  }

  /** A row for each finding of each host. */
  List<Row> each() {
    return sorted(changes().map(change -> new Row(List.of(change))));
  }

  /** A row for each rule that changed in one way. */
  List<Row> grouped() {
    Map<List<String>, List<HostChange>> rows = new LinkedHashMap<>();
    changes()
        .forEach(
            one ->
                rows.computeIfAbsent(
                        List.of(
                            one.change().kind().id(),
                            one.before(),
                            one.afterLabel(),
                            one.change().rule().value()),
                        _ -> new ArrayList<>())
                    .add(one));
    return sorted(rows.values().stream().map(Row::new));
  }

  private Stream<HostChange> changes() {
    List<HostChange> changes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ReportDifference reports = difference.hosts().get(i);
      for (FindingChange change : reports.changes()) {
        changes.add(new HostChange(names.get(i), reports, change));
      }
    }
    return changes.stream();
  }

  private static List<Row> sorted(Stream<Row> rows) {
    return rows.sorted(
            Comparator.comparing(Row::kind)
                .thenComparing(row -> row.first().weight())
                .thenComparing(row -> row.changes().size()))
        .toList();
  }

  /** Gone hosts, then returned ones, then new ones, the worst last. */
  List<HostRow> hostRows() {
    List<HostRow> rows = new ArrayList<>();
    for (ReportDifference.HostChange change : HOST_CHANGES) {
      Map<Outcome, List<Integer>> indexes = new EnumMap<>(Outcome.class);
      for (int i = 0; i < names.size(); i++) {
        ReportDifference host = difference.hosts().get(i);
        if (host.host() == change) {
          indexes.computeIfAbsent(host.latest().outcome(), _ -> new ArrayList<>()).add(i);
        }
      }
      for (Outcome outcome :
          List.of(Outcome.READY, Outcome.PENDING, Outcome.UNDECIDED, Outcome.NOT_READY)) {
        List<Integer> hosts = indexes.getOrDefault(outcome, List.of());
        if (!hosts.isEmpty()) {
          rows.add(
              new HostRow(
                  change,
                  outcome,
                  hosts.stream().map(names::get).toList(),
                  hosts.stream().map(i -> blocking(difference.hosts().get(i))).toList()));
        }
      }
    }
    return rows;
  }

  private static List<String> blocking(ReportDifference host) {
    return host.latest().blocking().stream().map(result -> result.rule().value()).toList();
  }

  boolean isEmpty() {
    return difference.hosts().stream()
        .allMatch(
            host ->
                host.changes().isEmpty() && host.host() == ReportDifference.HostChange.COMPARED);
  }

  /** Such as "2 new, 1 fixed on 2 of 20 hosts, 1 new host; 19 of 21 ready, before 18 of 20". */
  String summary() {
    List<ReportDifference> hosts = difference.hosts();
    List<ReportDifference> both =
        hosts.stream()
            .filter(host -> host.before().isPresent() && host.after().isPresent())
            .toList();
    if (isOfOneHost() && !both.isEmpty()) {
      return counts() + ": " + names.getFirst() + " is " + outcomes(both.getFirst());
    }
    List<String> parts = new ArrayList<>();
    if (!both.isEmpty()) {
      long changed = both.stream().filter(host -> !host.changes().isEmpty()).count();
      parts.add(
          counts()
              + (changed == 0 ? " on " : " on " + changed + " of ")
              + Count.of(both.size(), "host"));
    }
    for (ReportDifference.HostChange change : HOST_CHANGES.reversed()) {
      int count = difference.count(change);
      if (count > 0) {
        parts.add(Count.of(count, change.id() + " host"));
      }
    }
    return String.join(", ", parts)
        + "; "
        + ready(hosts.stream().flatMap(host -> host.after().stream()).toList())
        + " ready, before "
        + ready(hosts.stream().flatMap(host -> host.before().stream()).toList());
  }

  private static String outcomes(ReportDifference host) {
    Outcome before = host.before().orElseThrow().outcome();
    Outcome after = host.after().orElseThrow().outcome();
    return FleetSummary.words(after)
        + (before == after ? ", as before" : ", before " + FleetSummary.words(before));
  }

  private static String ready(List<ComparedReport> reports) {
    return reports.stream().filter(report -> report.outcome() == Outcome.READY).count()
        + " of "
        + reports.size();
  }

  /** Such as "2 new, 1 fixed"; "no changes". */
  private String counts() {
    String counts =
        Stream.of(FindingChange.Kind.values())
            .sorted(Comparator.reverseOrder())
            .filter(kind -> difference.count(kind) > 0)
            .map(kind -> difference.count(kind) + " " + kind.id())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "no changes" : counts;
  }

  /** Such as "3 findings block that did not block before"; empty if no finding does. */
  Optional<String> newlyBlocking() {
    int count = difference.newlyBlocking();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            Count.of(count, "finding")
                + (count == 1 ? " blocks that" : " block that")
                + " did not block before");
  }
}
