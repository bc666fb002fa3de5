package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.SshClient;
import io.hostready.host.SshDestination;
import io.hostready.rule.RuleBook;
import io.hostready.run.CaptureRun;
import io.hostready.run.SshHosts;
import io.hostready.text.Quoted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The options for hosts that are asked by ssh: --ssh, --ssh-file, and how. */
final class SshArguments {

  private static final String SSH = "--ssh";
  private static final String FILE = "--ssh-file";
  private static final String SUDO = "--ssh-sudo";
  private static final String HOST_LIMIT = "--ssh-timeout";
  private static final String TOTAL_LIMIT = "--ssh-total-timeout";
  private static final String JOBS = "--jobs";

  /**
   * By default, sshd refuses some connections while more than 10 are not yet authenticated: the one
   * of a jump host, too. Source: MaxStartups of sshd_config(5).
   */
  private static final int USUAL_JOBS = 10;

  private static final int MOST_JOBS = 500;
  private static final int USUAL_SECONDS = 120;
  private static final int MOST_SECONDS = 7 * 24 * 3600;

  private SshArguments() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.repeated(
                SSH,
                "HOST",
                "Check hosts by ssh; nothing is installed there. HOST, USER@HOST or"
                    + " ssh://USER@HOST:PORT; several can follow, and rules come before them"
                    + " (default: this machine).")
            .toBuilder()
            .arity("1..*")
            .build());
    spec.addOption(
        OptionSpecs.text(
            FILE,
            "FILE",
            "Hosts for --ssh, one on each line; # starts a comment (default: none)."));
    spec.addOption(
        OptionSpecs.flag("With --ssh: read as root, by sudo without a password (sudo -n).", SUDO));
    spec.addOption(
        OptionSpecs.text(
            HOST_LIMIT,
            "SECONDS",
            "With --ssh: time limit of a host (default: %d).".formatted(USUAL_SECONDS)));
    spec.addOption(
        OptionSpecs.text(
            TOTAL_LIMIT, "SECONDS", "With --ssh: time limit of all hosts (default: none)."));
    spec.addOption(
        OptionSpecs.text(
            JOBS,
            "N",
            "With --ssh: number of hosts at a time (default: %d).".formatted(USUAL_JOBS)));
  }

  /** Whether hosts are asked by ssh; then no option contradicts it. */
  static boolean areGiven(Arguments arguments) {
    if (arguments.has(SSH) || arguments.has(FILE)) {
      refuse(arguments, "--host", "name captures and hosts of ssh in separate runs");
      refuse(
          arguments,
          "--prove",
          "proofs run on this machine only; run 'hostready check --prove' there");
      return true;
    }
    Stream.of(SUDO, HOST_LIMIT, TOTAL_LIMIT, JOBS)
        .filter(arguments::has)
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(option + " needs hosts: use --ssh HOST or --ssh-file FILE");
            });
    return false;
  }

  private static void refuse(Arguments arguments, String option, String correction) {
    if (arguments.has(option)) {
      throw new UsageException(
          (arguments.has(SSH) ? SSH : FILE)
              + " and "
              + option
              + " cannot be used together: "
              + correction);
    }
  }

  /**
   * The hosts, each once, in the given order: those of the command line first.
   *
   * @param files how the file is read
   */
  static List<String> hosts(Arguments arguments, Host files, RuleBook book) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String host : arguments.texts(SSH)) {
      if (book.find(host).isPresent()) {
        throw new UsageException(
            Quoted.of(host) + " is a rule: name rules before " + SSH + ", or use ssh://" + host);
      }
      hosts.add(destination(host, "invalid " + SSH + " "));
    }
    arguments.text(FILE).ifPresent(file -> hosts.addAll(lines(file, files)));
    if (hosts.isEmpty()) {
      throw new UsageException(
          "no host in "
              + Quoted.of(arguments.text(FILE).orElseThrow())
              + ": name one on each line");
    }
    return List.copyOf(hosts);
  }

  private static Set<String> lines(String file, Host files) {
    String path = Path.of(file).toAbsolutePath().toString();
    String text =
        switch (files.text(path)) {
          case Present(String content, _) -> content;
          case Absent(_) -> throw new UsageException(FILE + " " + Quoted.of(file) + " not found");
          case Unreadable(_, String why) ->
              throw new UsageException("cannot read " + FILE + " " + Quoted.of(file) + ": " + why);
        };
    Set<String> hosts = new LinkedHashSet<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String host = line.replaceFirst("(^|\\s)#.*", "").strip();
      if (!host.isEmpty()) {
        hosts.add(destination(host, Quoted.harmless(file) + ":" + number + ": invalid host "));
      }
    }
    return hosts;
  }

  private static String destination(String host, String what) {
    try {
      return new SshDestination(host).text();
    } catch (IllegalArgumentException invalid) {
      throw new UsageException(what + Quoted.of(host) + ": " + invalid.getMessage());
    }
  }

  /** How the hosts are asked. */
  static SshHosts access(Arguments arguments, Map<String, String> environment, CaptureRun run) {
    Duration host = Duration.ofSeconds(number(arguments, HOST_LIMIT, USUAL_SECONDS, MOST_SECONDS));
    Duration all = Duration.ofSeconds(number(arguments, TOTAL_LIMIT, MOST_SECONDS, MOST_SECONDS));
    int jobs = number(arguments, JOBS, USUAL_JOBS, MOST_JOBS);
    SshClient client =
        SshClient.find(environment, arguments.has(SUDO))
            .orElseThrow(
                () ->
                    new UsageException(
                        SSH + " needs the program ssh on this machine. Install openssh-client."));
    return new SshHosts(client, run, new SshHosts.Limits(host, all, System.nanoTime()), jobs);
  }

  private static int number(Arguments arguments, String option, int defaultValue, int most) {
    String word = arguments.text(option).orElse(Integer.toString(defaultValue));
    if (!word.matches("[1-9][0-9]{0,8}") || Integer.parseInt(word) > most) {
      throw new UsageException(
          "invalid " + option + " " + Quoted.of(word) + ": use a number from 1 to " + most);
    }
    return Integer.parseInt(word);
  }
}
