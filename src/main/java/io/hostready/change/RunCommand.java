package io.hostready.change;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a program, either when the changes are applied or when they are reverted. A program that
 * must run after a file is changed in both directions is two of these, one on each side of the
 * file's change: undo runs backwards.
 *
 * @param purpose why, as a phrase that starts with a verb: "reload ufw"
 */
public record RunCommand(ProgramCall command, String purpose, When when) implements Change {

  /** The direction in which it runs. */
  public enum When {
    APPLY,
    UNDO;

    /** The name in plans. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public ChangeSummary summary() {
    ChangeSummary run = ChangeSummary.run(command.argv().getFirst()).with(purpose);
    return when == When.APPLY
        ? run
        : new ChangeSummary(ChangeSummary.Sign.NONE, "on undo", run.text());
  }

  @Override
  public List<String> details() {
    return List.of();
  }

  @Override
  public List<String> preview() {
    return List.of((when == When.APPLY ? "$ " : "(undo) $ ") + command.line());
  }

  @Override
  public boolean changesHost() {
    return when == When.APPLY;
  }

  @Override
  public Optional<String> undoDescription() {
    return when == When.APPLY ? Optional.empty() : Optional.of(purpose);
  }
}
