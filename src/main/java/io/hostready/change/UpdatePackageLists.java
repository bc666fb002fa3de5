package io.hostready.change;

import java.util.List;
import java.util.Optional;

/**
 * Reads the package lists of one repository, given by its file below /etc/apt and its URI; any
 * failure is an error. Other repositories are not read. Undo removes the lists that were added.
 */
public record UpdatePackageLists(String sourceFile, String uri) implements Change {

  public UpdatePackageLists {
    if (!sourceFile.isEmpty()) {
      Paths.check(sourceFile);
    }
  }

  /** Reads the lists of all sources; if some cannot be downloaded, apt keeps the old ones. */
  public static UpdatePackageLists ofAll() {
    return new UpdatePackageLists("", "");
  }

  /** The command. */
  public ProgramCall command() {
    return sourceFile.isEmpty() ? AptCommands.updateAll() : AptCommands.update(sourceFile);
  }

  @Override
  public ChangeSummary summary() {
    ChangeSummary update = ChangeSummary.run("apt-get update");
    return sourceFile.isEmpty() ? update : update.with("only " + uri);
  }

  @Override
  public List<String> details() {
    return List.of();
  }

  @Override
  public List<String> preview() {
    return List.of("$ " + command().line());
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of(
        "remove the new package lists of " + (sourceFile.isEmpty() ? "all sources" : uri));
  }
}
