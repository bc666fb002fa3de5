package io.hostready.change.apply;

import io.hostready.change.AptCommands;
import io.hostready.change.AptSimulation;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.FetchKey;
import io.hostready.change.InstallPackages;
import io.hostready.change.PackageOrigins;
import io.hostready.change.PackageRequest;
import io.hostready.change.PackageStates;
import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.RemovePackages;
import io.hostready.change.Reversal;
import io.hostready.change.UpdatePackageLists;
import io.hostready.facts.OpenPgpKeys;
import io.hostready.host.CannotWrite;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Content;
import io.hostready.host.FileSnapshot;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes changes of what apt knows and has installed; {@link PackageReverter} takes them back. */
public record PackageExecutor(RunContext context) {

  static final String LISTS = "/var/lib/apt/lists";

  /** How names of lists that apt has not taken yet begin. */
  static final String PARTIAL = "partial/";

  static final String PARTIAL_LISTS = LISTS + "/partial";

  PreparedChange fetchKey(FetchKey change) throws ChangeFailedException, CannotWrite {
    FileExecutor files = new FileExecutor(context);
    files.refuseStale(change.path(), change.before());
    Content content =
        context.fetched(
            change.url(), "fetched-key", FetchKey.MOST_BYTES, path -> checked(change, path));
    return files.writing(change.path(), content, change.mode());
  }

  /** The key file to write, made from the packets that were verified and not from what came. */
  private Content checked(FetchKey change, String fetched) throws ChangeFailedException {
    if (!(context.now().bytes(fetched) instanceof Present(var bytes, _))) {
      throw new ChangeFailedException(
          "apt fetched nothing from " + change.url() + "; expected a key.");
    }
    OpenPgpKeys keys;
    try {
      keys = OpenPgpKeys.read(Content.of(bytes));
    } catch (IllegalArgumentException wrong) {
      throw new ChangeFailedException(
          "what "
              + change.url()
              + " gave is not the key: "
              + wrong.getMessage()
              + ". Expected the key "
              + FetchKey.spaced(change.fingerprint())
              + ". Nothing was written; look at who answers at that address.",
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

  PreparedChange updateLists(UpdatePackageLists change) throws CannotWrite {
    String prefix = change.uri().isEmpty() ? "" : listPrefix(change.uri());
    List<String> before = lists(context.now(), prefix);
    Map<String, FileSnapshot> directories = new LinkedHashMap<>();
    if (context.now().has(LISTS)) {
      for (String path : List.of(LISTS + "/auxfiles", PARTIAL_LISTS)) {
        directories.put(path, context.machine().files().snapshot(path));
      }
    }
    return new PreparedChange(
        new Reversal.RemovePackageLists(prefix, before, directories),
        () -> {
          context.runApt(change.command());
          return Optional.empty();
        });
  }

  /**
   * The package lists of which the names start so, below {@link #LISTS}, with what apt leaves of
   * those that it refuses: partial/NAME.
   */
  static List<String> lists(Host host, String prefix) {
    return Stream.of("", PARTIAL)
        .flatMap(
            directory ->
                host.list(LISTS + "/" + directory) instanceof Present(var names, _)
                    ? names.stream()
                        .filter(name -> isList(name, prefix))
                        .map(name -> directory + name)
                    : Stream.of())
        .toList();
  }

  /** Whether a name in apt's directory is that of a list, and not of its lock or directories. */
  private static boolean isList(String name, String prefix) {
    return name.contains("_") && name.startsWith(prefix);
  }

  /** How apt names the lists of a repository: apt-pkg/contrib/strutl.cc, URItoFileName. */
  static String listPrefix(String uri) {
    String plain = uri.replaceFirst("^[a-z+]+:(//)?([^/@]*@)?", "").replaceFirst("/+$", "");
    StringBuilder name = new StringBuilder();
    for (char each : plain.toCharArray()) {
      if (each == '/') {
        name.append('_');
      } else if ("\\|{}[]<>\"^~_=!@#$%^&*".indexOf(each) >= 0 || each <= ' ' || each >= 0x7f) {
        name.append(String.format(java.util.Locale.ROOT, "%%%02x", (int) each));
      } else {
        name.append(each);
      }
    }
    return name.append('_').toString();
  }

  PreparedChange install(InstallPackages change) throws ChangeFailedException {
    ProgramCall command = change.command();
    AptSimulation actions = simulate(command);
    Optional<String> removed = actions.firstUnexpectedRemoval(change.mayRemove());
    if (removed.isPresent()) {
      throw new ChangeFailedException(
          "apt would remove '"
              + removed.get()
              + "' to "
              + change.described()
              + ", which the plan does not allow. Look at '"
              + AptCommands.plain(AptCommands.simulated(command))
              + " --simulate'.");
    }
    Optional<String> wrongOrigin = PackageOrigins.wrong(context.now(), change, actions);
    if (wrongOrigin.isPresent()) {
      throw new ChangeFailedException(wrongOrigin.get());
    }
    refuseStale(change.expected(), actions);
    List<String> names = change.requests().stream().map(PackageRequest::name).toList();
    return prepared(command, actions, names);
  }

  PreparedChange remove(RemovePackages change) throws ChangeFailedException {
    ProgramCall command = AptCommands.remove(change.names());
    AptSimulation actions = simulate(command);
    refuseStale(change.expected(), actions);
    Optional<String> removed = actions.firstUnexpectedRemoval(change.names());
    if (removed.isPresent()) {
      throw new ChangeFailedException(
          "apt would remove '"
              + removed.get()
              + "' too, to "
              + change.described()
              + ". Remove it yourself first if that is right.");
    }
    return prepared(command, actions, change.names());
  }

  private AptSimulation simulate(ProgramCall command) throws ChangeFailedException {
    Host host = context.now();
    PackageStates states = PackageStates.of(host);
    if (!states.isSettled()) {
      throw new ChangeFailedException(
          "dpkg was interrupted"
              + (states.unsettled().isEmpty()
                  ? ""
                  : ", and left unsettled: " + String.join(", ", states.unsettled()))
              + ". Run 'dpkg --configure -a', or make a new plan, which begins with that.");
    }
    CommandOutcome said = host.run(AptCommands.simulated(command), AptCommands.SIMULATION_LIMIT);
    try {
      return AptSimulation.of(said, command);
    } catch (PlanningException refused) {
      throw new ChangeFailedException(refused.why(), refused);
    }
  }

  private static void refuseStale(Optional<AptSimulation> planned, AptSimulation now)
      throws ChangeFailedException {
    if (planned.isPresent() && !planned.get().equals(now)) {
      throw new ChangeFailedException(
          "apt would no longer do what the plan says: expected "
              + String.join(", ", planned.get().shown()).strip()
              + "; now "
              + String.join(", ", now.shown()).strip()
              + ". Make a new plan.");
    }
  }

  private PreparedChange prepared(ProgramCall command, AptSimulation actions, List<String> named)
      throws ChangeFailedException {
    Host host = context.now();
    PackageStates states = PackageStates.of(host);
    Map<String, PackageStates.State> before = new TreeMap<>();
    for (AptSimulation.Action action : actions.actions()) {
      states.find(action.name()).ifPresent(state -> before.put(action.name(), state));
    }
    List<String> automatic =
        PackageStates.said(host, List.of("apt-mark", "showauto"))
            .lines()
            .filter(name -> named.contains(name) || before.containsKey(name))
            .sorted()
            .toList();
    return new PreparedChange(
        new Reversal.RestorePackages(actions, before, automatic),
        () -> {
          new PackageRemoval(context).run(command);
          verify(actions);
          return Optional.empty();
        });
  }

  private void verify(AptSimulation actions) throws ChangeFailedException {
    PackageStates now = PackageStates.of(context.now());
    for (AptSimulation.Action action : actions.actions()) {
      boolean right =
          action.isRemoval()
              ? !now.isInstalled(action.name())
              : now.find(action.name())
                  .filter(PackageStates.State::isInstalled)
                  .filter(state -> state.version().equals(action.to().orElseThrow()))
                  .isPresent();
      if (!right) {
        throw new ChangeFailedException(
            "apt ended well, and yet did not "
                + action
                + "; found "
                + now.find(action.name()).map(Object::toString).orElse("no such package")
                + ". Look at "
                + context.journal().log()
                + ".");
      }
    }
  }
}
