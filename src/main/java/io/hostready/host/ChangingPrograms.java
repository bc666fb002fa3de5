package io.hostready.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs programs that change a host. */
public interface ChangingPrograms {

  /**
   * Runs a program without a shell and without standard input, for at most a while. What it writes
   * goes to the log as it comes, and line by line to the listener.
   *
   * @param environment added to root's usual one
   * @param log a path of the host, to which the program's output is appended
   * @return what it wrote, standard output and standard error as one, in {@code out}
   */
  CommandOutcome run(
      List<String> argv,
      Map<String, String> environment,
      Duration limit,
      String log,
      Consumer<String> listener);

  /**
   * Waits until nothing runs any more that an earlier run of hostready started, which may have been
   * killed while its program lived on.
   *
   * @return false when something still runs after the limit
   */
  boolean awaitOrphans(Duration limit);
}
