package io.hostready.expect;

import io.hostready.probe.Value;

/** Compares the value of one facet with what a rule wants of it. */
interface Matcher {

  /** What is wanted, as it stands in the place of the value: "3.8 or newer". */
  String wanted();

  boolean holds(Value value);

  /** What a person reads of the value; the part that is wrong, where that can be told. */
  default String got(Value value) {
    return value.preview();
  }
}
