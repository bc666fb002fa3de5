package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryCertificatesProbeTest {

  private static final String HOST = "/etc/docker/certs.d/registry.example:5000/";
  private static final String CERTIFICATES = "registry-certificates: {path: /etc/docker/certs.d}";

  private static Host with(String names) {
    FakeHost host = FakeHost.empty();
    for (String name : names.split(" ")) {
      host = host.file(HOST + name, "");
    }
    return host.host();
  }

  @ParameterizedTest
  @CsvSource({
    "ca.crt client.cert client.key, none, none",
    "ca.cert, ca.cert, none",
    "a.cert b.key ca.crt, 'a.cert, b.key', none",
    "ca.pem README, none, ca.pem",
    "ca.crt ca.pem, none, none",
    "ca.pem client.cert hosts.toml, none, none",
  })
  void aCertificateNeedsItsKeyAndACaCertificateItsSuffix(
      String names, String unpaired, String ignored) {
    Host host = with(names);
    assertEquals(
        unpaired, RuleResult.facet(host, CERTIFICATES, "unpaired").replace(HOST, ""), names);
    assertEquals(ignored, RuleResult.facet(host, CERTIFICATES, "ignored").replace(HOST, ""), names);
  }

  @Test
  void aFileBesideTheDirectoriesOfHostsIsNoHost() {
    Host host = FakeHost.with("/etc/docker/certs.d/ca.cert", "").host();
    assertEquals(
        "fail",
        RuleResult.word(
            host, "registry-certificates: {path: /etc/docker/certs.d, expect: {present: true}}"));
  }

  @Test
  void aDirectoryThatCannotBeListedIsUnknown() {
    Host host = FakeHost.empty().denied("/etc/docker/certs.d").host();
    assertEquals(
        "unknown",
        RuleResult.word(
            host, "registry-certificates: {path: /etc/docker/certs.d, expect: {present: true}}"));
  }
}
