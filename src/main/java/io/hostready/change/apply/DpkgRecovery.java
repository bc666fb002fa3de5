package io.hostready.change.apply;

import io.hostready.change.Apt;
import io.hostready.change.AptCommands;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.PackageActions;
import io.hostready.change.ProgramCall;
import io.hostready.change.Reversal;
import io.hostready.host.Reading.Present;
import io.hostready.host.WriteFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finishes a dpkg operation that was interrupted when a run was killed. Source: dpkg(1). */
record DpkgRecovery(RunContext context) {

  private static final Duration DPKG_LIMIT = Duration.ofMinutes(10);
  private static final String ARCHIVES = "/var/cache/apt/archives";

  /** Finishes an interrupted dpkg operation of this run. */
  void completeInterrupted(Reversal.RestorePackages reversal)
      throws ChangeFailedException, WriteFailedException {
    if (new Apt().states(context.now()).isConsistent()) {
      return;
    }
    context.progress().accept("dpkg was interrupted; finishing what it began");
    try {
      context.run(AptCommands.CONFIGURE);
    } catch (ChangeFailedException unfinished) {
      context.progress().accept(unfinished.why()); // what remains is handled next
    }
    List<String> broken =
        new Apt()
            .states(context.now()).interrupted().stream()
                .filter(
                    name ->
                        reversal.actions().actions().stream()
                            .anyMatch(action -> action.isNew() && action.name().equals(name)))
                .toList();
    for (PackageActions.Action action : reversal.actions().actions()) {
      if (broken.contains(action.name())) {
        unpackWhole(action);
      }
    }
    if (!broken.isEmpty()) {
      // apt refuses everything while a package is half-installed; dpkg(1), --force-things.
      List<String> argv = new ArrayList<>(List.of("dpkg", "--remove"));
      argv.add("--force-remove-reinstreq");
      argv.addAll(broken);
      new PackageRemoval(context).run(ProgramCall.of(argv).within(DPKG_LIMIT));
    }
  }

  /**
   * Lets dpkg restart the unpacking of a package. Until a package is unpacked, dpkg has no list of
   * its files, and removing the package would leave the files that were already unpacked.
   */
  private void unpackWhole(PackageActions.Action action) throws ChangeFailedException {
    boolean isHalf =
        new Apt()
            .states(context.now())
            .find(action.name())
            .filter(state -> state.status().equals("half-installed"))
            .isPresent();
    Optional<String> archive = isHalf ? archive(action) : Optional.empty();
    if (archive.isPresent()) {
      try {
        context.run(ProgramCall.of(List.of("dpkg", "--unpack", archive.get())).within(DPKG_LIMIT));
      } catch (ChangeFailedException unusable) {
        context.progress().accept(unusable.why()); // it is removed in its current state
      }
    }
  }

  /** The files that apt downloaded for an installation, if they still exist. */
  private Optional<String> archive(PackageActions.Action action) {
    // apt-pkg/acquire-item.cc: name_version_architecture.deb, a colon of the version as %3a
    String start =
        action.name().replaceFirst(":.*", "")
            + "_"
            + action.to().orElse("").replace(":", "%3a")
            + "_";
    return context.now().list(ARCHIVES) instanceof Present(var names, _)
        ? names.stream()
            .filter(name -> name.startsWith(start) && name.endsWith(".deb"))
            .map(name -> ARCHIVES + "/" + name)
            .findFirst()
        : Optional.empty();
  }
}
