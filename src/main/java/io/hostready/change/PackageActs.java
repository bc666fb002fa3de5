package io.hostready.change;

import io.hostready.facts.OpenPgpKeys;
import io.hostready.host.CannotWrite;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Content;
import io.hostready.host.FileSnapshot;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes changes of what apt knows and has installed; {@link PackageUndo} takes them back. */
record PackageActs(Site site) {

  static final String LISTS = "/var/lib/apt/lists";

  /** How names of lists that apt has not taken yet begin. */
  static final String PARTIAL = "partial/";

  static final String PARTIAL_LISTS = LISTS + "/partial";

  /** Finishes what an interrupted dpkg left, without which apt does nothing. dpkg(1). */
  static final Command CONFIGURE =
      new Command(
          List.of("dpkg", "--configure", "-a", "--force-confdef", "--force-confold"),
          Map.of("DEBIAN_FRONTEND", "noninteractive"),
          Duration.ofMinutes(30));

  Prepared fetchKey(FetchKey change) throws ChangeFailed, CannotWrite {
    FileActs files = new FileActs(site);
    files.refuseStale(change.path(), change.before());
    Content content =
        site.fetched(
            change.url(), "fetched-key", FetchKey.MOST_BYTES, path -> checked(change, path));
    return files.writing(change.path(), content, change.mode());
  }

  /** The key file to write, made from the packets that were verified and not from what came. */
  private Content checked(FetchKey change, String fetched) throws ChangeFailed {
    if (!(site.now().bytes(fetched) instanceof Present(var bytes, _))) {
      throw new ChangeFailed("apt fetched nothing from " + change.url() + "; expected a key.");
    }
    OpenPgpKeys keys;
    try {
      keys = OpenPgpKeys.read(Content.of(bytes));
    } catch (IllegalArgumentException wrong) {
      throw new ChangeFailed(
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
      throw new ChangeFailed(
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

  Prepared updateLists(UpdatePackageLists change) throws CannotWrite {
    String prefix = change.uri().isEmpty() ? "" : listPrefix(change.uri());
    List<String> before = lists(site.now(), prefix);
    Map<String, FileSnapshot> directories = new LinkedHashMap<>();
    if (site.now().has(LISTS)) {
      for (String path : List.of(LISTS + "/auxfiles", PARTIAL_LISTS)) {
        directories.put(path, site.machine().files().snapshot(path));
      }
    }
    return new Prepared(
        new Reversal.RemovePackageLists(prefix, before, directories),
        () -> {
          site.runApt(change.command());
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

  Prepared install(InstallPackages change) throws ChangeFailed {
    Command command = change.command();
    AptActions actions = simulate(command);
    Optional<String> removed = actions.firstUnexpectedRemoval(change.mayRemove());
    if (removed.isPresent()) {
      throw new ChangeFailed(
          "apt would remove '"
              + removed.get()
              + "' to "
              + change.described()
              + ", which the plan does not allow. Look at '"
              + Apt.plain(Apt.simulated(command))
              + " --simulate'.");
    }
    Optional<String> wrongOrigin = PackageOrigins.wrong(site.now(), change, actions);
    if (wrongOrigin.isPresent()) {
      throw new ChangeFailed(wrongOrigin.get());
    }
    refuseStale(change.expected(), actions);
    List<String> names = change.requests().stream().map(PackageRequest::name).toList();
    return prepared(command, actions, names);
  }

  Prepared remove(RemovePackages change) throws ChangeFailed {
    Command command = Apt.remove(change.names());
    AptActions actions = simulate(command);
    refuseStale(change.expected(), actions);
    Optional<String> removed = actions.firstUnexpectedRemoval(change.names());
    if (removed.isPresent()) {
      throw new ChangeFailed(
          "apt would remove '"
              + removed.get()
              + "' too, to "
              + change.described()
              + ". Remove it yourself first if that is right.");
    }
    return prepared(command, actions, change.names());
  }

  private AptActions simulate(Command command) throws ChangeFailed {
    Host host = site.now();
    PackageStates states = PackageStates.of(host);
    if (!states.isSettled()) {
      throw new ChangeFailed(
          "dpkg was interrupted"
              + (states.unsettled().isEmpty()
                  ? ""
                  : ", and left unsettled: " + String.join(", ", states.unsettled()))
              + ". Run 'dpkg --configure -a', or make a new plan, which begins with that.");
    }
    CommandOutcome said = host.run(Apt.simulated(command), Apt.SIMULATION_LIMIT);
    try {
      return AptActions.of(said, command);
    } catch (NotPossible refused) {
      throw new ChangeFailed(refused.why(), refused);
    }
  }

  private static void refuseStale(Optional<AptActions> planned, AptActions now)
      throws ChangeFailed {
    if (planned.isPresent() && !planned.get().equals(now)) {
      throw new ChangeFailed(
          "apt would no longer do what the plan says: expected "
              + String.join(", ", planned.get().shown()).strip()
              + "; now "
              + String.join(", ", now.shown()).strip()
              + ". Make a new plan.");
    }
  }

  private Prepared prepared(Command command, AptActions actions, List<String> named)
      throws ChangeFailed {
    Host host = site.now();
    PackageStates states = PackageStates.of(host);
    Map<String, PackageStates.State> before = new TreeMap<>();
    for (AptActions.Action action : actions.actions()) {
      states.find(action.name()).ifPresent(state -> before.put(action.name(), state));
    }
    List<String> automatic =
        PackageStates.said(host, List.of("apt-mark", "showauto"))
            .lines()
            .filter(name -> named.contains(name) || before.containsKey(name))
            .sorted()
            .toList();
    return new Prepared(
        new Reversal.PutBackPackages(actions, before, automatic),
        () -> {
          new PackageRemoval(site).run(command);
          verify(actions);
          return Optional.empty();
        });
  }

  private void verify(AptActions actions) throws ChangeFailed {
    PackageStates now = PackageStates.of(site.now());
    for (AptActions.Action action : actions.actions()) {
      boolean right =
          action.isRemoval()
              ? !now.isInstalled(action.name())
              : now.find(action.name())
                  .filter(PackageStates.State::isInstalled)
                  .filter(state -> state.version().equals(action.to().orElseThrow()))
                  .isPresent();
      if (!right) {
        throw new ChangeFailed(
            "apt ended well, and yet did not "
                + action
                + "; found "
                + now.find(action.name()).map(Object::toString).orElse("no such package")
                + ". Look at "
                + site.journal().log()
                + ".");
      }
    }
  }
}
