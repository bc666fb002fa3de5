package io.hostready.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs programs that change a host. */
public interface ChangingPrograms {

  /**
   * Runs a program without a shell and without standard input, up to a time limit. Its output is
   * appended to the log as it is written, and passed line by line to the listener.
   *
   * @param environment added to root's usual environment
   * @param log a path of the host, to which the program's output is appended
   * @return the output, standard output and standard error merged, in {@code out}
   */
  CommandOutcome run(
      List<String> argv,
      Map<String, String> environment,
      Duration limit,
      String log,
      Consumer<String> listener);

  /**
   * Waits until no program runs that an earlier run of hostready started: that run may have been
   * killed while its program continued.
   *
   * @return false if such a program still runs after the limit
   */
  boolean awaitOrphans(Duration limit);
}
