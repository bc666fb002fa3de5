package io.hostready.change;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program, either when the changes are made or when they are taken back. A program that must
 * follow a file both ways is two of these, one on each side of the file's change: undo goes
 * backwards.
 *
 * @param purpose why, in a phrase that starts with a verb: "reload ufw"
 * @param mayFail whether the run goes on, with a note, when the program fails
 * @param keeps what must survive, or the change has failed
 */
public record RunCommand(Command command, String purpose, When when, boolean mayFail, Keeps keeps)
    implements Change {

  /** The direction in which it runs. */
  public enum When {
    APPLY,
    UNDO
  }

  @Override
  public String described() {
    return when == When.APPLY ? purpose : "nothing now; undo will " + purpose;
  }

  @Override
  public List<String> shown() {
    List<String> lines = new ArrayList<>();
    lines.add((when == When.APPLY ? "$ " : "(undo) $ ") + command.line());
    keeps
        .looks()
        .forEach(
            look ->
                lines.add(
                    "  must succeed afterwards if it does before: " + String.join(" ", look)));
    return lines;
  }

  @Override
  public boolean changesHost() {
    return when == When.APPLY;
  }

  @Override
  public String undoDescribed() {
    return when == When.APPLY ? "nothing" : purpose;
  }
}
