package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class UnitSettingProbeTest {

  private static final FakeHost HOST =
      FakeHost.with("/lib/systemd/system/docker.service", "[Service]\nLimitNOFILE=infinity\n")
          .file("/etc/systemd/system/docker.service.d/a.conf", "[Service]\nLimitNOFILE=1024\n");

  @Test
  void theLastValueCountsAndAllAreTold() {
    String question = "unit-setting: {name: docker.service, key: LimitNOFILE}";
    assertEquals("1024", Judged.facet(HOST.host(), question, "value"));
    assertEquals("infinity 1024", Judged.facet(HOST.host(), question, "all"));
  }

  @Test
  void aSettingThatNobodyMakesIsAbsent() {
    assertEquals(
        "absent: /lib/systemd/system/docker.service",
        Judged.facet(
            HOST.host(), "unit-setting: {name: docker.service, key: Environment}", "value"));
  }

  @Test
  void theSectionIsServiceUnlessSaid() {
    assertEquals(
        "absent: /lib/systemd/system/docker.service",
        Judged.facet(
            HOST.host(),
            "unit-setting: {name: docker.service, section: Unit, key: LimitNOFILE}",
            "value"));
  }
}
