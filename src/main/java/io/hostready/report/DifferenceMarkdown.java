package io.hostready.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The difference of reports as Markdown: a table of what changed, the most important row first. */
final class DifferenceMarkdown {

  private static final int MOST_NAMES = 10;

  private final DifferenceView view;

  DifferenceMarkdown(DifferenceView view) {
    this.view = view;
  }

  void write(Appendable out) throws IOException {
    out.append("# hostready: ").append(MarkdownText.plain(view.summary())).append('\n');
    if (view.newlyBlocking().isPresent()) {
      out.append("\n**").append(view.newlyBlocking().get()).append(".**\n");
    }
    List<DifferenceView.Row> rows = view.grouped().reversed();
    if (!rows.isEmpty()) {
      out.append("\n| change | before | now | rule | hosts | what |\n|---|---|---|---|---|---|\n");
    }
    for (DifferenceView.Row row : rows) {
      DifferenceView.HostChange first = row.first();
      String what = row.changes().size() == 1 ? first.text(view.difference().titles()) : title(row);
      out.append("| ").append(row.kind().id()).append(" | ").append(first.before());
      out.append(" | ").append(first.afterLabel()).append(" | ");
      out.append(MarkdownText.code(row.rule())).append(" | ").append(names(row.hosts()));
      out.append(" | ").append(MarkdownText.cell(MarkdownText.problem(what)));
      out.append(" |\n");
    }
    List<DifferenceView.HostRow> hosts = view.hostRows().reversed();
    if (!hosts.isEmpty()) {
      out.append("\n| hosts | outcome | number | names |\n|---|---|---:|---|\n");
    }
    for (DifferenceView.HostRow row : hosts) {
      out.append("| ").append(row.change().id()).append(" | ");
      out.append(FleetSummary.words(row.outcome())).append(" | ");
      out.append(String.valueOf(row.hosts().size())).append(" | ").append(names(row.hosts()));
      out.append(" |\n");
    }
  }

  private String title(DifferenceView.Row row) {
    return ResultWording.line(
        view.difference().titles().getOrDefault(row.first().change().rule(), ""));
  }

  private static String names(List<String> hosts) {
    int more = hosts.size() - MOST_NAMES;
    return MarkdownText.cell(
        hosts.stream().limit(MOST_NAMES).map(MarkdownText::code).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : ""));
  }
}
