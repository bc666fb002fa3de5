package io.hostready.report;

import io.hostready.run.HostReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Many hosts as text: one line for each as it is checked, then which rules fail on how many, then
 * how many hosts are ready.
 */
public final class HostTable implements ReportWriter {

  /** The maximum number of rule names after a host. */
  private static final int MOST_NAMES = 3;

  /** The maximum number of rules that block no host. */
  private static final int MOST_ASIDE = 10;

  private static final int WIDEST_OUTCOME = "not ready".length();

  private final Appendable out;
  private final Palette palette;
  private final HostNames names = new HostNames();
  private final FleetSummary summary = new FleetSummary();

  public HostTable(ReportWriter.Medium medium) {
    out = medium.out();
    palette = medium.style().palette();
  }

  @Override
  public void add(HostReport report) throws IOException {
    if (summary.hosts() == 0) {
      heading("host");
    }
    String name = names.of(report);
    summary.add(name, report);
    List<String> inTheWay = FleetSummary.blocking(report);
    String word = FleetSummary.words(report.outcome());
    out.append(FleetSummary.painted(report.outcome(), palette))
        .append(" ".repeat(WIDEST_OUTCOME - word.length()));
    out.append(numbers(report.summary().get("fail"), report.summary().get("unknown")));
    out.append(palette.strong(name)).append(inTheWay.isEmpty() ? "" : ": ");
    out.append(FleetSummary.few(inTheWay, MOST_NAMES)).append('\n');
  }

  private void heading(String what) throws IOException {
    out.append(palette.faint(" ".repeat(WIDEST_OUTCOME) + "   fail  unknown  " + what));
    out.append('\n');
  }

  private static String numbers(int fail, int unknown) {
    return String.format(Locale.ROOT, "  %5d  %7d  ", fail, unknown);
  }

  @Override
  public void end() throws IOException {
    List<FleetSummary.UnmetRule> worst = summary.worstFirst();
    if (!worst.isEmpty()) {
      out.append('\n');
      heading("rule");
    }
    int aside = 0;
    for (FleetSummary.UnmetRule unmet : worst) {
      aside += unmet.blocks() ? 0 : 1;
      if (aside <= MOST_ASIDE) {
        out.append(unmet.blocks() ? palette.bad("blocks") + "   " : " ".repeat(WIDEST_OUTCOME));
        out.append(numbers(unmet.failing(), unmet.unknown()));
        out.append(unmet.example().rule().id().value()).append('\n');
      }
    }
    if (aside > MOST_ASIDE) {
      out.append("and " + (aside - MOST_ASIDE) + " more rules that do not block\n");
    }
    out.append('\n').append(summary.tally(palette)).append('\n');
  }
}
