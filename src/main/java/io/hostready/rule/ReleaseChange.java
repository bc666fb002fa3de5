package io.hostready.rule;

import io.hostready.docker.DaemonCommand;
import io.hostready.expect.Criterion;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an upgrade of Docker changes on some hosts without being a defect of them. Source: {@code
 * docker-releases.yaml}.
 *
 * @param when the hosts that it concerns
 */
public record ReleaseChange(
    String id,
    Occasion occasion,
    Topic topic,
    Parameterized<Criterion> when,
    TextByHost text,
    TextByHost advice,
    List<String> sources) {

  /** What it concerns. */
  public enum Topic {
    RESTART,
    IMAGES,
    DAEMON,
    NETWORK,
    CLIENTS;

    static final List<String> WORDS = Arrays.stream(values()).map(Topic::id).toList();

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The upgrades that bring it. */
  public sealed interface Occasion {

    /** Whether an upgrade of a host brings it. */
    boolean isIn(Upgrade upgrade);

    record EveryUpgrade() implements Occasion {
      @Override
      public boolean isIn(Upgrade upgrade) {
        return true;
      }
    }

    /** An upgrade within the release line. */
    record SameLine() implements Occasion {
      @Override
      public boolean isIn(Upgrade upgrade) {
        return !upgrade.leavesLine();
      }
    }

    /** An upgrade that leaves the release line. */
    record AnotherLine() implements Occasion {
      @Override
      public boolean isIn(Upgrade upgrade) {
        return upgrade.leavesLine();
      }
    }

    /**
     * An upgrade to a release that has it, from one that does not.
     *
     * @param before the first release that has it no longer; empty if all later ones have it
     */
    record Release(VersionNumber since, Optional<VersionNumber> before) implements Occasion {
      @Override
      public boolean isIn(Upgrade upgrade) {
        return upgrade.from().compareTo(since) < 0
            && upgrade.to().compareTo(since) >= 0
            && before.filter(end -> upgrade.to().compareTo(end) >= 0).isEmpty();
      }
    }
  }

  /** An upgrade from one version to a later one. */
  public record Upgrade(VersionNumber from, VersionNumber to, boolean leavesLine) {}

  /**
   * A change on a host.
   *
   * @param unknown why it is not known whether it concerns the host; empty if it does
   */
  public record OnHost(
      ReleaseChange change, String text, Optional<String> advice, Optional<String> unknown) {}

  public ReleaseChange {
    sources = List.copyOf(sources);
  }

  /**
   * The change on a host as it would be after the upgrade; empty if it does not concern the host.
   *
   * @param parameters with {@code docker-version} and {@code installed-version}
   */
  Optional<OnHost> on(Host host, Parameters parameters) {
    return switch (when.bind(parameters).verdict(host)) {
      case Verdict.Pass() -> Optional.of(made(host, parameters, Optional.empty()));
      case Verdict.Unknown(String why) -> Optional.of(made(host, parameters, Optional.of(why)));
      case Verdict.Fail _, Verdict.NotApplicable _, Verdict.Waived _ -> Optional.empty();
    };
  }

  private OnHost made(Host host, Parameters parameters, Optional<String> unknown) {
    return new OnHost(
        this,
        text.on(host, parameters).orElseThrow(),
        advice
            .on(host, parameters)
            .map(
                steps ->
                    steps.replace(
                        DaemonCommand.DEFAULT_CONFIG_FILE, DaemonCommand.configFile(host))),
        unknown);
  }
}
