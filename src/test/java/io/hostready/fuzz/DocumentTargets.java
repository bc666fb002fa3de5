package io.hostready.fuzz;

import io.hostready.capture.CaptureBytes;
import io.hostready.change.ChangeBytes;
import io.hostready.host.AttributedFiles;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.RecordedCommands;
import io.hostready.json.JsonException;
import io.hostready.report.ReportStream;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.Waivers;
import io.hostready.yaml.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Readers of captures, rules, waivers, saved reports, plans and journals. */
final class DocumentTargets {

  private DocumentTargets() {}

  /** Those, by name. */
  static List<ReaderTarget> all() {
    return List.of(
        ReaderTarget.of("capture", CaptureBytes::readCapture, "../**.host")
            .with("-- /a{i} absent\n", "-- /a{i}\n", "-- /d{i}/f\n", "-- /a{i} -> b\n")
            .with("-- /d", "/d", "\n")
            .with("-- /d listed\n", "n{i}\n", "")
            .with("", "rule: r{i} h\n", "")
            .with("$ c{i}\n", "$ c{i}\n-- /{i}\n"),
        ReaderTarget.of("host-text-file", CaptureBytes::read, "../**.host"),
        ReaderTarget.of("host-text", CaptureBytes::readSituations, "../*.hosts", "../*.host")
            .with("== s{i}\n", "== s\n", "-- /a\n\n", "\\-- \n", "\\\\", "\\$ ", "# c\n")
            .with("-- /a\n", "\\-- x\n", "")
            .with("-- /a base64\n", "YWJj\n", "")
            .with("-- /a 0644 ", "\\040", " b\n")
            .with("parameter: a=b\n", "parameter: a{i}=b\n", "")
            .with("-- /d/a\n", "== s{i}\n-- /d absent\n", ""),
        ReaderTargets.text("attributed-files", DocumentTargets::attributedFiles)
            .with("0644 root root file /a{i}\n", "0644 root root file /a/{i}/b\n")
            .with("0644 root root file /d", "/d", "\n")
            .with("0644 root root file ", "/", "x\n"),
        ReaderTarget.of("plan-change", ChangeBytes::plannedChange)
            .with("{\"kind\": \"remove-packages\", \"packages\": [", "\"p\",", "\"q\"]}"),
        ReaderTarget.of("journal-entry", ChangeBytes::journalEntry)
            .with("{\"entry\": \"started\", \"continues\": [", "\"p\",", "\"q\"]}"),
        ReaderTarget.of("pack", DocumentTargets::pack, "rules/packs/*")
            .with("rules: [", "r{i}, ", "]")
            .with("${a}", "&a ", "*a "),
        ReaderTargets.text("recorded-commands", RecordedCommands::parse, Seeds.COMMANDS)
            .with("$ c{i}\n= 0\n", "$ c\n  o\n", "$ ", "= 0\n")
            .with("$ c\n", "  o\n", "= 0\n")
            .with("$ c\n", "\\ out\n", ""),
        ReaderTarget.of("rule", DocumentTargets::rule, "rules/kernel/*", "rules/docker/*")
            .with("any: [", "{{a: ", "? ", "&a ", "!x ", "${a}", "a: |\n")
            .with("", "k{i}: v\n", "k0: v"),
        ReaderTarget.of(
                "secrets", CaptureBytes::withoutSecrets, "etc/docker/daemon.json", "proc/cmdline")
            .with(
                "token",
                "a.token",
                "password=",
                "password   ",
                "password=\"\\\"",
                "://a@",
                "-----BEGIN PRIVATE "),
        ReaderTarget.of("saved-report", DocumentTargets::savedReport, "../hosts/*.json")
            .with("{\"reports\": [", "{},", "")
            .with("{\"", "a", "\":1}")
            .with("{", "\"k{i}\":1,", "\"z\":1}"),
        ReaderTarget.of("waivers", DocumentTargets::waivers)
            .with("waivers:\n", "- {rule: r, reason: x, until: 2027-01-01}\n", "")
            .with("*"));
  }

  private static void savedReport(byte[] bytes) throws Exception {
    try {
      ReportStream.read(new ByteArrayInputStream(bytes), _ -> {});
    } catch (JsonException refused) {
      // as documented
    }
  }

  private static void rule(byte[] bytes) {
    read(FakeHost.empty().file("/rules/topic/a.yaml", bytes));
  }

  private static void pack(byte[] bytes) {
    read(FakeHost.empty().file("/rules/packs/a.yaml", bytes));
  }

  private static void read(FakeHost rules) {
    try {
      RuleBook.read(rules.host(), List.of(new RuleDirectory("/rules", "rules", false)));
    } catch (InvalidInputException refused) {
      // as documented
    }
  }

  private static void waivers(byte[] bytes) {
    Host host = FakeHost.empty().directory("/rules").file("/w.yaml", bytes).host();
    try {
      Waivers.read(host, "/w.yaml", "w.yaml", RuleBook.read(host, List.of()));
    } catch (InvalidInputException refused) {
      // as documented
    }
  }

  private static void attributedFiles(String text) {
    HostFiles files = AttributedFiles.parse(new NoFiles(), text);
    files.list("/");
    files.status("/a/b/c", true);
    files.read("/a1");
  }
}
