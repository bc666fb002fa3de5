package io.hostready.fix;

/** One remedy with its arguments. */
public interface Fix {

  /** What it does, in a phrase that starts with a verb: "load dm_mod now and at boot". */
  String described();
}
