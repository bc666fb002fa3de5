package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;

class DescribedFilesTest {

  private static final Host HOST =
      FakeHost.with("/run/secret/key", "x").attributes("---- - - denied /run/secret").host();

  @Test
  void nothingBelowADeniedFolderCanBeLookedAt() {
    assertEquals(
        new FileStatus.Unreadable("Permission denied"), HOST.status("/run/secret/not-there"));
    assertInstanceOf(FileText.Unreadable.class, HOST.text("/run/secret/key"));
    assertInstanceOf(Listing.Unreadable.class, HOST.list("/run/secret/key"));
  }

  @Test
  void theDeniedFolderItselfIsThere() {
    assertInstanceOf(FileStatus.Present.class, HOST.status("/run/secret"));
    assertInstanceOf(Listing.Unreadable.class, HOST.list("/run/secret"));
  }

  @Test
  void aNameThatOnlyStartsAlikeIsNotBelow() {
    assertInstanceOf(FileStatus.Missing.class, HOST.status("/run/secretary"));
  }
}
