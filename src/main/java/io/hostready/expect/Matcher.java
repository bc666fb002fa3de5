package io.hostready.expect;

import io.hostready.probe.Value;

/** Compares the value of one facet with what a rule wants of it. */
interface Matcher {

  /** What is wanted, as it reads after the facet's name: "at least 3.8". */
  String wanted();

  boolean holds(Value value);

  /** What is wanted of this value; only the part that it does not hold, where that can be told. */
  default String wantedOf(Value value) {
    return wanted();
  }

  /** What a person reads of the value; the part that is wrong, where that can be told. */
  default String got(Value value) {
    return value.preview();
  }
}
