package io.hostready.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A proof: something to be tried on a machine, in mount and PID namespaces that end with it.
 *
 * @param namespaces further kinds of namespace, by the words of unshare(1), without which it cannot
 *     be tried; where they are refused, the proof fails
 * @param executables what the script calls beside {@link #ALWAYS}; without one of them it is not
 *     run
 * @param script lines for sh -eu that try it, with the functions of {@code proof-functions.sh}
 * @param cleanup lines for sh that clear up outside of the namespaces, whatever came of it
 * @param directory in its filesystem the script gets a directory of its own
 * @param hierarchy a control group hierarchy's mount point, in which it gets a group of its own
 * @param timeout until when it must be done
 */
public record ProofScript(
    List<String> namespaces,
    List<Executable> executables,
    String script,
    Optional<String> cleanup,
    Optional<String> directory,
    Optional<String> hierarchy,
    Duration timeout) {

  /** What every proof calls, or a function that its script may call. */
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

  /** A program, and the package of Debian that brings it. */
  public record Executable(String name, String source) {}

  public ProofScript {
    namespaces = List.copyOf(namespaces);
    executables = List.copyOf(executables);
  }

  /** The same in a directory and a control group hierarchy of a host. */
  public ProofScript at(Optional<String> directory, Optional<String> hierarchy) {
    return new ProofScript(namespaces, executables, script, cleanup, directory, hierarchy, timeout);
  }
}
