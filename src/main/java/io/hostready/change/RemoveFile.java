package io.hostready.change;

import java.util.List;
import java.util.Optional;

/**
 * Removes a regular file; the journal stores it. Refused if the file has changed since the plan was
 * made.
 */
public record RemoveFile(String path, FileState before) implements Change {

  public RemoveFile {
    Paths.check(path);
  }

  @Override
  public ChangeSummary summary() {
    return ChangeSummary.remove(path);
  }

  @Override
  public List<String> details() {
    return UnifiedDiff.changedLines(before, new FileState.Missing());
  }

  @Override
  public List<String> preview() {
    return UnifiedDiff.of(path, before, new FileState.Missing());
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of("restore " + path);
  }
}
