package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;

/**
 * The status of a result in a test run, for tools that have only these. A result that makes the
 * exit code other than 0 is a failure or an error there, and no other result is.
 */
enum TestStatus {
  PASSED,
  /** It fails, or is pending a reboot, and blocks. */
  FAILED,
  /** It is unknown, and blocks. */
  ERROR,
  /** It fails or is unknown without blocking, is waived, or does not apply. */
  SKIPPED;

  static TestStatus of(CheckResult result, HostReport report) {
    return switch (result.verdict()) {
      case Verdict.Pass() ->
          result.pending().isPresent() && report.blocks(result) ? FAILED : PASSED;
      case Verdict.Fail() -> report.blocks(result) ? FAILED : SKIPPED;
      case Verdict.Unknown _ -> report.blocks(result) ? ERROR : SKIPPED;
      case Verdict.NotApplicable _, Verdict.Waived _ -> SKIPPED;
    };
  }

  /** One line with the reason why the result is not a plain pass. */
  static String why(CheckResult result, HostReport report) {
    String reason = ResultWording.line(result.reason());
    return switch (result.verdict()) {
      case Verdict.Pass() -> reason;
      case Verdict.Fail() ->
          (report.blocks(result) ? "" : nonBlockingPrefix(result) + "fails; ") + reason;
      case Verdict.Unknown _ ->
          (report.blocks(result) ? "" : nonBlockingPrefix(result)) + "unknown; " + reason;
      case Verdict.NotApplicable _ -> "not applicable: " + reason;
      case Verdict.Waived _ -> reason;
    };
  }

  private static String nonBlockingPrefix(CheckResult result) {
    return result.level().id() + ", does not block: ";
  }
}
