package io.hostready.capture;

import io.hostready.host.ForeignFiles;
import io.hostready.host.Host;
import io.hostready.host.HostDirectory;
import io.hostready.host.RootTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Opens the host named by {@code --host}: a capture or another text of a host, one situation of a
 * text ({@code FILE/SITUATION}), or a directory, read by {@link HostDirectory}.
 */
public final class HostOpener {

  /** The maximum number of situations that a message lists. */
  private static final int MOST_NAMED = 30;

  private HostOpener() {}

  /**
   * Opens a host.
   *
   * @param trust whom root trusts with the files; empty to accept every user's files
   * @throws UnreadableHostException with the reason
   */
  public static OpenedHost open(String path, Optional<RootTrust> trust) {
    Path named = Path.of(path);
    try {
      if (Files.isDirectory(named)) {
        return directory(named, trust);
      }
      if (Files.exists(named)) {
        HostText text = HostTextFile.read(named, trust);
        return opened(text, text.host(path));
      }
      Path above = named.toAbsolutePath().normalize().getParent();
      return above != null && Files.isRegularFile(above)
          ? situation(path, HostTextFile.read(above, trust))
          : directory(named, trust); // it reports that the path does not exist
    } catch (HostTextException wrong) {
      throw new UnreadableHostException(
          "--host '"
              + path
              + "' is not a host: "
              + wrong.getMessage()
              + ". Use a file of 'hostready capture', or a directory with the files of a host.");
    } catch (IllegalArgumentException notAHost) {
      throw new UnreadableHostException("--host " + notAHost.getMessage());
    }
  }

  private static OpenedHost situation(String path, HostText text) throws HostTextException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    Optional<HostSection> situation = text.situation(name);
    if (situation.isEmpty()) {
      String others =
          text.situations().stream()
              .map(HostSection::name)
              .limit(MOST_NAMED)
              .collect(Collectors.joining(", "));
      throw new HostTextException(
          "the file has no situation '"
              + PathNames.shortened(name)
              + (others.isEmpty() ? "'" : "'; it has " + others));
    }
    return opened(text, text.host(path, situation.get()));
  }

  private static OpenedHost opened(HostText text, Host host) {
    return new OpenedHost(
        host, text.manifest().map(each -> each.without().undecided()).orElse(Map.of()), true);
  }

  private static OpenedHost directory(Path tree, Optional<RootTrust> trust) {
    try {
      ForeignFiles.check(tree, trust);
    } catch (NoSuchFileException missing) {
      // Opening it reports the error.
    } catch (IOException refused) {
      throw new UnreadableHostException(
          "--host '" + tree + "' is not safe: " + refused.getMessage());
    }
    return new OpenedHost(HostDirectory.open(tree), Map.of(), false);
  }
}
