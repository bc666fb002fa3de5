package io.hostready.cli;

import io.hostready.capture.HostOpener;
import io.hostready.capture.HostTextException;
import io.hostready.capture.Manifest;
import io.hostready.capture.Secrets;
import io.hostready.host.AtomicFile;
import io.hostready.host.Host;
import io.hostready.host.RootTrust;
import io.hostready.report.Shown;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.run.CaptureRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready capture}: saves what the rules read of this host; changes nothing on it. */
final class CaptureCommand implements Subcommand {

  private static final int SHOWN = 5;

  private final Clock clock;

  CaptureCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public String summary() {
    return "save what the rules read of this host, to check it elsewhere";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready capture");
    CommonOptions.addTo(spec);
    spec.addOption(
        PlanArguments.word(
            "-o",
            "FILE",
            null,
            "The file; hostready-HOSTNAME-TIME.host.gz where none is named, - for standard"
                + " output."));
    spec.addOption(
        OptionSpec.builder("--all")
            .description("Take everything that any known rule may read, whatever the pack.")
            .build());
    spec.addOption(
        PlanArguments.word(
            "--host",
            "PATH",
            null,
            "Capture a text or directory of a host instead of this machine."));
    spec.usageMessage()
        .description("Never taken:" + listed(Secrets.NEVER_TAKEN))
        .footer("%nReplaced by a mark:" + listed(Secrets.REPLACED));
    return spec;
  }

  private static String listed(List<String> lines) {
    return "%n  " + String.join(";%n  ", lines) + ".%n";
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    CommonOptions common = CommonOptions.of(options);
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    Optional<String> file = Optional.ofNullable(options.matchedOptionValue("-o", null));
    file.filter(name -> !name.equals("-")).ifPresent(name -> checkPlace(Path.of(name), trust));
    Host host =
        Optional.ofNullable(options.<String>matchedOptionValue("--host", null))
            .map(path -> HostOpener.open(path, trust).host())
            .orElseGet(Host::live);
    Host rules =
        host.source().isThisMachine()
            ? Instructions.forThisMachine(terminal.environment())
            : Instructions.ofAnybody();
    RuleBook book = common.book(rules);
    Selection selection = common.selection(book);
    CaptureRun run =
        new CaptureRun(
            clock,
            Installation.version(),
            book,
            selection,
            common.parameters(),
            options.hasMatchedOption("--all"));
    CaptureRun.Captured captured = capture(run, host);
    byte[] bytes = captured.bytes();
    if (file.filter("-"::equals).isPresent()) {
      terminal.out().write(bytes, 0, bytes.length);
      terminal.out().flush();
    } else {
      Path path = Path.of(file.orElseGet(() -> usualName(captured, clock.instant())));
      checkPlace(path, trust);
      write(path, bytes, trust);
      say(terminal, "captured into " + path + ", " + (bytes.length + 1023) / 1024 + " KiB");
    }
    tell(captured.text().manifest().orElseThrow(), terminal);
    return ExitCode.READY;
  }

  private static CaptureRun.Captured capture(CaptureRun run, Host host) {
    try {
      return run.capture(host);
    } catch (HostTextException tooMuch) {
      throw new UsageException(
          "what the rules read of this host makes no capture: "
              + tooMuch.getMessage()
              + ". Expected less. Name fewer packs, or leave --all away.");
    }
  }

  private static String usualName(CaptureRun.Captured captured, Instant now) {
    String host =
        captured
            .live()
            .host()
            .machine()
            .hostname()
            .orElse("host")
            .replaceAll("[^A-Za-z0-9.-]", "_");
    String name = host.replaceFirst("^[.-]+", "");
    DateTimeFormatter time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    return "hostready-"
        + name.substring(0, Math.min(name.length(), 100))
        + "-"
        + time.format(now)
        + ".host.gz";
  }

  /** Says what is in it, and what is not and why; its first lines have it all. */
  private static void tell(Manifest manifest, Terminal terminal) {
    var without = manifest.without();
    say(
        terminal,
        "it holds what "
            + manifest.rules().size()
            + " rules read"
            + (manifest.made().byRoot()
                ? ""
                : "; this is not root, so it lacks what only root may read"));
    list(terminal, "could not be read", without.unreadable());
    list(terminal, "left out, since it may hold secrets", without.leftOut());
    if (!without.replaced().isEmpty()) {
      say(terminal, "secret values were replaced in " + String.join(", ", without.replaced()));
    }
    list(terminal, "cannot be told of the capture", without.undecided());
  }

  private static void list(Terminal terminal, String what, Map<String, String> all) {
    all.entrySet().stream()
        .limit(SHOWN)
        .forEach(each -> say(terminal, what + ": " + each.getKey() + " (" + each.getValue() + ")"));
    if (all.size() > SHOWN) {
      say(
          terminal,
          what
              + ": and "
              + (all.size() - SHOWN)
              + " more; the first lines of the capture name all");
    }
  }

  private static void say(Terminal terminal, String line) {
    terminal.err().println("hostready: " + Shown.line(line));
  }

  private static void checkPlace(Path file, Optional<RootTrust> trust) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(
          "-o names '" + file + "'; expected a file in a folder that exists. Name another.");
    }
    if (!Files.isWritable(folder)) {
      throw new UsageException(
          "the folder of '"
              + file
              + "' may not be written; expected one that may. Name a file elsewhere: -o FILE.");
    }
    OutputTargets.refuseUnsafe("-o", file, AtomicFile.Access.OWNER_ONLY, trust);
  }

  /** For its owner alone: it shows files that not everybody may read. */
  private static void write(Path file, byte[] bytes, Optional<RootTrust> trust) {
    try {
      AtomicFile.write(file, bytes, AtomicFile.Access.OWNER_ONLY, trust);
    } catch (IOException failed) {
      throw new UsageException(
          "the capture could not be written to '"
              + file
              + "': "
              + failed.getMessage()
              + ". Expected room in a folder that may be written.");
    }
  }
}
