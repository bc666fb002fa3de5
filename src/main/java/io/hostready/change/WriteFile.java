package io.hostready.change;

import io.hostready.host.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Writes a whole file. It is refused when what is there is no longer what the plan saw. An existing
 * file keeps its owner, group and extended attributes; a new one is root's.
 */
public record WriteFile(String path, Bytes content, int mode, FileState before) implements Change {

  public WriteFile {
    Paths.check(path);
  }

  @Override
  public String description() {
    return switch (before) {
      case FileState.Missing _ -> "write " + path;
      case FileState.Regular _, FileState.Directory _, FileState.Other _ -> "change " + path;
    };
  }

  @Override
  public List<String> preview() {
    return UnifiedDiff.of(path, before, new FileState.Regular(content, mode, "", ""));
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of(
        switch (before) {
          case FileState.Missing _ -> "remove " + path;
          case FileState.Regular _, FileState.Directory _, FileState.Other _ ->
              "put back " + path + " as it was";
        });
  }
}
