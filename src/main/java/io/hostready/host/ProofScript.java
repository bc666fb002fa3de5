package io.hostready.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A proof: something to be tried on a machine, in mount and PID namespaces that end with it.
 *
 * @param namespaces further kinds of namespace, by the words of unshare(1), without which it cannot
 *     be tried; where they are refused, the proof fails
 * @param programs what the script calls beside {@link #ALWAYS}; without one of them it is not run
 * @param script lines for sh -eu that try it, with the functions of {@code proof-functions.sh}
 * @param afterwards lines for sh that clear up outside of the namespaces, whatever came of it
 * @param directory in its filesystem the script gets a directory of its own
 * @param hierarchy a control group hierarchy's mount point, in which it gets a group of its own
 * @param limit until when it must be done
 */
public record ProofScript(
    List<String> namespaces,
    List<Program> programs,
    String script,
    Optional<String> afterwards,
    Optional<String> directory,
    Optional<String> hierarchy,
    Duration limit) {

  /** What every proof calls, or a function that its script may call. */
  public static final List<Program> ALWAYS =
      List.of(
          new Program("sh", "dash"),
          new Program("sed", "sed"),
          new Program("setpriv", "util-linux"),
          new Program("unshare", "util-linux"),
          new Program("nsenter", "util-linux"),
          new Program("timeout", "coreutils"),
          new Program("sleep", "coreutils"),
          new Program("cut", "coreutils"),
          new Program("cat", "coreutils"),
          new Program("readlink", "coreutils"),
          new Program("mkdir", "coreutils"),
          new Program("rmdir", "coreutils"),
          new Program("rm", "coreutils"));

  /** A program, and the package of Debian that brings it. */
  public record Program(String name, String source) {}

  public ProofScript {
    namespaces = List.copyOf(namespaces);
    programs = List.copyOf(programs);
  }

  /** The same in a directory and a control group hierarchy of a host. */
  public ProofScript at(Optional<String> directory, Optional<String> hierarchy) {
    return new ProofScript(namespaces, programs, script, afterwards, directory, hierarchy, limit);
  }
}
