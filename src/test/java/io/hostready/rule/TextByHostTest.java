package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.yaml.Parameters;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A rule's problem and advice, for the host that the rule is about. */
class TextByHostTest {

  private static final String RULE =
      """
      id: mtu-fits
      title: The MTU fits
      problem:
        - values: {limit: {sysctl: {key: net.core.limit, use: live}}}
          text: the limit is {limit}
        - when: {path: {path: /etc/none, expect: {present: true}}}
          text: there is no limit
        - text: the limit is too small
      why: x
      level: required
      check: {path: {path: /x, expect: {present: true}}}
      advice: Raise the limit.
      """;

  private static RuleWording on(FakeHost host) {
    Rule rule =
        RuleBook.read(
                FakeHost.with("/rules/network/mtu-fits.yaml", RULE).host(),
                List.of(new RuleDirectory("/rules", "rules", true)))
            .rules()
            .get(new RuleId("mtu-fits"));
    return rule.on(host.host(), Parameters.NONE, true, Optional.empty()).text();
  }

  @Test
  void firstCaseWhoseValuesAreFoundHasTheText() {
    RuleWording text =
        on(FakeHost.with("/proc/sys/net/core/limit", "1400\n").file("/etc/none", "x"));
    assertEquals(Optional.of("the limit is 1400"), text.problem().general());
    assertEquals(Optional.of("Raise the limit."), text.advice().general());
  }

  @Test
  void caseWhoseConditionHoldsHasTheText() {
    assertEquals(
        Optional.of("there is no limit"), on(FakeHost.with("/etc/none", "x")).problem().general());
  }

  @Test
  void passwordInAUrlOfTheHostIsNotShown() {
    String url = "https://ann:s3cret@mirror.example";
    assertEquals(
        Optional.of("the limit is https://***@mirror.example"),
        on(FakeHost.with("/proc/sys/net/core/limit", url + "\n")).problem().general());
  }

  @Test
  void otherHostsGetTheGeneralText() {
    assertEquals(Optional.of("the limit is too small"), on(FakeHost.empty()).problem().general());
  }
}
