package io.hostready.run;

import io.hostready.capture.HostQuestions;
import io.hostready.capture.HostText;
import io.hostready.capture.HostTextException;
import io.hostready.capture.Manifest;
import io.hostready.capture.OpenedHost;
import io.hostready.capture.ScriptOutput;
import io.hostready.expect.Verdict;
import io.hostready.host.Bytes;
import io.hostready.host.Host;
import io.hostready.host.SshClient;
import io.hostready.host.SshDestination;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Hosts that are asked by ssh: a script prints there what the rules read, and writes nothing. The
 * answer is untrusted, like any capture. Answers can lead to further questions: then the host is
 * asked once more. The hosts that follow are asked the further questions of one host at first, so
 * that similar hosts are asked once; {@link HostQuestions#andOfOtherHost} decides which ones.
 */
public final class SshHosts implements HostAccess {

  /** Answers to further questions lead to further ones only if the host changes, or is hostile. */
  private static final int MOST_TIMES = 4;

  /**
   * A capture has 1 to 3 MiB. Several hosts that send more must leave memory to the others: the
   * executable has a heap of 96 MiB.
   */
  private static final int MOST_BYTES = 8 << 20;

  /** Further questions of similar hosts are a few hundred. More take the time of other hosts. */
  private static final int MOST_SHARED = 2000;

  private final SshClient client;
  private final CaptureRun run;
  private final HostQuestions first;
  private final Limits limits;
  private final int jobs;
  private final AtomicReference<String> script;

  /**
   * Time limits: for a connection, from its start to the end of the output, and for all hosts.
   *
   * @param start {@link System#nanoTime} when the first was started
   */
  public record Limits(Duration host, Duration all, long start) {

    /** The time for a host that is started now; zero or less after the end of the time for all. */
    Duration now() {
      Duration left = all.minusNanos(System.nanoTime() - start);
      return left.compareTo(host) < 0 ? left : host;
    }
  }

  /**
   * Hosts to check.
   *
   * @param run what is asked
   * @param jobs the number of hosts that are asked at a time
   */
  public SshHosts(SshClient client, CaptureRun run, Limits limits, int jobs) {
    this.client = client;
    this.run = run;
    this.limits = limits;
    this.jobs = jobs;
    this.first = run.firstQuestions();
    this.script = new AtomicReference<>(run.scriptForHostsLike(UnknownFiles.host(), first));
  }

  @Override
  public Supplier<OpenedHost> fetch(String host) {
    return fetch(host, script.get());
  }

  @Override
  public Optional<Supplier<OpenedHost>> fetchMissing(
      String host, OpenedHost opened, HostReport report, int times) {
    if (times == MOST_TIMES || report.results().stream().noneMatch(SshHosts::isMissing)) {
      return Optional.empty();
    }
    Host known = opened.host().through(MissingAsAbsent::new, commands -> commands);
    HostQuestions further = run.questions(known);
    Supplier<OpenedHost> data = fetch(host, run.scriptForHostsLike(known, first.and(further)));
    script.set(run.scriptForHostsLike(known, first.andOfOtherHost(further, MOST_SHARED)));
    return Optional.of(data);
  }

  private static boolean isMissing(CheckResult result) {
    return result.verdict() instanceof Verdict.Unknown(String why)
        && why.contains(Manifest.LACKING);
  }

  private Supplier<OpenedHost> fetch(String host, String text) {
    SshDestination destination = new SshDestination(host);
    Duration limit = limits.now();
    if (!limit.isPositive()) {
      throw new UnreachableHostException(
          "not contacted: the time for all hosts, "
              + limits.all().toSeconds()
              + " s, was used for others");
    }
    return switch (client.run(destination, Bytes.of(text), limit, MOST_BYTES)) {
      case SshClient.Reply.Failure(String why) -> throw new UnreachableHostException(why);
      case SshClient.Reply.Output(Bytes output) -> () -> read(destination, output);
    };
  }

  private static OpenedHost read(SshDestination host, Bytes output) {
    try {
      HostText text = ScriptOutput.read(output.bytes());
      return new OpenedHost(text.host(host.source()), Map.of(), true);
    } catch (HostTextException wrong) {
      throw new UnreachableHostException(
          "the output is not that of the script: " + wrong.getMessage());
    }
  }

  @Override
  public UnopenedHost unopened(String host, String why) {
    return new UnopenedHost.Unreachable(new SshDestination(host), why);
  }

  @Override
  public ParallelInOrder.Width width() {
    return ParallelInOrder.Width.ofWaiting(jobs);
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public String option() {
    return "--ssh";
  }
}
