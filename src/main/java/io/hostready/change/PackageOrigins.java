package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where apt would take packages from. What a release says of its origin can be said by every
 * repository, so that addresses are compared. Source: apt-get(8), --print-uris.
 */
final class PackageOrigins {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  // 'http://example.org/pool/docker-ce_29_amd64.deb' docker-ce_5%3a29_amd64.deb 4640 SHA256:...
  private static final Pattern LINE = Pattern.compile("'([^']*)' ([^_\\s]+)_\\S* [0-9]+ ?\\S*");

  private PackageOrigins() {}

  /**
   * What is wrong with the origin of a requested package, in sentences; empty where each comes from
   * the repository that is named, or none is named.
   */
  static Optional<String> wrong(Host host, InstallPackages change, AptActions actions) {
    if (change.repository().isEmpty()) {
      return Optional.empty();
    }
    List<String> requested =
        change.requests().stream().map(request -> plain(request.name())).toList();
    List<AptActions.Action> installed =
        actions.actions().stream()
            .filter(action -> !action.isRemoval() && requested.contains(plain(action.name())))
            .toList();
    if (installed.isEmpty()) {
      return Optional.empty();
    }
    String repository = change.repository().get();
    String said = said(host.run(Apt.printingUris(change.command()), LIMIT));
    for (AptActions.Action action : installed) {
      List<String> uris = uris(said, plain(action.name()));
      if (uris.isEmpty() || !uris.stream().allMatch(uri -> isBelow(uri, repository))) {
        return Optional.of(
            "apt would take "
                + action.name()
                + " "
                + action.to().orElseThrow()
                + " from "
                + (uris.isEmpty() ? "a place that it does not name" : String.join(", ", uris))
                + "; expected "
                + repository
                + ". Nothing was installed. Disable the other source in /etc/apt/sources.list.d, or"
                + " give it a lower priority in /etc/apt/preferences.d (apt_preferences(5)).");
      }
    }
    return Optional.empty();
  }

  private static String said(CommandOutcome outcome) {
    return outcome instanceof CommandOutcome.Ended(int exit, String out, _) && exit == 0 ? out : "";
  }

  /** Addresses of the files of a package in what apt printed. */
  static List<String> uris(String said, String name) {
    return said.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(2).equals(name))
        .map(line -> line.group(1))
        .toList();
  }

  /** Whether a file is in a repository; file:///srv and file:/srv are the same. */
  static boolean isBelow(String uri, String repository) {
    String plain = withOneSlash(uri);
    // Nothing climbs out again: apt joins addresses without resolving dots.
    return plain.startsWith(withOneSlash(repository).replaceFirst("/*$", "/"))
        && !plain.contains("/../");
  }

  private static String withOneSlash(String uri) {
    return uri.replaceFirst("^([A-Za-z0-9+.-]+:)/+", "$1/");
  }

  /** A package's name without its architecture. */
  private static String plain(String name) {
    return name.replaceFirst(":.*", "");
  }
}
