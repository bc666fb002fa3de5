package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PemCertificatesTest {

  @Test
  void eachBlockIsOneCertificate() {
    assertEquals(
        List.of("YWJjZGVm", "Z2hp"),
        PemCertificates.parse(
            """
            Company CA
            -----BEGIN CERTIFICATE-----
            YWJj\r
            ZGVm
            -----END CERTIFICATE-----
            -----BEGIN CERTIFICATE-----
            Z2hp
            -----END CERTIFICATE-----
            """));
  }

  @Test
  void keysAndBlocksWithoutEndAreNoCertificates() {
    assertEquals(
        List.of(),
        PemCertificates.parse(
            """
            -----BEGIN PRIVATE KEY-----
            YWJj
            -----END PRIVATE KEY-----
            -----BEGIN CERTIFICATE-----
            Z2hp
            """));
  }
}
