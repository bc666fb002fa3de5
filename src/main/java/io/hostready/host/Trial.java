package io.hostready.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something to be tried on a machine, in mount and PID namespaces that end with it.
 *
 * @param namespaces further kinds of namespace, by the words of unshare(1), without which it cannot
 *     be tried; where they are refused, the trial fails
 * @param script lines for sh -eu that try it, with the functions of {@code trial-functions.sh}
 * @param afterwards lines for sh that clear up outside of the namespaces, whatever came of it
 * @param folder in its filesystem the script gets a folder of its own
 * @param hierarchy a control group hierarchy's mount point, in which it gets a group of its own
 * @param limit until when it must be done
 */
public record Trial(
    List<String> namespaces,
    String script,
    Optional<String> afterwards,
    Optional<String> folder,
    Optional<String> hierarchy,
    Duration limit) {

  public Trial {
    namespaces = List.copyOf(namespaces);
  }
}
