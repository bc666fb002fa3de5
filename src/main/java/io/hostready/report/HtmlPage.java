package io.hostready.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The start and end of every HTML page. A page is one file without network access; its policy lets
 * it run only its own script, which cannot create markup from text. Sources: HTML Living Standard;
 * Content Security Policy Level 3; Trusted Types.
 */
final class HtmlPage {

  /** The icon in the browser's tab, in the outcome's color. */
  private static final String ICON =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect"
          + " width='16' height='16' rx='4' fill='%23{color}'/%3E%3Cpath d='{sign}' fill='none'"
          + " stroke='%23fff' stroke-width='2.4' stroke-linecap='round'/%3E%3C/svg%3E";

  private final String style;
  private final String script;

  /**
   * A page whose style and script are made of some parts, each a file beside this class.
   *
   * @param scripts empty for a page without a script
   */
  HtmlPage(List<String> styles, List<String> scripts) {
    style = joined(styles);
    script = scripts.isEmpty() ? "" : "\"use strict\";\n" + joined(scripts);
  }

  /** A page of a report. */
  static HtmlPage ofReport(String... scripts) {
    return new HtmlPage(List.of("base.css", "page.css"), List.of(scripts));
  }

  private static String joined(List<String> parts) {
    return parts.stream().map(HtmlPage::part).collect(Collectors.joining());
  }

  /**
   * Everything before the page's own content.
   *
   * @param outcome the name of an outcome, which sets the page's color; empty if it is not known
   *     yet
   */
  String head(String title, String outcome) {
    return new Html()
        .markup("<!DOCTYPE html>\n<html lang=\"en\" data-outcome=\"")
        .text(outcome)
        .markup("\">\n<head>\n<meta charset=\"utf-8\">\n")
        .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .markup("img-src data:; style-src '" + hash(style) + "'; script-src ")
        .markup(script.isEmpty() ? "'none'" : "'" + hash(script) + "'")
        .markup("; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'\">\n")
        .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .markup("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .markup("<meta name=\"referrer\" content=\"no-referrer\">\n")
        .markup("<meta name=\"generator\" content=\"hostready\">\n")
        .element("title", title)
        .markup("\n<link rel=\"icon\" href=\"" + icon(outcome) + "\">\n<style>" + style)
        .markup("</style>\n</head>\n<body>\n")
        .toString();
  }

  /** Everything after it. */
  String foot() {
    return (script.isEmpty() ? "" : "<script>" + script + "</script>\n") + "</body>\n</html>\n";
  }

  private static String icon(String outcome) {
    String color =
        switch (outcome) {
          case "ready" -> "14804a";
          case "not-ready" -> "c0242b";
          case "" -> "46566b";
          default -> "9a6400";
        };
    String sign =
        switch (outcome) {
          case "ready" -> "M4 8.5l2.8 2.8L12 5.5";
          case "not-ready" -> "M5 5l6 6M11 5l-6 6";
          default -> "M4 8h8";
        };
    return ICON.replace("{color}", color).replace("{sign}", sign);
  }

  /** A source that the policy allows: exactly this text. */
  private static String hash(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java has it
    }
  }

  private static String part(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
