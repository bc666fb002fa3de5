package io.hostready.facts;

import io.hostready.text.Glob;
import java.util.Set;

/**
 * A pattern for the repositories that unattended-upgrades uses, and whether a repository matches.
 * Source: its README and match_whitelist_string of its program.
 *
 * @param text {@code origin=Docker,suite=noble}; the values are patterns of fnmatch(3)
 */
public record OriginPattern(String text) {

  /**
   * The fields of a repository, from its Release file and from its address. Sites and suites are
   * those that it may have; empty if unknown.
   */
  public record Repository(String origin, String label, Set<String> sites, Set<String> suites) {
    public Repository {
      sites = Set.copyOf(sites);
      suites = Set.copyOf(suites);
    }
  }

  /** The older form: {@code Docker:noble}, or the two with a space between them. */
  public static OriginPattern ofAllowedOrigin(String text) {
    String[] parts = text.split("(?<!\\\\):", -1);
    parts = parts.length == 2 ? parts : text.strip().split("\\s+");
    return new OriginPattern(
        parts.length == 2 ? "o=" + escaped(parts[0]) + ",a=" + escaped(parts[1]) : "");
  }

  private static String escaped(String part) {
    return part.replace("\\:", ":").replace(",", "\\,");
  }

  /** Whether the repository matches, on a host whose release has this codename. */
  public boolean takes(Repository repository, String codename) {
    if (text.isBlank()) {
      return false;
    }
    for (String token : text.split("(?<!\\\\),", -1)) {
      String[] parts = token.replace("\\,", ",").split("=", -1);
      if (parts.length != 2
          || !fits(
              parts[0].strip(),
              parts[1].strip().replace("${distro_codename}", codename),
              repository)) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(String what, String value, Repository repository) {
    Glob wanted = new Glob(value);
    return switch (what) {
      case "o", "origin" -> wanted.matches(repository.origin());
      case "l", "label" -> wanted.matches(repository.label());
      case "site" -> isAny(wanted, repository.sites());
      case "a", "archive", "suite", "n", "codename" -> isAny(wanted, repository.suites());
      case "c", "component" -> true; // all of Docker's repositories have the packages
      default -> false;
    };
  }

  private static boolean isAny(Glob wanted, Set<String> names) {
    return names.isEmpty() || names.stream().anyMatch(wanted::matches);
  }
}
