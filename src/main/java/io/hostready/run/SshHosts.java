package io.hostready.run;

import io.hostready.capture.HostText;
import io.hostready.capture.HostTextException;
import io.hostready.capture.OpenedHost;
import io.hostready.host.Bytes;
import io.hostready.host.SshClient;
import io.hostready.host.SshDestination;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Hosts that are asked by ssh: one connection for each runs a script there, which reads and prints
 * what the rules read, and writes nothing. The answer is untrusted, like any capture.
 *
 * @param jobs the number of hosts that are asked at a time
 */
public record SshHosts(SshClient client, Script script, Limits limits, int jobs)
    implements HostAccess {

  /** A script for sh, and the reader of its output. */
  public interface Script {

    Bytes text();

    /**
     * The host that printed this.
     *
     * @throws HostTextException if it is no output of the script
     */
    OpenedHost read(SshDestination host, Bytes output) throws HostTextException;
  }

  /**
   * Time limits, from the start of a connection to the end of its output.
   *
   * @param all for all hosts
   * @param start {@link System#nanoTime} when the first was started
   */
  public record Limits(Duration host, Duration all, long start) {

    /** The time for a host that is started now; zero or less after the end of the time for all. */
    Duration now() {
      Duration left = all.minusNanos(System.nanoTime() - start);
      return left.compareTo(host) < 0 ? left : host;
    }
  }

  @Override
  public Supplier<OpenedHost> fetch(String host) {
    SshDestination destination = new SshDestination(host);
    Duration limit = limits.now();
    if (!limit.isPositive()) {
      throw new UnreachableHostException(
          "not contacted: the time for all hosts, "
              + limits.all().toSeconds()
              + " s, was used for others");
    }
    return switch (client.run(destination, script.text(), limit, HostText.MAX_BYTES)) {
      case SshClient.Reply.Failure(String why) -> throw new UnreachableHostException(why);
      case SshClient.Reply.Output(Bytes output) -> () -> read(destination, output);
    };
  }

  private OpenedHost read(SshDestination host, Bytes output) {
    try {
      return script.read(host, output);
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
