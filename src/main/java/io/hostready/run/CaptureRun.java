package io.hostready.run;

import io.hostready.capture.CaptureScript;
import io.hostready.capture.HostNames;
import io.hostready.capture.HostQuestions;
import io.hostready.capture.HostText;
import io.hostready.capture.HostTextException;
import io.hostready.capture.HostTextFile;
import io.hostready.capture.Manifest;
import io.hostready.capture.QuestionLog;
import io.hostready.capture.Recorder;
import io.hostready.capture.Recording;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.host.RootTrust;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The creation of a capture: checks and plans on a recorded host, then reads the capture back and
 * checks it with the same rules. A rule that would pass or fail on the capture with another verdict
 * than on the host is recorded, and stays undecided wherever the capture is checked.
 *
 * @param version the program's version, for the manifest
 * @param parameters those that the operator set
 * @param all whether everything is captured that any rule of the book may read
 */
public record CaptureRun(
    Clock clock,
    String version,
    RuleBook book,
    Selection selection,
    Map<String, String> parameters,
    boolean all) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A capture's file, its content, and the report of the host that was made for it. */
  public record Captured(byte[] bytes, HostText text, HostReport live) {

    /** The name of the file if the operator gives none: hostready-HOSTNAME-TIME.host.gz. */
    public String fileName(Instant now) {
      String host =
          live.host().machine().hostname().orElse("host").replaceAll("[^A-Za-z0-9.-]", "_");
      String name = host.replaceFirst("^[.-]+", "");
      return "hostready-"
          + name.substring(0, Math.min(name.length(), 100))
          + "-"
          + TIME.format(now)
          + ".host.gz";
    }
  }

  /**
   * Captures a host.
   *
   * @throws HostTextException if the rules read more than the limit of a capture
   */
  public Captured capture(Host watched) throws HostTextException {
    Recorder recorder = Recorder.of(watched);
    Host host = recorder.host();
    HostReport report = ask(host);
    boolean byRoot = RootTrust.isRoot(host);
    Recording recording =
        Recording.of(
            recorder,
            new Manifest.Made(version, clock.instant(), byRoot, all),
            selection.packNames(),
            report.run().parameters().values(),
            hashes(),
            report.host().withInventory(watched).inventory());
    HostText first = HostTextFile.read(recording.bytes());
    HostReport replayed =
        new Checker(clock, version)
            .direct()
            .check(first.host("capture"), selection, Level.REQUIRED);
    byte[] bytes = recording.withUndecided(differing(report, replayed)).bytes();
    return new Captured(bytes, HostTextFile.read(bytes), report);
  }

  /**
   * The questions that {@link #capture} asks of a host. Answers can lead to further questions: the
   * questions of a host are complete if the host has answered all of them.
   */
  public HostQuestions questions(Host asked) {
    QuestionLog log = QuestionLog.of(asked);
    ask(log.host());
    return log.questions();
  }

  /** The program for hosts that answer questions about names of a similar host with their own. */
  public String scriptForHostsLike(Host similar, HostQuestions questions) {
    return new CaptureScript(version, selection.packNames(), all, hashes())
        .text(questions, HostNames.of(similar));
  }

  /** The questions to a host of which nothing is known, which every host is asked. */
  public HostQuestions firstQuestions() {
    return questions(UnknownFiles.host());
  }

  private HostReport ask(Host host) {
    HostReport report = new Checker(clock, version).check(host, selection, Level.REQUIRED);
    Planner.plan(host, report, selection, allFixes(), List.of());
    if (all) {
      CaptureQuestions.ask(host, book, parameters);
    }
    return report;
  }

  private Planner.Wishes allFixes() {
    return new Planner.Wishes(
        selection.rules().stream().map(Rule::id).collect(Collectors.toSet()), Level.OPTIONAL, true);
  }

  /** Rules that pass or fail on the capture, and had another verdict on the host. */
  private static Map<String, String> differing(HostReport live, HostReport replayed) {
    Map<RuleId, CheckResult> there =
        replayed.results().stream()
            .collect(Collectors.toMap(each -> each.rule().id(), each -> each));
    Map<String, String> differing = new LinkedHashMap<>();
    for (CheckResult here : live.results()) {
      CheckResult other = there.get(here.rule().id());
      if (!here.verdict().id().equals(other.verdict().id())) {
        String why =
            other.verdict() instanceof Verdict.Unknown(String unknown)
                ? unknown
                : "what it reads is not wholly in the capture";
        differing.put(here.rule().id().value(), why);
      }
    }
    return differing;
  }

  private Map<String, String> hashes() {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Rule rule : all ? List.copyOf(book.rules().values()) : selection.rules()) {
      hashes.put(rule.id().value(), book.hash(rule));
    }
    return hashes;
  }
}
