package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackageOriginsTest {

  /** Printed by apt 3.0. */
  private static final String PRINTED =
      """
      Need to get 66.4 kB of archives.
      'http://deb.example.org/pool/main/h/hello/hello_2.10-5_amd64.deb' hello_2.10-5_amd64.deb 53228 MD5Sum:205b
      'http://deb.example.org/pool/hello-doc_5%3a2_all.deb' hello-doc_5%3a2_all.deb 1 SHA256:84
      """;

  @Test
  void addressIsThatOfThePackageAndNotOfOneWhoseNameBeginsAlike() {
    assertEquals(
        List.of("http://deb.example.org/pool/main/h/hello/hello_2.10-5_amd64.deb"),
        PackageOrigins.uris(PRINTED, "hello"));
    assertEquals(List.of(), PackageOrigins.uris(PRINTED, "hell"));
  }

  @Test
  void fileIsInTheRepositoryOnlyBelowItsAddress() {
    assertTrue(PackageOrigins.isBelow("http://a/linux/debian/x.deb", "http://a/linux/debian"));
    assertTrue(PackageOrigins.isBelow("file:/srv/docker/x.deb", "file:///srv/docker/"));
    assertFalse(
        PackageOrigins.isBelow("http://a/linux/debian-evil/x.deb", "http://a/linux/debian"));
    assertFalse(PackageOrigins.isBelow("http://b/linux/debian/x.deb", "http://a/linux/debian"));
    assertFalse(PackageOrigins.isBelow("http://a/linux/../x.deb", "http://a/linux"));
  }
}
