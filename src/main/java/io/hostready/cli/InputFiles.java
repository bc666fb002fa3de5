package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.RootTrust;
import io.hostready.host.TrustedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that control the program: rules, packs, waivers and saved plans. On this machine, root
 * reads only files that no untrusted user can write; see src/docs/trust.md.
 */
final class InputFiles {

  private InputFiles() {}

  /** Accepts files of any user, for commands that run no part of them on this machine. */
  static Host ofAnyUser() {
    return Host.localFiles();
  }

  /**
   * Rules, packs and waivers for a check of this machine. If the program uses the rules of a
   * project's directory, these may belong to the user who called sudo, too.
   */
  static Host forThisMachine(Map<String, String> environment) {
    if (!RootTrust.isRoot(ofAnyUser())) {
      return ofAnyUser();
    }
    Optional<String> edited = Installation.rules().map(Path::toString);
    return host(
        new TrustedFiles(
            path ->
                edited.filter(directory -> isIn(path, directory)).isPresent()
                    ? RootTrust.rootAndCaller(environment)
                    : RootTrust.rootAlone()));
  }

  /** A path with ".." could lead out of the directory. */
  static boolean isIn(String path, String directory) {
    return path.equals(directory)
        || path.startsWith(directory + "/")
            && !List.of(path.substring(directory.length()).split("/")).contains("..");
  }

  /** A saved plan, which the user who called sudo may own. */
  static Host plan(Map<String, String> environment) {
    return host(new TrustedFiles(_ -> RootTrust.rootAndCaller(environment)));
  }

  private static Host host(HostFiles files) {
    return Host.localFiles().through(_ -> files, commands -> commands);
  }
}
