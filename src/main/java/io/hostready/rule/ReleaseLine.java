package io.hostready.rule;

import io.hostready.text.VersionNumber;

/**
 * A release line of Docker Engine, such as 27, and its newest known release. Its releases are those
 * from its name up to the next line.
 */
public record ReleaseLine(VersionNumber name, VersionNumber newest, String source) {

  @Override
  public String toString() {
    return name.text();
  }
}
