package io.hostready.host;

import java.time.Duration;
import java.util.List;

/**
 * Answers questions with commands that change nothing. A tree replays answers; a capture records
 * them.
 */
public interface ReadOnlyCommands {

  /** Answers within a time limit, or reports a timeout. */
  CommandOutcome answer(Question question, Duration limit);

  /** The commands whose answers are recorded, sorted; empty if commands are run. */
  default List<String> recorded() {
    return List.of();
  }
}
