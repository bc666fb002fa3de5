package io.hostready.capture;

import io.hostready.host.Content;

/** SHA-256 of texts, in lower-case hexadecimal digits. */
final class Hash {

  private Hash() {}

  static String of(String text) {
    return Content.of(text).sha256();
  }
}
