package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalCertificatesProbeTest {

  private static final String DIRECTORY = "/usr/local/share/ca-certificates";
  private static final String PRESENT = "local-certificates: {expect: {present: true}}";

  private static String pem(String base64) {
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }

  @ParameterizedTest
  @CsvSource({
    "a.crt, YWJj, none, none, none",
    "a.crt, ZGVm, a.crt, none, none",
    "a/b.crt, ZGVm, a/b.crt, none, none",
    "a.pem, ZGVm, none, none, a.pem",
    "a.pem, YWJj, none, none, none",
    "README, ZGVm, none, none, none",
  })
  void aCertificateIsInTheBundleOrNot(
      String name, String base64, String missing, String noPem, String ignored) {
    FakeHost host =
        FakeHost.with("/etc/ssl/certs/ca-certificates.crt", pem("YWJj"))
            .file(DIRECTORY + "/" + name, pem(base64));
    assertEquals(missing, facet(host, "missing"));
    assertEquals(noPem, facet(host, "no-pem"));
    assertEquals(ignored, facet(host, "ignored"));
  }

  private static String facet(FakeHost host, String name) {
    return RuleResult.facet(host.host(), "local-certificates: {}", name)
        .replace(DIRECTORY + "/", "");
  }

  @Test
  void withoutBundleEachCertificateIsMissing() {
    FakeHost host = FakeHost.with(DIRECTORY + "/a.crt", pem("YWJj"));
    assertEquals("a.crt", facet(host, "missing"));
  }

  @ParameterizedTest
  @CsvSource({"1764633600, none", "1764633601, a.crt"})
  void aCertificateIsOlderOrNewerThanTheDaemon(String changed, String newer) {
    String path = DIRECTORY + "/a.crt";
    FakeHost host =
        FakeHost.with(path, pem("YWJj"))
            .file("/run/docker.pid", "812")
            .command(
                "stat -c %Z:%n /run/docker.pid " + path,
                "1764633600:/run/docker.pid\n" + changed + ":" + path + "\n");
    assertEquals(newer, facet(host, "newer"));
  }

  @Test
  void binaryDataIsNoPem() {
    FakeHost host = FakeHost.with(DIRECTORY + "/a.crt", "0\u0082");
    assertEquals("a.crt", facet(host, "no-pem"));
  }

  @Test
  void aDirectoryThatCannotBeListedIsUnknown() {
    assertEquals("unknown", RuleResult.word(FakeHost.empty().denied(DIRECTORY).host(), PRESENT));
    assertEquals("fail", RuleResult.word(FakeHost.empty().host(), PRESENT));
  }
}
