package io.hostready.change;

import java.util.List;
import java.util.Optional;

/**
 * Checks that a repository has packages for a release, by downloading its index. Changes nothing;
 * if the repository has none, the run ends here, before the repository is added.
 *
 * @param otherwise the correction if it has none, in sentences
 */
public record RequireRelease(PackageManager manager, String uri, String suite, String otherwise)
    implements Change {

  /** Debian's own has a quarter of a megabyte. */
  public static final int MOST_BYTES = 10 << 20;

  /** The URL of the index. */
  public String file() {
    return manager.index(uri, suite);
  }

  @Override
  public ChangeSummary summary() {
    return ChangeSummary.check(manager.releaseWord() + " " + suite + " exists at " + uri);
  }

  @Override
  public List<String> details() {
    return List.of();
  }

  @Override
  public List<String> preview() {
    return List.of(
        "$ " + manager.download(file(), "FILE", MOST_BYTES).line(),
        "  no other " + manager.releaseWord() + " is used instead");
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
