package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class NvidiaDriverProbeTest {

  private static FakeHost driver(String version) {
    return FakeHost.with(
        "/proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  " + version + "  Sun May 12 2024\n");
  }

  @Test
  void aLibraryOfTheModulesVersionIsConsistent() {
    String library = "/usr/lib64/libnvidia-ml.so.535.183.01";
    FakeHost host = driver("535.183.01").file("/usr/lib64/libnvidia-ml.so.1", "");
    assertEquals(
        "yes", RuleResult.facet(host.file(library, "").host(), "nvidia-driver: {}", "consistent"));
    assertEquals(
        "no",
        RuleResult.facet(
            driver("550.90").file(library, "").host(), "nvidia-driver: {}", "consistent"));
  }

  @Test
  void aLinkToALibraryOfAnotherVersionIsNotConsistent() {
    FakeHost host =
        driver("535.183.01")
            .file("/usr/lib64/nvidia/libnvidia-ml.so.535.183.01", "")
            .file("/usr/lib64/nvidia/libnvidia-ml.so.375.66", "");
    String link = "/usr/lib64/nvidia/libnvidia-ml.so.1";
    for (String version : java.util.List.of("375.66", "535.183.01")) {
      FakeHost linked = host.link(link, "libnvidia-ml.so." + version);
      assertEquals(version, RuleResult.facet(linked.host(), "nvidia-driver: {}", "linked"));
      assertEquals(
          version.equals("375.66") ? "no" : "yes",
          RuleResult.facet(linked.host(), "nvidia-driver: {}", "consistent"));
    }
  }

  @Test
  void withoutLibrariesItIsNotKnown() {
    assertEquals(
        "nothing in libnvidia-ml.so",
        RuleResult.facet(driver("550.90").host(), "nvidia-driver: {}", "consistent"));
    assertEquals(
        "absent: /proc/driver/nvidia/version",
        RuleResult.facet(FakeHost.empty().host(), "nvidia-driver: {}", "module"));
  }
}
