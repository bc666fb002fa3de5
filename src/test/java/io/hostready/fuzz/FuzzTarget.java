package io.hostready.fuzz;

/**
 * What Jazzer runs, see scripts/fuzz: the reader that the system property {@code
 * hostready.fuzz.target} names, and its limits.
 */
public final class FuzzTarget {

  /** Of the processor's time, for inputs of up to 64 KiB under Jazzer's instrumentation. */
  private static final long MOST_NANOSECONDS = 5_000_000_000L;

  private static final long MOST_BYTES = 1L << 30;

  private static final ReaderTarget TARGET =
      ReaderTargets.named(System.getProperty("hostready.fuzz.target", ""));

  private FuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    ReadingCost cost = ReadingCost.of(TARGET.reader(), input);
    if (isTooMuch(cost)) {
      cost = ReadingCost.of(TARGET.reader(), input); // without what loading classes cost
    }
    if (isTooMuch(cost)) {
      throw new AssertionError(input.length + " bytes took " + cost);
    }
  }

  private static boolean isTooMuch(ReadingCost cost) {
    return cost.nanoseconds() > MOST_NANOSECONDS || cost.bytes() > MOST_BYTES;
  }
}
