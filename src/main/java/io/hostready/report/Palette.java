package io.hostready.report;

/** Colors for a terminal, or none. SGR codes of ECMA-48. */
public record Palette(boolean colored) {

  String good(String text) {
    return painted("32", text);
  }

  String bad(String text) {
    return painted("1;31", text);
  }

  String doubtful(String text) {
    return painted("33", text);
  }

  String faint(String text) {
    return painted("2", text);
  }

  String strong(String text) {
    return painted("1", text);
  }

  private String painted(String code, String text) {
    return colored ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
