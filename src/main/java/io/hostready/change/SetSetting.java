package io.hostready.change;

import java.util.List;
import java.util.Optional;

/**
 * Brings a setting of the running host to a value. Undo brings it back to what it was when the
 * change was made.
 *
 * @param before what the plan saw; empty where earlier steps of the same plan may change it, and
 *     then it is looked at when its turn comes
 */
public record SetSetting(Setting setting, Optional<String> before, String after) implements Change {

  public SetSetting {
    setting.check(after);
  }

  @Override
  public String description() {
    return setting.description() + ": " + before.map(was -> was + " -> ").orElse("") + after;
  }

  @Override
  public List<String> preview() {
    return setting.commandsTo(after).stream()
        .map(argv -> "$ " + ProgramCall.of(argv).line())
        .toList();
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of(
        before
            .map(was -> "bring back " + setting.description() + ": " + was)
            .orElse("bring back " + setting.description() + " to what it was"));
  }
}
