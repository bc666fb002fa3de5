package io.hostready.change;

import java.util.List;

/**
 * Reads the package lists of one repository, named by its file below /etc/apt and its URI; any
 * error in them is an error. Other repositories are left alone. Undo removes the lists that it
 * brought.
 */
public record UpdatePackageLists(String sourceFile, String uri) implements Change {

  public UpdatePackageLists {
    Paths.check(sourceFile);
  }

  @Override
  public String described() {
    return "read the package lists of " + uri;
  }

  @Override
  public List<String> shown() {
    return List.of("$ " + Apt.update(sourceFile).line());
  }

  @Override
  public String undoDescribed() {
    return "remove the package lists of " + uri;
  }
}
