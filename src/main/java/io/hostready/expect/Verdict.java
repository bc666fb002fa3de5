package io.hostready.expect;

import io.hostready.host.UrlCredentials;

/**
 * The verdict on a rule or a part of it. A value that could not be read is never a pass nor a fail.
 */
public sealed interface Verdict {

  /** The name in reports: pass, fail, unknown, not-applicable or waived. */
  String id();

  /** Everything was as expected. */
  record Pass() implements Verdict {
    @Override
    public String id() {
      return "pass";
    }
  }

  /** Something was not as expected. */
  record Fail() implements Verdict {
    @Override
    public String id() {
      return "fail";
    }
  }

  /** It could not be read; why is a sentence or phrase for the operator. */
  record Unknown(String why) implements Verdict {

    public Unknown {
      why = UrlCredentials.blanked(why);
    }

    @Override
    public String id() {
      return "unknown";
    }
  }

  /** The rule does not apply to this host. */
  record NotApplicable(String why) implements Verdict {

    public NotApplicable {
      why = UrlCredentials.blanked(why);
    }

    @Override
    public String id() {
      return "not-applicable";
    }
  }

  /**
   * It fails, and the failure was accepted: by has the reason with the name, until a day (ISO
   * 8601).
   */
  record Waived(String by, String until) implements Verdict {
    @Override
    public String id() {
      return "waived";
    }
  }
}
