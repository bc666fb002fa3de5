package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LsmProbeTest {

  private static final Host HOST =
      FakeHost.with("/sys/kernel/security/lsm", "capability,apparmor\n")
          .file("/sys/module/apparmor/parameters/enabled", "Y\n")
          .directory("/sys/fs/cgroup")
          .host();

  @ParameterizedTest
  @CsvSource({
    "apparmor: true, pass",
    "apparmor: false, fail",
    "selinux: disabled, pass",
    "selinux: [enforcing], fail",
    "enabled: capability, pass",
    "enabled: landlock, fail"
  })
  void eachFacetIsJudged(String expected, String verdict) {
    assertEquals(verdict, RuleResult.word(HOST, "lsm: {expect: {" + expected + "}}"));
  }

  @ParameterizedTest
  @CsvSource({"apparmor: false", "selinux: disabled", "enabled: {lacks: apparmor}"})
  void withoutSysNoneIsNotConcluded(String expected) {
    assertEquals(
        "unknown", RuleResult.word(FakeHost.empty().host(), "lsm: {expect: {" + expected + "}}"));
  }
}
