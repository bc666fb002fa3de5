package io.hostready.change.apply;

import io.hostready.change.Apt;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.Dnf;
import io.hostready.change.FetchKey;
import io.hostready.change.InstallPackages;
import io.hostready.change.PackageActions;
import io.hostready.change.PackageManager;
import io.hostready.change.PackageRequest;
import io.hostready.change.PackageStates;
import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.RemovePackages;
import io.hostready.change.Reversal;
import io.hostready.facts.OpenPgpKeys;
import io.hostready.host.Bytes;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.host.WriteFailedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Applies changes of keys and packages; {@link PackageReverter} reverts them. */
public record PackageExecutor(RunContext context) {

  PreparedChange fetchKey(FetchKey change) throws ChangeFailedException, WriteFailedException {
    FileExecutor files = new FileExecutor(context);
    files.refuseStale(change.path(), change.before());
    Bytes content =
        context.fetched(
            change.manager(),
            change.url(),
            "fetched-key",
            FetchKey.MOST_BYTES,
            path -> checked(change, path));
    return files.writing(change.path(), content, change.mode());
  }

  /** The key file to write, created from the verified packets and not from the downloaded bytes. */
  private Bytes checked(FetchKey change, String fetched) throws ChangeFailedException {
    if (!(context.now().bytes(fetched) instanceof Present(var bytes, _))) {
      throw new ChangeFailedException(
          change.manager().id() + " fetched no key from " + change.url() + ".");
    }
    OpenPgpKeys keys;
    try {
      keys = OpenPgpKeys.read(Bytes.of(bytes));
    } catch (IllegalArgumentException wrong) {
      throw new ChangeFailedException(
          change.url()
              + " is not the key: "
              + wrong.getMessage()
              + ". Expected the key "
              + FetchKey.spaced(change.fingerprint())
              + ". Check which server answers at that address.",
          wrong);
    }
    List<String> expected = List.of(change.fingerprint());
    if (!keys.fingerprints().equals(expected)) {
      String found =
          keys.fingerprints().stream().map(FetchKey::spaced).collect(Collectors.joining(" and "));
      throw new ChangeFailedException(
          change.url()
              + " gave the key "
              + found
              + "; expected "
              + FetchKey.spaced(change.fingerprint())
              + " and no other. Nothing was written. The connection may be intercepted, or"
              + " the repository has a new key: compare it with what its owner"
              + " publishes elsewhere.");
    }
    return keys.inFormOf(change.path());
  }

  PreparedChange install(InstallPackages change) throws ChangeFailedException {
    ProgramCall command = change.command();
    PackageManager manager = change.manager();
    PackageActions actions = simulate(manager, command);
    Optional<String> removed = actions.firstUnexpectedRemoval(change.mayRemove());
    if (removed.isPresent()) {
      throw new ChangeFailedException(
          manager.id()
              + " would remove '"
              + removed.get()
              + "' to "
              + change.description()
              + ", which the plan does not allow. See '"
              + manager.plain(manager.simulated(command))
              + " --simulate'.");
    }
    Optional<String> wrongOrigin = manager.wrongOrigin(context.now(), change, actions);
    if (wrongOrigin.isPresent()) {
      throw new ChangeFailedException(wrongOrigin.get());
    }
    refuseStale(manager, change.expected(), actions);
    List<String> names = change.requests().stream().map(PackageRequest::name).toList();
    return prepared(manager, command, actions, names);
  }

  PreparedChange remove(RemovePackages change) throws ChangeFailedException {
    PackageManager manager = change.manager();
    ProgramCall command = change.command();
    PackageActions actions = simulate(manager, command);
    refuseStale(manager, change.expected(), actions);
    Optional<String> removed = actions.firstUnexpectedRemoval(change.names());
    if (removed.isPresent()) {
      throw new ChangeFailedException(
          manager.id()
              + " would remove '"
              + removed.get()
              + "' too, to "
              + change.description()
              + ". Remove it yourself first if that is right.");
    }
    return prepared(manager, command, actions, change.names());
  }

  private PackageActions simulate(PackageManager manager, ProgramCall command)
      throws ChangeFailedException {
    Host host = context.now();
    PackageStates states = manager.states(host);
    if (!states.isConsistent()) {
      throw new ChangeFailedException(
          "dpkg was interrupted"
              + (states.interrupted().isEmpty()
                  ? ""
                  : ", and left unsettled: " + String.join(", ", states.interrupted()))
              + ". Run 'dpkg --configure -a', or make a new plan, which begins with that.");
    }
    try {
      return manager.simulate(host, command);
    } catch (PlanningException refused) {
      throw new ChangeFailedException(refused.why(), refused);
    }
  }

  private static void refuseStale(
      PackageManager manager, Optional<PackageActions> planned, PackageActions now)
      throws ChangeFailedException {
    if (planned.isPresent() && !planned.get().equals(now)) {
      throw new ChangeFailedException(
          "stale plan: "
              + manager.id()
              + " would no longer make its changes: expected "
              + String.join(", ", planned.get().preview(manager)).strip()
              + "; now "
              + String.join(", ", now.preview(manager)).strip()
              + ". Make a new plan.");
    }
  }

  private PreparedChange prepared(
      PackageManager manager, ProgramCall command, PackageActions actions, List<String> named)
      throws ChangeFailedException {
    Host host = context.now();
    PackageStates states = manager.states(host);
    Map<String, PackageStates.State> before = new TreeMap<>();
    for (PackageActions.Action action : actions.actions()) {
      states.find(action.name()).ifPresent(state -> before.put(action.name(), state));
    }
    List<String> automatic =
        manager.automatic(host).stream()
            .filter(name -> named.contains(name) || before.containsKey(name))
            .sorted()
            .toList();
    return new PreparedChange(
        new Reversal.RestorePackages(manager, actions, before, automatic),
        () -> {
          run(manager, command, actions, named);
          verify(manager, actions);
          return Optional.empty();
        });
  }

  private void run(
      PackageManager manager, ProgramCall command, PackageActions actions, List<String> named)
      throws ChangeFailedException, WriteFailedException {
    switch (manager) {
      case Apt() -> new PackageRemoval(context).run(command);
      case Dnf() -> {
        RpmRecovery recovery = new RpmRecovery(context);
        recovery.removeTemporaryFiles(actions, manager.states(context.now()));
        recovery.removeReplaced(named);
        context.run(manager, command);
      }
    }
  }

  private void verify(PackageManager manager, PackageActions actions) throws ChangeFailedException {
    PackageStates now = manager.states(context.now());
    for (PackageActions.Action action : actions.actions()) {
      boolean right =
          action.isRemoval()
              ? !now.isInstalled(action.name())
              : now.find(action.name())
                  .filter(PackageStates.State::isInstalled)
                  .filter(state -> state.version().equals(action.to().orElseThrow()))
                  .isPresent();
      if (!right) {
        throw new ChangeFailedException(
            manager.id()
                + " ended well, and yet did not "
                + action
                + "; found "
                + now.find(action.name()).map(Object::toString).orElse("no such package")
                + ". See "
                + context.journal().log()
                + ".");
      }
    }
  }
}
