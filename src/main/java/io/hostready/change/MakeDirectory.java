package io.hostready.change;

import java.util.List;
import java.util.Optional;

/** Makes one directory, root's. Undo removes it if nothing is in it by then. */
public record MakeDirectory(String path, int mode) implements Change {

  public MakeDirectory {
    Paths.check(path);
  }

  @Override
  public String described() {
    return "make directory " + path;
  }

  @Override
  public List<String> shown() {
    return List.of("mkdir -m " + FileState.octal(mode) + " " + path);
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of("remove " + path + " if it is empty");
  }
}
