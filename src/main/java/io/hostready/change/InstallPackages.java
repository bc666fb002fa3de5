package io.hostready.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Installs packages with their dependencies. Immediately before, the package manager simulates it.
 * The change is refused if it would remove a package that is not allowed, if the result differs
 * from the plan, or if a package would come from another repository than the named one. Undo
 * removes exactly the packages that were installed.
 *
 * @param mayRemove packages that may be removed, by name
 * @param repository the address of the repository that must provide the requested packages; empty
 *     to accept any of the host's repositories
 * @param expected the simulation at plan time; empty if earlier steps of the same plan change it
 */
public record InstallPackages(
    PackageManager manager,
    List<PackageRequest> requests,
    List<String> mayRemove,
    Optional<String> repository,
    Optional<PackageActions> expected)
    implements Change {

  public InstallPackages {
    requests = List.copyOf(requests);
    mayRemove = List.copyOf(mayRemove);
    if (requests.isEmpty()) {
      throw new IllegalArgumentException("no package to install");
    }
    mayRemove.forEach(PackageRequest::checkName);
  }

  /** The packages as a plan names them: {@code name} or {@code name=version}. */
  public List<String> arguments() {
    return requests.stream().map(PackageRequest::argument).toList();
  }

  /** The command; it refuses removals by itself if none is allowed. */
  public ProgramCall command() {
    return manager.install(requests, !mayRemove.isEmpty());
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
        actions -> lines.addAll(actions.preview(manager)),
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
