package io.hostready.fuzz;

import io.hostready.capture.CaptureBytes;
import io.hostready.change.ChangeBytes;
import io.hostready.host.DescribedFiles;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.RecordedCommands;
import io.hostready.json.JsonException;
import io.hostready.report.SavedReports;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleFolder;
import io.hostready.rule.Waivers;
import io.hostready.yaml.InvalidInput;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Readers of captures, rules, waivers, saved reports, plans and journals. */
final class DocumentTargets {

  private DocumentTargets() {}

  /** Those, by name. */
  static List<ReaderTarget> all() {
    return List.of(
        ReaderTarget.of("capture", CaptureBytes::read),
        ReaderTarget.of("capture-archive", CaptureBytes::readArchive),
        ReaderTarget.of(
                "capture-attributes",
                bytes -> CaptureBytes.readWith("attributes", bytes),
                "../attributes")
            .with("---- - - absent /a{i}\n", "---- - - listed /a\n", "0644 0 0 file=1 /d{i}/f\n")
            .with("---- - - absent /d", "/d", "\n"),
        ReaderTarget.of(
                "capture-commands",
                bytes -> CaptureBytes.readWith("commands", bytes),
                "../commands")
            .with("$ c{i}\n= 0\n", "$ c\n  o\n", "  o\n", "! e\n"),
        ReaderTarget.of("capture-manifest", bytes -> CaptureBytes.readWith("manifest.json", bytes))
            .with(
                "{\"kind\": \"hostready capture\", \"rules\": {",
                "\"r{i}\": \"h\",",
                "\"r\": \"\"}}"),
        ReaderTargets.text("described-files", DocumentTargets::describedFiles, "../attributes")
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
        ReaderTargets.text("recorded-commands", RecordedCommands::parse, "../commands")
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
        ReaderTarget.of("saved-report", DocumentTargets::savedReport, "../expected/json")
            .with("{\"reports\": [", "{},", "")
            .with("{\"", "a", "\":1}")
            .with("{", "\"k{i}\":1,", "\"z\":1}"),
        ReaderTarget.of("waivers", DocumentTargets::waivers)
            .with("waivers:\n", "- {rule: r, reason: x, until: 2027-01-01}\n", "")
            .with("*"));
  }

  private static void savedReport(byte[] bytes) throws Exception {
    try {
      SavedReports.read(new ByteArrayInputStream(bytes), _ -> {});
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
      RuleBook.read(rules.host(), List.of(new RuleFolder("/rules", "rules", false)));
    } catch (InvalidInput refused) {
      // as documented
    }
  }

  private static void waivers(byte[] bytes) {
    Host host = FakeHost.empty().folder("/rules").file("/w.yaml", bytes).host();
    try {
      Waivers.read(host, "/w.yaml", "w.yaml", RuleBook.read(host, List.of()));
    } catch (InvalidInput refused) {
      // as documented
    }
  }

  private static void describedFiles(String text) {
    HostFiles files = DescribedFiles.parse(new NoFiles(), text);
    files.list("/");
    files.status("/a/b/c", true);
    files.read("/a1");
  }
}
