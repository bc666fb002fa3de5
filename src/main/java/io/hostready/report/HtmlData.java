package io.hostready.report;

import io.hostready.facts.Inventory;
import io.hostready.json.JsonWriter;
import io.hostready.probe.Evidence;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleSummary;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many hosts as data for a page's script, host after host. Similar hosts have the same results for
 * most rules, so each text, rule and finding is written once and then referenced by its number. A
 * line is one of
 *
 * <pre>
 * s"TEXT"
 * r["ID","TOPIC",TITLE,WHY,ADVICE,FIX,"RISK","FILE",LINE,[REFERENCE...]]
 * fRULE,VERDICT,LEVEL,PENDING[EXPECTED,REASON,DISAGREEMENT,PROBLEM,[[SOURCE,LINE,SUBJECT,VALUE]...]]
 * h["NAME",OUTCOME,FAIL_ON,"SOURCE",[FACT...],"TIME",MILLIS,"VERSION",[PACK...],[NAME,VALUE...],[FINDING...],INVENTORY]
 * </pre>
 *
 * where INVENTORY is [] or
 *
 * <pre>
 * [MACHINE,VIRTUALIZATION,CPU,SOCKETS,CORES,MEMORY,DISKS,SPEED,[NAME,VALUE...],[[TITLE,[COLUMN...],[CELL...]]...]]
 * </pre>
 *
 * <p>with memory and the size of all disks in bytes, the fastest interface's speed in Mbit/s, and
 * -1 for a number that is not known; and words in capitals are numbers of texts (-1 for none), of
 * rules or findings, or places in the lists of words that {@code hosts.js} begins with. What is in
 * quotes is JSON without {@code <}, so that nothing ends the script element that holds it.
 */
final class HtmlData {

  /** Some thousand texts and findings: those of hosts of some twenty kinds. */
  private static final int REMEMBERED = 3_000_000;

  private final RuleLinks links;
  private final TextDictionary texts = new TextDictionary(REMEMBERED);
  private final TextDictionary rules = new TextDictionary(REMEMBERED);
  private final TextDictionary findings = new TextDictionary(REMEMBERED);
  private StringBuilder lines = new StringBuilder();

  HtmlData(RuleLinks links) {
    this.links = links;
  }

  /** The data of one more host. */
  String lines(String name, HostReport report) {
    lines = new StringBuilder(1 << 12);
    StringBuilder host = new StringBuilder(1 << 10);
    host.append("h[").append(quoted(name)).append(',').append(report.outcome().ordinal());
    host.append(',').append(report.failOn().ordinal()).append(',');
    host.append(quoted(report.host().source().toString())).append(",[");
    list(host, ResultWording.facts(report.host()));
    host.append("],\"").append(report.run().timing().startedAt()).append("\",");
    host.append(report.run().timing().duration().toMillis()).append(',');
    host.append(quoted(report.run().version())).append(",[");
    list(host, report.run().packs());
    host.append("],[");
    String comma = "";
    for (Map.Entry<String, String> one : report.run().parameters().values().entrySet()) {
      host.append(comma).append(text(one.getKey())).append(',').append(text(one.getValue()));
      comma = ",";
    }
    host.append("],[");
    comma = "";
    for (CheckResult result : report.results()) {
      host.append(comma).append(finding(result));
      comma = ",";
    }
    host.append("],[");
    report.host().inventory().ifPresent(inventory -> inventory(host, report.host(), inventory));
    host.append("]]\n");
    return lines.append(host).toString();
  }

  private void inventory(StringBuilder host, HostSummary summary, Inventory inventory) {
    host.append(text(InventoryTables.machine(inventory.computer()))).append(',');
    host.append(text(summary.virtualization())).append(',');
    host.append(text(inventory.cpu().model())).append(',');
    host.append(inventory.cpu().sockets().orElse(-1)).append(',');
    host.append(inventory.cpu().cores().orElse(-1)).append(',');
    host.append(summary.machine().memoryBytes().orElse(-1)).append(',');
    host.append(inventory.diskBytes()).append(',');
    host.append(inventory.fastestMbits().orElse(-1)).append(",[");
    InventoryTables tables = InventoryTables.of(summary, inventory);
    String comma = "";
    for (Map.Entry<String, String> property : tables.properties().entrySet()) {
      host.append(comma).append(text(property.getKey()));
      host.append(',').append(text(property.getValue()));
      comma = ",";
    }
    host.append("],[");
    comma = "";
    for (InventoryTables.Table table : tables.tables()) {
      host.append(comma).append('[').append(text(table.title())).append(",[");
      list(host, table.columns());
      host.append("],[");
      list(host, table.rows().stream().flatMap(List::stream).toList());
      host.append("]]");
      comma = ",";
    }
    host.append(']');
  }

  private void list(StringBuilder host, List<String> parts) {
    String comma = "";
    for (String part : parts) {
      host.append(comma).append(text(part));
      comma = ",";
    }
  }

  private int text(String text) {
    return texts.of(text, _ -> lines.append('s').append(quoted(text)).append('\n'));
  }

  private int text(Optional<String> text) {
    return text.isPresent() ? text(text.get()) : -1;
  }

  private int finding(CheckResult result) {
    StringBuilder line = new StringBuilder(256);
    line.append(rule(result.rule())).append(',');
    line.append(Verdicts.WORST_FIRST.indexOf(result.verdict().id())).append(',');
    line.append(result.level().ordinal()).append(',');
    line.append(result.pending().map(RuleFix.Pending::ordinal).orElse(-1)).append('[');
    line.append(text(result.finding().expected())).append(',').append(text(result.reason()));
    line.append(',').append(text(result.disagreement())).append(',');
    line.append(text(Optional.of(result).filter(CheckResult::fails).map(ResultWording::problem)));
    line.append(",[");
    String comma = "";
    for (Evidence one : result.finding().evidence()) {
      String value = one.value();
      line.append(comma).append('[').append(text(one.source())).append(',');
      line.append(one.line().orElse(-1)).append(',').append(text(one.subject())).append(',');
      line.append(value == null ? -1 : text(value)).append(']');
      comma = ",";
    }
    String whole = line.append("]]").toString();
    return findings.of(whole, _ -> lines.append('f').append(whole).append('\n'));
  }

  private int rule(RuleSummary rule) {
    StringBuilder line = new StringBuilder(128);
    line.append('[').append(quoted(rule.id().value())).append(',').append(quoted(rule.topic()));
    line.append(',').append(text(rule.text().title())).append(',').append(text(rule.text().why()));
    line.append(',').append(text(rule.text().advice().general())).append(',');
    line.append(text(rule.fix().map(RuleSummary.Remedy::summary))).append(',');
    line.append(quoted(rule.fix().map(fix -> fix.risk().id()).orElse(""))).append(',');
    line.append(quoted(rule.file())).append(',').append(rule.line()).append(",[");
    list(line, links.references(rule));
    String whole = line.append("]]").toString();
    return rules.of(whole, _ -> lines.append('r').append(whole).append('\n'));
  }

  /** JSON of a text that is safe to show. */
  private static String quoted(String text) {
    return JsonWriter.quoted(ResultWording.line(text)).replace("<", "\\u003c");
  }
}
