package io.hostready.expect;

import io.hostready.probe.Value;

/** Compares the value of one facet with what a rule expects. */
interface Matcher {

  /** What is expected, in place of the value: "3.8 or newer". */
  String expected();

  boolean holds(Value value);

  /** The value for display; only the part that is wrong, if it is known. */
  default String found(Value value) {
    return value.preview();
  }
}
