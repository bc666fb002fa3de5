package io.hostready.change;

import java.util.List;

/**
 * What must survive when a program runs: what these commands, which only look, find before must
 * still be found afterwards.
 *
 * @param looks commands, each of which succeeds where the thing is there
 * @param otherwise what to do when something did not survive, in sentences
 */
public record Keeps(List<List<String>> looks, String otherwise) {

  public static final Keeps NOTHING = new Keeps(List.of(), "");

  public Keeps {
    looks = looks.stream().map(List::copyOf).toList();
  }
}
