package io.hostready.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Installs packages with what they depend on. Immediately before, apt is asked what it would do; a
 * removal that is not allowed here, or another outcome than the plan showed, is refused, and so is
 * a package that would come from another repository than the one that is named. Undo removes what
 * was brought in and nothing else.
 *
 * @param mayRemove packages that apt may remove on the way, by name
 * @param repository the address of the repository that the requested packages must come from; empty
 *     where any of the host's will do
 * @param expected what apt said at plan time; empty where earlier steps of the same plan decide it
 */
public record InstallPackages(
    List<PackageRequest> requests,
    List<String> mayRemove,
    Optional<String> repository,
    Optional<AptSimulation> expected)
    implements Change {

  public InstallPackages {
    requests = List.copyOf(requests);
    mayRemove = List.copyOf(mayRemove);
    if (requests.isEmpty()) {
      throw new IllegalArgumentException("no package to install");
    }
    mayRemove.forEach(PackageRequest::checkName);
  }

  public List<String> arguments() {
    return requests.stream().map(PackageRequest::argument).toList();
  }

  /** What is run; apt itself refuses removals where none is allowed. */
  public ProgramCall command() {
    return mayRemove.isEmpty()
        ? AptCommands.install(arguments(), false)
        : AptCommands.installRemoving(arguments(), false);
  }

  @Override
  public ChangeSummary summary() {
    return new ChangeSummary(ChangeSummary.Sign.CREATE, "install", String.join(" ", arguments()));
  }

  @Override
  public List<String> details() {
    List<String> lines = new ArrayList<>();
    repository.ifPresent(uri -> lines.add("only from " + uri));
    expected.ifPresentOrElse(
        actions -> lines.addAll(actions.preview()),
        () ->
            lines.add(
                "and their dependencies; "
                    + (mayRemove.isEmpty()
                        ? "no package is removed"
                        : "may remove " + String.join(", ", mayRemove))));
    return lines;
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
    return Optional.of("remove the installed packages and their configuration");
  }
}
