package io.hostready.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines at spaces. */
public final class Paragraph {

  private Paragraph() {}

  /** Lines up to a width; a longer word is on a separate line. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
