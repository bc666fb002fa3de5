package io.hostready.facts;

import io.hostready.text.Glob;

/**
 * An entry of a file that keeps packages at their versions.
 *
 * @param line its line, from 1
 * @param text the entry as it is written
 * @param names the names of the packages, as a shell pattern
 */
public record PackageLock(String file, int line, String text, Glob names) {

  boolean isOf(String name) {
    return names.matches(name);
  }

  /** Such as {@code /etc/zypp/locks:2}. */
  public String place() {
    return file + ":" + line;
  }
}
