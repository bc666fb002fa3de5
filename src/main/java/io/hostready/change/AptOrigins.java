package io.hostready.change;

import io.hostready.facts.AptSources;
import io.hostready.facts.AptSources.Source;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The repositories from which apt would download packages. Any repository can have any Origin in
 * its Release file, and one can be below the address of another, so files are compared by the
 * SHA-256 in the signed lists of the repository. Source: apt-get(8), --print-uris.
 */
final class AptOrigins {

  // 'http://example.org/pool/docker-ce_29_amd64.deb' docker-ce_5%3a29_amd64.deb 4640 SHA256:...
  private static final Pattern LINE =
      Pattern.compile("'([^']*)' ([^_\\s]+)_\\S* [0-9]+ (SHA256:\\S+)");

  /** A package's file according to a list. */
  record PackageFile(String uri, String hash) {}

  private AptOrigins() {}

  /**
   * The problem with the origin of a requested package, in sentences; empty if the lists of the
   * named repository have each file that apt would install, or if no repository is named.
   */
  static Optional<String> wrong(Host host, InstallPackages change, PackageActions actions) {
    if (change.repository().isEmpty()) {
      return Optional.empty();
    }
    String repository = change.repository().get();
    List<String> requested =
        change.requests().stream().map(request -> plain(request.name())).toList();
    List<PackageActions.Action> installed =
        actions.actions().stream()
            .filter(action -> !action.isRemoval() && requested.contains(plain(action.name())))
            .toList();
    if (installed.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> source = sourceFile(host, repository);
    if (source.isEmpty()) {
      return Optional.of(
          "no file in /etc/apt/sources.list.d names "
              + repository
              + " and no other source, without an option such as trusted=yes. Nothing was"
              + " installed. Make a new plan, which writes one.");
    }
    String said = outputOf(host, AptCommands.printingUris(change.command()));
    for (PackageActions.Action action : installed) {
      List<PackageFile> taken = files(said, plain(action.name()));
      List<PackageFile> named =
          files(
              outputOf(
                  host,
                  AptCommands.printingUris(source.get(), action.name(), action.to().orElseThrow())),
              plain(action.name()));
      if (taken.isEmpty() || !hashes(named).containsAll(hashes(taken))) {
        return Optional.of(foreignOrigin(action, taken, repository));
      }
    }
    return Optional.empty();
  }

  private static String foreignOrigin(
      PackageActions.Action action, List<PackageFile> taken, String repository) {
    String places = taken.stream().map(PackageFile::uri).collect(Collectors.joining(", "));
    return "apt would take "
        + action.name()
        + " "
        + action.to().orElseThrow()
        + " from "
        + (taken.isEmpty() ? "a place that it does not name" : places)
        + "; expected a package that is in the signed lists of "
        + repository
        + ". Nothing was installed. Disable the other source in /etc/apt/sources.list.d, or give it"
        + " a lower priority in /etc/apt/preferences.d (apt_preferences(5)).";
  }

  /** The source file that has only this repository, and whose signature apt checks. */
  private static Optional<String> sourceFile(Host host, String repository) {
    Map<String, List<Source>> files =
        AptSources.read(host).sources().orElse(List.of()).stream()
            .collect(Collectors.groupingBy(Source::path, LinkedHashMap::new, Collectors.toList()));
    return files.entrySet().stream()
        .filter(file -> file.getValue().stream().allMatch(each -> isSigned(each, repository)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isSigned(Source source, String repository) {
    return source.unsigned().isEmpty()
        && Source.withoutLastSlashes(source.uri()).equals(Source.withoutLastSlashes(repository));
  }

  private static String outputOf(Host host, List<String> command) {
    return host.run(command, PackageManager.SIMULATION_LIMIT)
                instanceof CommandOutcome.Ended(int exit, String out, _)
            && exit == 0
        ? out
        : "";
  }

  private static List<String> hashes(List<PackageFile> files) {
    return files.stream().map(PackageFile::hash).toList();
  }

  /** The files of a package in apt's output. */
  static List<PackageFile> files(String said, String name) {
    return said.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(2).equals(name))
        .map(line -> new PackageFile(line.group(1), line.group(3)))
        .toList();
  }

  /** A package's name without its architecture. */
  private static String plain(String name) {
    return name.replaceFirst(":.*", "");
  }
}
