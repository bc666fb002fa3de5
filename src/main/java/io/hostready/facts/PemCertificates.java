package io.hostready.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * Certificates in a PEM file, as base64 without white space, in file order. Source: RFC 7468,
 * section 5.
 */
public final class PemCertificates {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private PemCertificates() {}

  /** The certificates; a block without its end is skipped. */
  public static List<String> parse(String text) {
    List<String> certificates = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int end = text.indexOf(END, begin);
      if (end < 0) {
        break;
      }
      certificates.add(text.substring(begin + BEGIN.length(), end).replaceAll("\\s", ""));
      begin = text.indexOf(BEGIN, end);
    }
    return List.copyOf(certificates);
  }
}
