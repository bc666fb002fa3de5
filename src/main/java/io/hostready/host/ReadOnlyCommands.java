package io.hostready.host;

import java.time.Duration;

/**
 * Answers questions with commands that change nothing. A tree replays answers; a capture records
 * them.
 */
public interface ReadOnlyCommands {

  /** Answers within a time limit, or reports a timeout. */
  CommandOutcome answer(Question question, Duration limit);
}
