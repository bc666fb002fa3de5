package io.hostready.facts;

import io.hostready.text.ApkVersion;
import io.hostready.text.DebVersion;
import io.hostready.text.PacmanVersion;
import io.hostready.text.RpmVersion;

/** The format of a package database: that of dpkg, rpm, apk or pacman. */
public enum PackageFormat {
  DPKG,
  RPM,
  APK,
  PACMAN;

  /**
   * Compares two versions in the order of the package manager.
   *
   * @throws IllegalArgumentException if one is not a version of it
   */
  public int compare(String one, String two) {
    return switch (this) {
      case DPKG -> DebVersion.parse(one).compareTo(DebVersion.parse(two));
      case RPM -> RpmVersion.parse(one).compareTo(RpmVersion.parse(two));
      case APK -> new ApkVersion(one).compareTo(new ApkVersion(two));
      case PACMAN -> PacmanVersion.parse(one).compareTo(PacmanVersion.parse(two));
    };
  }

  /** The name in rules: the program that reads the database. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
