package io.hostready.report;

import io.hostready.run.Outcome;

/**
 * The state of a monitoring plugin, in the order of its exit codes. Source: the monitoring plugins'
 * development guidelines.
 */
public enum PluginState {
  OK,
  WARNING,
  CRITICAL,
  UNKNOWN;

  public static PluginState of(Outcome outcome) {
    return switch (outcome) {
      case READY -> OK;
      case PENDING -> WARNING;
      case NOT_READY -> CRITICAL;
      case UNDECIDED -> UNKNOWN;
    };
  }

  public int exitCode() {
    return ordinal();
  }
}
