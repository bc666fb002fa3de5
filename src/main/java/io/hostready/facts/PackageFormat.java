package io.hostready.facts;

/** The format of a package database: that of dpkg, rpm, apk or pacman. */
public enum PackageFormat {
  DPKG,
  RPM,
  APK,
  PACMAN;

  /** The name in rules: the program that reads the database. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
