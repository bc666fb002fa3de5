package io.hostready.cli;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Listing;
import java.util.List;
import java.util.Optional;

/** Who may change a host, and whose rules root may follow. */
final class Rights {

  static final String NEEDED_FOR_FIX =
      "a fix changes files in /etc, packages and services, and needs root. Run it with sudo.";

  private static final int WRITABLE_BY_OTHERS = 0022;

  private Rights() {}

  /** True unless the effective user is root. Source: proc_pid_status(5), Uid. */
  static boolean areMissing(Host host) {
    return host.word("/proc/self/status")
        .flatMap(text -> text.lines().filter(line -> line.startsWith("Uid:")).findFirst())
        .map(line -> !line.split("\\s+")[2].equals("0"))
        .orElse(true);
  }

  /** Refuses where this is not root, or where somebody else could have written the rules. */
  static void check(Host host, List<String> ruleFolders) {
    if (areMissing(host)) {
      throw new UsageError("this is not root; " + NEEDED_FOR_FIX);
    }
    for (String folder : ruleFolders) {
      writableByOthers(host, folder)
          .ifPresent(
              path -> {
                throw new UsageError(
                    "'"
                        + path
                        + "' can be written by others than root, and root would follow what"
                        + " it says; expected rules and their folders to be root's alone. Run"
                        + " 'chown -R root: "
                        + folder
                        + "; chmod -R go-w "
                        + folder
                        + "'.");
              });
    }
  }

  private static Optional<String> writableByOthers(Host host, String path) {
    if (host.status(path) instanceof FileStatus.Present present) {
      if ((present.mode() & WRITABLE_BY_OTHERS) != 0 || !present.owner().equals("0")) {
        return Optional.of(path);
      }
      if (present.type() == FileStatus.Type.DIRECTORY
          && host.list(path) instanceof Listing.Names(List<String> names)) {
        return names.stream()
            .flatMap(name -> writableByOthers(host, path + "/" + name).stream())
            .findFirst();
      }
    }
    return Optional.empty();
  }
}
