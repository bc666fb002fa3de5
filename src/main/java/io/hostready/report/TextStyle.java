package io.hostready.report;

/**
 * How a text for people looks: its colors, its width, and whether somebody reads it on a terminal.
 *
 * @param width columns; brought between {@value #NARROWEST} and {@value #WIDEST}
 */
public record TextStyle(Palette palette, int width, boolean isTerminal) {

  private static final int NARROWEST = 60;

  /** Longer lines of prose are hard to read. */
  private static final int WIDEST = 110;

  /** A file or a log: no color, 100 columns. */
  public static final TextStyle PLAIN = new TextStyle(new Palette(false), 100, false);

  public TextStyle {
    width = Math.clamp(width, NARROWEST, WIDEST);
  }
}
