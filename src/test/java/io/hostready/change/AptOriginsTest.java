package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AptOriginsTest {

  /** Printed by apt 3.0. */
  private static final String PRINTED =
      """
      Need to get 66.4 kB of archives.
      'http://deb.example.org/pool/main/h/hello/hello_2.10-5_amd64.deb' hello_2.10-5_amd64.deb 53228 MD5Sum:205b
      'http://deb.example.org/pool/hello-doc_5%3a2_all.deb' hello-doc_5%3a2_all.deb 1 SHA256:84
      """;

  @Test
  void fileIsThatOfThePackageAndNotOfOneWhoseNameBeginsAlike() {
    assertEquals(
        List.of(
            new AptOrigins.PackageFile(
                "http://deb.example.org/pool/hello-doc_5%3a2_all.deb", "SHA256:84")),
        AptOrigins.files(PRINTED, "hello-doc"));
    assertEquals(List.of(), AptOrigins.files(PRINTED, "hello-do"));
  }

  @Test
  void fileWithoutItsSha256IsNoFile() {
    assertEquals(List.of(), AptOrigins.files(PRINTED, "hello"));
  }
}
