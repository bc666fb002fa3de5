package io.hostready.change;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A package to install, optionally at a version. The version is in apt's form: exact, or with a
 * star as in {@code 5:29.*}. Source: apt-get(8).
 */
public record PackageRequest(String name, Optional<String> version) {

  /** Names of Debian policy 5.6.7, with an optional architecture, and those of rpm. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]+(:[a-z0-9-]+)?");

  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._+~^:*-]+");

  public PackageRequest {
    checkName(name);
    version.ifPresent(
        wanted -> {
          if (!VERSION.matcher(wanted).matches()) {
            throw new IllegalArgumentException("'" + wanted + "' is no version of a package");
          }
        });
  }

  public static PackageRequest of(String name) {
    return new PackageRequest(name, Optional.empty());
  }

  /** Parses the result of {@link #argument}. */
  public static PackageRequest parse(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0
        ? of(argument)
        : new PackageRequest(
            argument.substring(0, equals), Optional.of(argument.substring(equals + 1)));
  }

  /** The argument for apt-get: {@code name} or {@code name=version}. */
  public String argument() {
    return name + version.map(wanted -> "=" + wanted).orElse("");
  }

  static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a package");
    }
  }
}
