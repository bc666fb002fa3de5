package io.hostready.host;

import java.time.Duration;

/** Answers questions by commands that change nothing. A tree replays answers; a capture records. */
public interface ReadOnlyCommands {

  /** Answers within a time limit, or says that there was no answer. */
  CommandOutcome answer(Question question, Duration limit);
}
