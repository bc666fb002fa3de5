package io.hostready.facts;

import io.hostready.text.VersionNumber;
import java.util.OptionalInt;
import java.util.regex.Matcher;

/**
 * A package in the database of a package manager.
 *
 * @param state dpkg's state ("installed", "config-files", "half-configured"); the other managers
 *     list installed packages only
 * @param isHeld whether dpkg holds it at its version; the other databases do not have this
 * @param version the whole version as the manager writes it, with its epoch; empty if unknown
 * @param architecture as the manager names it; empty if the database does not have it
 * @param line the line of its stanza, from 1, if the database is one file
 */
public record InstalledPackage(
    String name,
    String state,
    boolean isHeld,
    String version,
    String architecture,
    OptionalInt line) {

  private static final String INSTALLED = "installed";

  /** An entry of a database that lists installed packages only. */
  static InstalledPackage of(String name, String version, String architecture, OptionalInt line) {
    return new InstalledPackage(name, INSTALLED, false, version, architecture, line);
  }

  /** The same package with another version of its authors; epoch and revision stay. */
  InstalledPackage withUpstream(VersionNumber upstream) {
    String other =
        version.replaceFirst("^(\\d+:)?[^-~+]*", "$1" + Matcher.quoteReplacement(upstream.text()));
    return new InstalledPackage(name, state, isHeld, other, architecture, line);
  }

  public boolean isInstalled() {
    return state.equals(INSTALLED);
  }

  /**
   * The version of its authors, without epoch, revision or release.
   *
   * @throws IllegalArgumentException if it does not start with a number
   */
  public VersionNumber upstreamVersion() {
    // apk writes a release candidate as 28.0.0_rc1.
    return VersionNumber.ofPackage(version.replace('_', '~'));
  }
}
