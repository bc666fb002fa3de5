package io.hostready.change;

import java.util.List;
import java.util.Optional;

/** Makes one directory, root's. Undo removes it if nothing is in it by then. */
public record CreateDirectory(String path, int mode) implements Change {

  public CreateDirectory {
    Paths.check(path);
  }

  @Override
  public String description() {
    return "make directory " + path;
  }

  @Override
  public List<String> preview() {
    return List.of("mkdir -m " + FileState.octal(mode) + " " + path);
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of("remove " + path + " if it is empty");
  }
}
