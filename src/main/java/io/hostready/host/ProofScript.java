package io.hostready.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proof: a script that is run on a machine, in mount and PID namespaces that end with it.
 *
 * @param namespaces further types of namespace, by the names of unshare(1), that it needs; if they
 *     are refused, the proof fails
 * @param executables what the script calls in addition to {@link #ALWAYS}; if one is missing, it is
 *     not run
 * @param script lines for sh -eu that run the test, with the functions of {@code
 *     proof-functions.sh}
 * @param cleanup lines for sh that clean up outside of the namespaces, after any outcome
 * @param directory the script gets a new directory in its filesystem
 * @param hierarchy the mount point of a cgroup hierarchy, in which the script gets a new cgroup
 * @param variables further environment variables of the script
 * @param timeout the time limit
 */
public record ProofScript(
    List<String> namespaces,
    List<Executable> executables,
    String script,
    Optional<String> cleanup,
    Optional<String> directory,
    Optional<String> hierarchy,
    Map<String, String> variables,
    Duration timeout) {

  /** The programs that every proof calls, or a function that its script may call. */
  public static final List<Executable> ALWAYS =
      List.of(
          new Executable("sh", "dash"),
          new Executable("sed", "sed"),
          new Executable("setpriv", "util-linux"),
          new Executable("unshare", "util-linux"),
          new Executable("nsenter", "util-linux"),
          new Executable("timeout", "coreutils"),
          new Executable("sleep", "coreutils"),
          new Executable("cut", "coreutils"),
          new Executable("cat", "coreutils"),
          new Executable("readlink", "coreutils"),
          new Executable("mkdir", "coreutils"),
          new Executable("rmdir", "coreutils"),
          new Executable("rm", "coreutils"));

  /** A program, and the Debian package that contains it. */
  public record Executable(String name, String source) {}

  public ProofScript {
    namespaces = List.copyOf(namespaces);
    executables = List.copyOf(executables);
    variables = Map.copyOf(variables);
  }

  /** The same with a directory and a cgroup hierarchy of a host. */
  public ProofScript at(Optional<String> directory, Optional<String> hierarchy) {
    return new ProofScript(
        namespaces, executables, script, cleanup, directory, hierarchy, variables, timeout);
  }

  /** The same with an environment variable. */
  public ProofScript with(String name, String value) {
    return new ProofScript(
        namespaces,
        executables,
        script,
        cleanup,
        directory,
        hierarchy,
        Map.of(name, value),
        timeout);
  }
}
