package io.hostready.probe;

import io.hostready.facts.AptSources.Source;
import io.hostready.facts.BaseRelease;
import io.hostready.facts.OsRelease;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether repositories have packages for a host's release. Source: os-release(5); the directories
 * below https://download.docker.com/linux and their suites.
 */
final class SuiteCheck {

  private SuiteCheck() {}

  /** Docker's directory for a distribution, which its mirrors have, too. */
  private static final Pattern DIRECTORY =
      Pattern.compile("download\\.docker\\.com/linux/([^/]+)|.*/linux/(debian|ubuntu|raspbian)");

  static Value of(OsRelease os, List<Source> sources) {
    Optional<Value> doubt = Optional.empty();
    for (Source source : sources) {
      Value fit = of(os, source);
      if (fit instanceof Value.Flag(boolean fits, _) && !fits) {
        return fit;
      }
      doubt = fit instanceof Value.Flag ? doubt : Optional.of(fit);
    }
    return doubt.orElse(new Value.Flag(true));
  }

  private static Value of(OsRelease os, Source source) {
    String where = source.path() + ":" + source.line();
    if (!source.isComplete()) {
      return new Value.Flag(
          false, where + " lacks the suite or the component, so that apt reads no source at all");
    }
    Optional<String> directory = directory(source);
    if (directory.isPresent() && !isFor(os, directory.get())) {
      return new Value.Flag(false, where + " has " + source.uri() + ", not for " + os.prettyName());
    }
    Optional<String> codename = os.codename();
    if (codename.isEmpty()) {
      return unknown("it does not name the codename");
    }
    String release = source.suite().replaceFirst("[-/].*", "");
    if (!hasNamesOfItsOwn(os, codename.get())
        || (directory.isEmpty() && !BaseRelease.isOfDebian(release))) {
      String suite = source.suite();
      return suite.equals(codename.get()) || suite.startsWith(codename.get() + "-")
          ? new Value.Flag(true)
          : new Value.Flag(false, where + " has suite " + suite + ", not " + codename.get());
    }
    if (!BaseRelease.isOfDebian(release)) {
      return new Value.Flag(
          false, where + " has suite " + source.suite() + ", which Debian does not have");
    }
    // A rolling release is newer than all of Debian's, whose packages find their libraries there.
    return codename.get().endsWith("-rolling")
        ? new Value.Flag(true)
        : unknown("it does not name the Debian release that this one is based on");
  }

  private static Optional<String> directory(Source source) {
    Matcher found = DIRECTORY.matcher(source.address());
    return found.matches()
        ? Optional.ofNullable(found.group(1)).or(() -> Optional.of(found.group(2)))
        : Optional.empty();
  }

  private static boolean isFor(OsRelease os, String directory) {
    return os.packagesOf()
        .map(
            name ->
                directory.equals(name)
                    // Docker 29 and later have no packages for Raspbian; Debian's are used instead.
                    || name.equals("raspbian") && directory.equals("debian"))
        .orElse(true);
  }

  /** Whether it is based on Debian without naming the release, such as Kali and Devuan. */
  private static boolean hasNamesOfItsOwn(OsRelease os, String codename) {
    return os.packagesOf().equals(Optional.of("debian"))
        && !os.id().equals("debian")
        && !BaseRelease.isOfDebian(codename)
        && os.field("DEBIAN_CODENAME").isEmpty();
  }

  private static Value unknown(String why) {
    return new Value.Unreadable("/etc/os-release", why);
  }
}
