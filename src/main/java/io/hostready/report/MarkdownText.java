package io.hostready.report;

import io.hostready.text.SafeText;

/** Text of hosts and rules in Markdown, where none of it is markup. Source: CommonMark. */
final class MarkdownText {

  private MarkdownText() {}

  /** Text in a code span, where nothing is markup, no link and no mention. */
  static String code(String text) {
    String shown = SafeText.line(text);
    if (shown.isBlank()) {
      return shown.isEmpty() ? "" : "` `";
    }
    int longest = 0;
    int run = 0;
    for (int i = 0; i < shown.length(); i++) {
      run = shown.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    boolean pad = longest > 0 || shown.startsWith(" ") || shown.endsWith(" ");
    return pad ? fence + " " + shown + " " + fence : fence + shown + fence;
  }

  /** A rule's own text, with markup characters escaped. */
  static String plain(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : ResultWording.line(text).toCharArray()) {
      if ("\\`*_[]<>#|~&".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c == '@' ? "&#64;" : String.valueOf(c));
    }
    return out.toString();
  }

  /** A problem, which can have a value of the host: an address in it becomes no link. */
  static String problem(String text) {
    return text.contains("://") || text.contains("www.") ? code(text) : plain(text);
  }

  /** In a table a bar ends the cell, also within a code span. */
  static String cell(String markdown) {
    return markdown.replace("\\|", "|").replace("|", "\\|");
  }
}
