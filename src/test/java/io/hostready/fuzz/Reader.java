package io.hostready.fuzz;

/** A reader of bytes that somebody else wrote. What it documents to throw is caught inside. */
@FunctionalInterface
interface Reader {

  /** Reads one input; anything that this throws is a defect of the reader. */
  void read(byte[] input) throws Exception;
}
