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
 * Files that say what the program does: rules, packs, waivers and saved plans. On this machine root
 * reads only what trusted users alone can write; src/docs/trust.md says who they are.
 */
final class Instructions {

  private Instructions() {}

  /** Files of anybody, for what runs nothing that they say on this machine. */
  static Host ofAnybody() {
    return Host.localFiles();
  }

  /**
   * Rules, packs and waivers for a look at this machine. Where the program takes its own rules from
   * a project's directory, these may belong to the user who called it by sudo, too.
   */
  static Host forThisMachine(Map<String, String> environment) {
    if (!RootTrust.isRoot(ofAnybody())) {
      return ofAnybody();
    }
    Optional<String> edited = Installation.rules().map(Path::toString);
    return host(
        new TrustedFiles(
            path ->
                edited.filter(directory -> isIn(path, directory)).isPresent()
                    ? RootTrust.rootAndCaller(environment)
                    : RootTrust.rootAlone()));
  }

  /** A path with ".." in it could lead out again. */
  static boolean isIn(String path, String directory) {
    return path.equals(directory)
        || path.startsWith(directory + "/")
            && !List.of(path.substring(directory.length()).split("/")).contains("..");
  }

  /** A saved plan, which the user who called sudo may have made. */
  static Host plan(Map<String, String> environment) {
    return host(new TrustedFiles(_ -> RootTrust.rootAndCaller(environment)));
  }

  private static Host host(HostFiles files) {
    return Host.localFiles().through(_ -> files, commands -> commands);
  }
}
