package io.hostready.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes packages; their configuration files remain. Refused if others would be removed, too. Undo
 * installs the same versions again if they can still be downloaded.
 *
 * @param expected the simulation at plan time; empty if earlier steps of the same plan change it
 */
public record RemovePackages(
    PackageManager manager, List<String> names, Optional<PackageActions> expected)
    implements Change {

  public RemovePackages {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no package to remove");
    }
    names.forEach(PackageRequest::checkName);
  }

  public ProgramCall command() {
    return manager.remove(names);
  }

  @Override
  public ChangeSummary summary() {
    return ChangeSummary.remove(String.join(" ", names));
  }

  @Override
  public List<String> details() {
    return expected.map(actions -> actions.preview(manager)).orElse(List.of());
  }

  @Override
  public List<String> preview() {
    List<String> lines = new ArrayList<>();
    lines.add("$ " + command().line());
    details().forEach(line -> lines.add("  " + line));
    return lines;
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of("reinstall " + String.join(" ", names));
  }
}
