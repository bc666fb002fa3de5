package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;

/**
 * What a result comes to in a test run: tools for tests know only these. Whatever makes the exit
 * code another one than 0 is a failure or an error there, and nothing else is.
 */
enum TestStatus {
  PASSED,
  /** It fails, or waits for a reboot, and that counts. */
  FAILED,
  /** It could not be read, and that counts. */
  ERROR,
  /** It fails or is unknown and does not count, is waived, or says nothing of this host. */
  SKIPPED;

  static TestStatus of(CheckResult result, HostReport report) {
    return switch (result.verdict()) {
      case Verdict.Pass() -> PASSED;
      case Verdict.Fail() -> report.counts(result) ? FAILED : SKIPPED;
      case Verdict.Unknown _ -> report.counts(result) ? ERROR : SKIPPED;
      case Verdict.NotApplicable _, Verdict.Waived _ -> SKIPPED;
    };
  }

  /** One line that says why the result is no plain pass. */
  static String why(CheckResult result, HostReport report) {
    String reason = ResultWording.line(result.reason());
    return switch (result.verdict()) {
      case Verdict.Pass() -> reason;
      case Verdict.Fail() -> (report.counts(result) ? "" : aside(result) + "fails; ") + reason;
      case Verdict.Unknown _ -> (report.counts(result) ? "" : aside(result)) + "unknown; " + reason;
      case Verdict.NotApplicable _ -> "not applicable: " + reason;
      case Verdict.Waived _ -> reason;
    };
  }

  private static String aside(CheckResult result) {
    return result.level().id() + ", does not count: ";
  }
}
