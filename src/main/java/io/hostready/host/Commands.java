package io.hostready.host;

import java.time.Duration;
import java.util.List;

/** Runs commands that only look. A tree replays recordings; a capture makes them. */
public interface Commands {

  /** Runs a command without a shell, with LC_ALL=C and no standard input, for at most a while. */
  CommandOutcome run(List<String> argv, Duration limit);
}
