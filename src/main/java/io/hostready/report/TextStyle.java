package io.hostready.report;

/**
 * The style of a text: its colors, its width, and whether it goes to a terminal.
 *
 * @param width columns; limited to {@value #NARROWEST} to {@value #WIDEST}
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
