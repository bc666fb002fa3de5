package io.hostready.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostready.capture.CaptureBytes;
import io.hostready.change.ChangeBytes;
import io.hostready.host.AttributedFiles;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.RecordedCommands;
import io.hostready.json.JsonException;
import io.hostready.pack.PackArchive;
import io.hostready.report.ReportStream;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.Waivers;
import io.hostready.ssh.AllowedSigners;
import io.hostready.ssh.SignedMessage;
import io.hostready.ssh.SshException;
import io.hostready.ssh.SshPrivateKey;
import io.hostready.ssh.SshPublicKey;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;

/** Readers of captures, rules, pack archives, waivers, saved reports, plans and journals. */
final class DocumentTargets {

  private static final String KEY =
      "AAAAC3NzaC1lZDI1NTE5AAAAIDfBojJp16nlQvk04TPBm4dny12CfP+IJYpeZYHg9lr+";

  private static final String SIGNATURE =
      """
      -----BEGIN SSH SIGNATURE-----
      U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgN8GiMmnXqeVC+TThM8Gbh2fLXY
      J8/4glil5lgeD2Wv4AAAAPaG9zdHJlYWR5LXJ1bGVzAAAAAAAAAAZzaGE1MTIAAABTAAAA
      C3NzaC1lZDI1NTE5AAAAQDxWYxPzrS0yEaeNpzJiUwLGl13v+hoAG3/5iP4216GqVjrrCN
      Wx0E9WZ71PRPlcoYKqNwGBNv0PrdZh9zixpgc=
      -----END SSH SIGNATURE-----
      """;

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
        ReaderTargets.text("allowed-signers", DocumentTargets::allowedSigners)
            .with("ssh-ed25519 " + KEY + " ", "a ", "\n")
            .with("a ssh-ed25519 " + KEY + "\n", "a namespaces=\"b,c\" ", "\" ")
            .with("a namespaces=\"", "*,", "\" ssh-ed25519 " + KEY + "\n"),
        ReaderTarget.of("pack-archive", DocumentTargets::packArchive, "../*.hosts")
            .with("-- /manifest.yaml\n", "-- /rules/a/b{i}.yaml\n", "")
            .with("-- /rules/a/b.yaml\n", "\\-- x\n", ""),
        ReaderTarget.of("signed-message", DocumentTargets::signedMessage)
            .with("-----BEGIN SSH SIGNATURE-----\n", "U1NI", "\n-----END SSH SIGNATURE-----\n")
            .with(SIGNATURE, "-- /a\n", ""),
        ReaderTargets.text("ssh-private-key", DocumentTargets::privateKey)
            .with(
                "-----BEGIN OPENSSH PRIVATE KEY-----\n",
                "b3Bl",
                "\n-----END OPENSSH PRIVATE KEY-----"),
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

  private static void allowedSigners(String text) {
    try {
      SshPublicKey key = SignedMessage.parse(SIGNATURE.getBytes(UTF_8)).signature().key();
      AllowedSigners.parse(text).signer(key, PackArchive.NAMESPACE, Instant.EPOCH);
    } catch (SshException refused) {
      // as documented
    }
  }

  private static void packArchive(byte[] bytes) {
    try {
      PackArchive.open("p", bytes, VersionNumber.parse("1"));
    } catch (InvalidInputException refused) {
      // as documented
    }
  }

  private static void signedMessage(byte[] bytes) {
    try {
      SignedMessage signed = SignedMessage.parse(bytes);
      signed.signature().verify(signed.message(), PackArchive.NAMESPACE);
    } catch (SshException refused) {
      // as documented
    }
  }

  private static void privateKey(String text) {
    try {
      SshPrivateKey.parse(text);
    } catch (SshException refused) {
      // as documented
    }
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
