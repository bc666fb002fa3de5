package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitSettingProbeTest {

  private static final FakeHost HOST =
      FakeHost.with("/lib/systemd/system/docker.service", "[Service]\nLimitNOFILE=infinity\n")
          .file("/etc/systemd/system/docker.service.d/a.conf", "[Service]\nLimitNOFILE=1024\n");

  @Test
  void theLastValueCountsAndAllAreTold() {
    String question = "unit-setting: {name: docker.service, key: LimitNOFILE}";
    assertEquals("1024", RuleResult.facet(HOST.host(), question, "value"));
    assertEquals("infinity 1024", RuleResult.facet(HOST.host(), question, "all"));
    assertEquals("2", RuleResult.facet(HOST.host(), question, "count"));
  }

  @Test
  void aSettingThatNobodyMakesIsAbsent() {
    assertEquals(
        "absent: /lib/systemd/system/docker.service",
        RuleResult.facet(
            HOST.host(), "unit-setting: {name: docker.service, key: Environment}", "value"));
  }

  @Test
  void theSectionIsServiceUnlessSaid() {
    assertEquals(
        "absent: /lib/systemd/system/docker.service",
        RuleResult.facet(
            HOST.host(),
            "unit-setting: {name: docker.service, section: Unit, key: LimitNOFILE}",
            "value"));
  }

  private static String resolved(FakeHost host) {
    return RuleResult.facet(
        host.host(), "unit-setting: {name: docker.service, key: ExecStart}", "expanded");
  }

  private static FakeHost started(String command) {
    return FakeHost.with(
        "/lib/systemd/system/docker.service",
        "[Service]\nEnvironment=A=1 \"OPTS=-D -l debug\"\nEnvironmentFile=-/etc/default/docker*\n"
            + "ExecStart="
            + command
            + "\n");
  }

  @Test
  void variablesAreWhatTheUnitAndItsFilesSet() {
    FakeHost unit = started("/usr/bin/dockerd $OPTS ${A} $NOBODY $$");
    assertEquals("/usr/bin/dockerd -D -l debug 1  $", resolved(unit));
    assertEquals(
        "/usr/bin/dockerd -H fd:// -D 1  $",
        resolved(unit.file("/etc/default/docker", "# why\nOPTS=\"-H fd:// \\\n-D\"\n")));
    assertEquals(
        "/usr/bin/dockerd -D -H fd:// 1  $",
        resolved(unit.file("/etc/default/docker-opts", "OPTS=-D -H fd://\n")));
  }

  @Test
  void aFileThatCannotBeReadMattersToVariablesAlone() {
    FakeHost unit = started("/usr/bin/dockerd $OPTS").denied("/etc/default/docker");
    assertEquals("/etc/default/docker: Permission denied", resolved(unit));
    FakeHost plain = started("/usr/bin/dockerd").denied("/etc/default/docker");
    assertEquals("/usr/bin/dockerd", resolved(plain));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$(cat /etc/opts)", "`opts`", "${OPTS:-x}", "$$OPTS", "$${OPTS}"})
  void whatAShellFillsInNobodyElseCanTell(String opts) {
    assertEquals(
        "/bin/sh -c 'dockerd " + opts + "': it needs a shell to find what it starts",
        resolved(started("/bin/sh -c 'dockerd " + opts + "'")));
  }

  @Test
  void anExpressionTakesOutOfTheValuesWhatItIsFor() {
    String question =
        "unit-setting: {name: docker.service, key: LimitNOFILE, matches: '^(\\d)\\d+$'}";
    assertEquals("1", RuleResult.facet(HOST.host(), question, "value"));
    assertEquals("1", RuleResult.facet(HOST.host(), question, "all"));
    assertEquals(
        "absent: /lib/systemd/system/docker.service",
        RuleResult.facet(
            HOST.host(),
            "unit-setting: {name: docker.service, key: LimitNOFILE, matches: '^-'}",
            "value"));
  }

  @Test
  void aUnitMayBeThatOfAUser() {
    FakeHost host =
        FakeHost.with("/usr/lib/systemd/system/user@.service", "[Service]\nDelegate=pids\n")
            .file("/etc/systemd/system/user@1000.service.d/a.conf", "[Service]\nDelegate=io\n")
            .file("/etc/passwd", "ada:x:1000:1000::/home/ada:/bin/sh\n");
    String question = "unit-setting: {name: user@%U.service, key: Delegate, user: ada}";
    assertEquals("pids io", RuleResult.facet(host.host(), question, "all"));
  }
}
