package io.hostready.change;

import java.util.List;
import java.util.Optional;

/** Creates one directory, owned by root. Undo removes it if it is empty. */
public record CreateDirectory(String path, int mode) implements Change {

  private static final int USUAL_MODE = 0755;

  public CreateDirectory {
    Paths.check(path);
  }

  @Override
  public ChangeSummary summary() {
    return FileState.summary(ChangeSummary.create("directory " + path), mode, USUAL_MODE);
  }

  @Override
  public List<String> details() {
    return List.of();
  }

  @Override
  public List<String> preview() {
    return List.of("mkdir -m " + FileState.octal(mode) + " " + path);
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of("remove directory " + path + " if it is empty");
  }
}
