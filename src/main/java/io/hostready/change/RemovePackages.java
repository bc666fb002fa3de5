package io.hostready.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes packages; their configuration files remain. Refused if apt would remove others, too. Undo
 * installs the same versions again if apt can still download them.
 *
 * @param expected apt's simulation at plan time; empty if earlier steps of the same plan change it
 */
public record RemovePackages(List<String> names, Optional<AptSimulation> expected)
    implements Change {

  public RemovePackages {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no package to remove");
    }
    names.forEach(PackageRequest::checkName);
  }

  @Override
  public ChangeSummary summary() {
    return ChangeSummary.remove(String.join(" ", names));
  }

  @Override
  public List<String> details() {
    return expected.map(AptSimulation::preview).orElse(List.of());
  }

  @Override
  public List<String> preview() {
    List<String> lines = new ArrayList<>();
    lines.add("$ " + AptCommands.remove(names).line());
    details().forEach(line -> lines.add("  " + line));
    return lines;
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of("reinstall " + String.join(" ", names));
  }
}
