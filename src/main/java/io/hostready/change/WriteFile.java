package io.hostready.change;

import io.hostready.host.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Writes a whole file. Refused if the file has changed since the plan was made. An existing file
 * keeps its owner, group and extended attributes; a new one belongs to root.
 */
public record WriteFile(String path, Bytes content, int mode, FileState before) implements Change {

  private static final int USUAL_MODE = 0644;

  public WriteFile {
    Paths.check(path);
  }

  @Override
  public ChangeSummary summary() {
    int usual = before instanceof FileState.Regular regular ? regular.mode() : USUAL_MODE;
    return FileState.summary(FileState.written(path, before), mode, usual);
  }

  @Override
  public List<String> details() {
    return UnifiedDiff.changedLines(before, after());
  }

  @Override
  public List<String> preview() {
    return UnifiedDiff.of(path, before, after());
  }

  private FileState after() {
    return new FileState.Regular(content, mode, "", "");
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of(
        switch (before) {
          case FileState.Missing _ -> "remove " + path;
          case FileState.Regular _, FileState.Directory _, FileState.Other _ -> "restore " + path;
        });
  }
}
