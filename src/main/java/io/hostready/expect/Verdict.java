package io.hostready.expect;

import io.hostready.host.UrlCredentials;

/** The judgement on a rule or a part of it. What could not be read is never a pass nor a fail. */
public sealed interface Verdict {

  /** The word of reports: pass, fail, unknown, not-applicable or waived. */
  String id();

  /** All that was expected was seen. */
  record Pass() implements Verdict {
    @Override
    public String id() {
      return "pass";
    }
  }

  /** Something else was seen. */
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

  /** The rule has nothing to say about this host. */
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
   * It fails, and somebody accepted that: by is the reason with the name, until a day (ISO 8601).
   */
  record Waived(String by, String until) implements Verdict {
    @Override
    public String id() {
      return "waived";
    }
  }
}
