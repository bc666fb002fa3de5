package io.hostready.change;

import java.util.List;
import java.util.Optional;

/**
 * Checks that a repository has packages for a release, with apt's own downloader. Changes nothing;
 * if the repository has none, the run ends here, before the repository is added to apt's sources.
 *
 * @param otherwise the correction if it has none, in sentences
 */
public record RequireRelease(String uri, String suite, String otherwise) implements Change {

  /** Debian's own has a quarter of a megabyte. */
  public static final int MOST_BYTES = 10 << 20;

  public String file() {
    return uri + "/dists/" + suite + "/Release";
  }

  @Override
  public ChangeSummary summary() {
    return ChangeSummary.check("suite " + suite + " exists at " + uri);
  }

  @Override
  public List<String> details() {
    return List.of();
  }

  @Override
  public List<String> preview() {
    return List.of(
        "$ " + AptCommands.download(file(), "FILE", MOST_BYTES).line(),
        "  no other suite is used instead");
  }

  @Override
  public boolean changesHost() {
    return false;
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.empty();
  }
}
