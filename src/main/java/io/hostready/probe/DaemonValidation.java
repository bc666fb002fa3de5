package io.hostready.probe;

import io.hostready.docker.DaemonCommand;
import io.hostready.docker.DaemonCommand.Flag;
import io.hostready.docker.DaemonOption;
import io.hostready.docker.DaemonSettings;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks dockerd itself whether it accepts its configuration. Source: moby's {@code
 * daemon/command/daemon.go}: with --validate, dockerd reads and checks its options, and ends before
 * it changes anything.
 */
final class DaemonValidation {

  static final String COMMAND = "dockerd --validate";

  private static final VersionNumber FIRST = VersionNumber.parse("23");

  /** Flags of which the value can have a password; dockerd accepts any value. */
  private static final Set<String> SECRET = Set.of("http-proxy", "https-proxy", "no-proxy");

  /** Of several values, the last one is used: with --validate=false, dockerd would start. */
  private static final String VALIDATE = "validate";

  /** The flags of the packages' units, which are valid. */
  private static final Set<String> STOCK = Set.of("host", "containerd");

  private DaemonValidation() {}

  /**
   * The daemon's error with its configuration file and flags; empty without an error, if all
   * options are the packages' own, if the file is not JSON, or if dockerd cannot be asked.
   */
  static Optional<String> of(Host host, VersionNumber version, DaemonValues values) {
    boolean isStock =
        values.file().isEmpty()
            && values.flags().stream().allMatch(flag -> STOCK.contains(flag.name()))
            && values.command().map(DaemonCommand::arguments).orElse(List.of()).isEmpty();
    if (isStock || version.compareTo(FIRST) < 0 || DaemonSettings.isNoJson(host)) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(List.of("dockerd", "--validate"));
    values.flags().stream()
        .filter(flag -> !SECRET.contains(flag.name()) && !flag.name().equals(VALIDATE))
        .map(DaemonValidation::word)
        .forEach(words::add);
    values.command().ifPresent(started -> words.addAll(started.arguments()));
    return switch (host.run(words, Host.COMMAND_LIMIT)) {
      case CommandOutcome.Ended(int exit, String out, String err) ->
          exit == 0 ? Optional.empty() : error(err + "\n" + out);
      case CommandOutcome.NotFound _, CommandOutcome.NotRun _ -> Optional.empty();
    };
  }

  private static String word(Flag flag) {
    boolean isAlone = flag.option().map(DaemonOption::isSwitch).orElse(true);
    return "--" + flag.name() + (isAlone && flag.value().equals("true") ? "" : "=" + flag.value());
  }

  /** The first line that is not a line of the daemon's log. */
  private static Optional<String> error(String said) {
    return said.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("time=") && !line.startsWith("{"))
        .flatMap(DaemonValidation::sentence)
        .findFirst();
  }

  private static Stream<String> sentence(String line) {
    return Stream.of(Evidence.shortened(line.replaceFirst("^Status: ", "")));
  }
}
