package io.hostready.change;

import io.hostready.facts.OpenPgpKeys;
import io.hostready.host.Content;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes being planned, in order, and the host as it will be once they are made, so that a later
 * step sees what an earlier one will have done. What is so already becomes no change. Nothing here
 * changes the host. Every method throws {@link NotPossible} when it cannot plan.
 */
public final class Draft {

  private static final Duration SIMULATION_LIMIT = Duration.ofMinutes(2);

  private final Host live;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final Map<String, FileState> files = new LinkedHashMap<>();
  private final Map<Setting, String> settings = new LinkedHashMap<>();
  private Host planned;

  /** True once a planned step may change settings, such as one that runs programs. */
  private boolean settingsMayChange;

  /** True once a planned step changes what apt knows or has installed. */
  private boolean packagesMayChange;

  public Draft(Host live) {
    this.live = live;
    this.planned = live;
  }

  /** The changes so far, in the order in which they will be made. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Leaves a part of what is wanted to a person; why says what and how, in sentences. */
  public void leave(String why) {
    left.add(why);
  }

  /** What is left to a person, in sentences; a copy of the draft starts without. */
  public List<String> left() {
    return List.copyOf(left);
  }

  /** The host with the changes so far; commands answer as on the host as it is now. */
  public Host host() {
    return planned;
  }

  /** What is or will be at a path. */
  public FileState state(String path) {
    FileState known = files.get(path);
    return known != null ? known : FileState.of(live, path);
  }

  /** True where packages are or will be other than they are now, by a step planned so far. */
  public boolean changesPackages() {
    return packagesMayChange;
  }

  /** Writes a text file. The mode is for a new file; one that is there keeps its own. */
  public void write(String path, String text, int modeIfNew) {
    FileState before = state(path);
    write(path, text, before instanceof FileState.Regular r ? r.mode() : modeIfNew, before);
  }

  /** Writes a text file and gives it a mode, also where it is there already. */
  public void writeWithMode(String path, String text, int mode) {
    write(path, text, mode, state(path));
  }

  private void write(String path, String text, int mode, FileState before) {
    Content content = Content.of(text);
    switch (before) {
      case FileState.Missing _ -> makeParents(path);
      case FileState.Regular regular -> {
        if (regular.content().equals(content) && regular.mode() == mode) {
          return;
        }
      }
      case FileState.Directory _, FileState.Other _ -> throw notAFile(path, before);
    }
    add(new WriteFile(path, content, mode, before));
  }

  /** Removes a file; the journal keeps it. No change where nothing is there. */
  public void remove(String path) {
    FileState before = state(path);
    switch (before) {
      case FileState.Missing _ -> {}
      case FileState.Regular _ -> add(new RemoveFile(path, before));
      case FileState.Directory _, FileState.Other _ -> throw notAFile(path, before);
    }
  }

  /** Makes a directory, and those above it, where they are missing. */
  public void makeDirectory(String path, int mode) {
    switch (state(path)) {
      case FileState.Directory _ -> {}
      case FileState.Missing _ -> {
        makeParents(path);
        add(new MakeDirectory(path, mode));
      }
      case FileState.Other _ when isDirectory(path) -> {} // a link to one serves
      case FileState.Regular file -> throw notADirectory(path, file);
      case FileState.Other other -> throw notADirectory(path, other);
    }
  }

  private boolean isDirectory(String path) {
    return planned.status(path) instanceof FileStatus.Present present
        && present.type() == FileStatus.Type.DIRECTORY;
  }

  private void makeParents(String path) {
    String parent = Paths.parent(path);
    if (!parent.equals("/")) {
      makeDirectory(parent, 0755);
    }
  }

  /** Fetches a repository's key, unless the file holds that key and no other already. */
  public void fetchKey(String url, String path, String fingerprint) {
    FileState before = state(path);
    if (before instanceof FileState.Directory || before instanceof FileState.Other) {
      throw notAFile(path, before);
    }
    if (before instanceof FileState.Missing) {
      makeParents(path);
    }
    if (before instanceof FileState.Regular file
        && file.mode() == 0644
        && OpenPgpKeys.isExactly(fingerprint, path, file.content())) {
      return;
    }
    add(new FetchKey(url, path, 0644, fingerprint, before));
  }

  /** Brings a setting to a value, unless it surely has it then. */
  public void set(Setting setting, String value) {
    setting.check(value);
    Optional<String> before = value(setting);
    if (before.filter(value::equals).isPresent()) {
      return;
    }
    add(new SetState(setting, before, value));
  }

  /**
   * The value that a setting surely has then; empty where steps planned so far may change it.
   *
   * @throws NotPossible when it cannot be seen and no step planned so far can change that
   */
  public Optional<String> value(Setting setting) {
    if (settingsMayChange) {
      return Optional.empty();
    }
    String known = settings.get(setting);
    if (known != null) {
      return Optional.of(known);
    }
    return switch (setting.read(live)) {
      case Setting.Reading.Value(String now) -> Optional.of(now);
      case Setting.Reading.Unknown(String why) ->
          throw new NotPossible(setting.described() + " cannot be seen: " + why + ".");
    };
  }

  /** Runs a program when the changes are made. */
  public void run(Command command, String purpose) {
    run(command, purpose, Keeps.NOTHING);
  }

  /** Runs a program; some things must survive it. */
  public void run(Command command, String purpose, Keeps keeps) {
    add(new RunCommand(command, purpose, RunCommand.When.APPLY, false, keeps));
  }

  /** Runs a program when the changes are taken back, after those planned later than this. */
  public void runOnUndo(Command command, String purpose) {
    add(new RunCommand(command, purpose, RunCommand.When.UNDO, false, Keeps.NOTHING));
  }

  /** Writes a text file if a program takes it; see {@link CheckFile}. */
  public void writeChecked(String path, String text, int modeIfNew, List<String> argv) {
    if (!(state(path) instanceof FileState.Regular regular
        && regular.content().equals(Content.of(text)))) {
      add(new CheckFile(path, Content.of(text), argv));
    }
    write(path, text, modeIfNew);
  }

  /** Ends the run here where a repository has no packages for a release. */
  public void find(FindRelease look) {
    add(look);
  }

  /** Reads the package lists of one repository. */
  public void updatePackageLists(String sourceFile, String uri) {
    add(new UpdatePackageLists(sourceFile, uri));
  }

  /** Reads the package lists of all sources. */
  public void updateAllPackageLists() {
    add(UpdatePackageLists.ofAll());
  }

  /** Installs packages; apt may remove those that are named and no others. */
  public void install(List<PackageRequest> requests, List<String> mayRemove) {
    settleDpkg();
    InstallPackages asked = new InstallPackages(requests, mayRemove, Optional.empty());
    Optional<AptActions> expected = simulate(asked.command());
    expected.ifPresent(
        actions ->
            actions
                .firstUnexpectedRemoval(mayRemove)
                .ifPresent(
                    name -> {
                      throw new NotPossible(
                          "apt would remove '"
                              + name
                              + "' to install "
                              + String.join(", ", asked.arguments())
                              + ", and that is nobody's wish. Look at 'apt-get --simulate"
                              + " install "
                              + String.join(" ", asked.arguments())
                              + "'.");
                    }));
    boolean nothingToDo =
        expected.map(actions -> actions.actions().isEmpty()).orElse(false) && areSettledAt(asked);
    if (!nothingToDo) {
      add(new InstallPackages(requests, mayRemove, expected));
    }
  }

  /** Whether every package is installed; apt also has nothing to do for one it only marks. */
  private boolean areSettledAt(InstallPackages asked) {
    try {
      PackageStates states = PackageStates.of(live);
      return asked.requests().stream().allMatch(request -> states.isInstalled(request.name()));
    } catch (ChangeFailed unseen) {
      return false;
    }
  }

  /** Removes packages, their configuration files excepted. */
  public void removePackages(List<String> names) {
    settleDpkg();
    add(new RemovePackages(names, simulate(Apt.remove(names))));
  }

  /** Plans to bring dpkg out of the middle of something; apt does nothing before that. */
  private void settleDpkg() {
    if (isDpkgSettled() || !live.isLive()) {
      return;
    }
    PackageStates states;
    try {
      states = PackageStates.of(live);
    } catch (ChangeFailed failed) {
      throw new NotPossible(failed.why());
    }
    List<String> unsettled = states.unsettled();
    List<String> half =
        unsettled.stream()
            .filter(name -> states.find(name).orElseThrow().status().equals("half-installed"))
            .toList();
    if (!half.isEmpty()) {
      List<String> argv = new ArrayList<>(List.of("dpkg", "--remove"));
      argv.add("--force-remove-reinstreq"); // dpkg(1): else it wants the package's file again
      argv.addAll(half);
      run(Command.of(argv).within(Duration.ofMinutes(10)), "remove what dpkg left half installed");
    }
    if (!states.isSettled()) {
      run(PackageActs.CONFIGURE, "finish what an interrupted dpkg left");
      packagesMayChange = true;
    }
  }

  /** True once dpkg was looked at in this draft, or will have been put to work by it. */
  private boolean isDpkgSettled() {
    return changes.stream()
        .anyMatch(
            change ->
                change instanceof InstallPackages
                    || change instanceof RemovePackages
                    || (change instanceof RunCommand run
                        && run.command().equals(PackageActs.CONFIGURE)));
  }

  private Optional<AptActions> simulate(Command command) {
    if (packagesMayChange || !live.isLive()) {
      return Optional.empty();
    }
    return Optional.of(AptActions.of(live.run(Apt.simulated(command), SIMULATION_LIMIT), command));
  }

  private FileState made(FileState before, Content content, int mode) {
    if (before instanceof FileState.Regular regular) {
      return new FileState.Regular(content, mode, regular.owner(), regular.group());
    }
    FileState.Directory root = owner();
    return new FileState.Regular(content, mode, root.owner(), root.group());
  }

  /** What is new belongs to whom the root belongs to. */
  private FileState.Directory owner() {
    return FileState.of(live, "/") instanceof FileState.Directory root
        ? root
        : new FileState.Directory(0755, "root", "root");
  }

  /** Plans a program that an earlier run had planned and did not come to; once is enough. */
  public void runWhatWasLeft(RunCommand program) {
    if (!changes.contains(program)) {
      add(program);
    }
  }

  /**
   * Takes a change as it is, such as one of a plan that was made earlier. Whoever gives it has
   * looked whether it fits.
   */
  void add(Change change) {
    switch (change) {
      case WriteFile(String path, Content content, int mode, FileState before) ->
          put(path, made(before, content, mode));
      case RemoveFile(String path, _) -> put(path, new FileState.Missing());
      case MakeDirectory(String path, int mode) -> {
        FileState.Directory root = owner();
        put(path, new FileState.Directory(mode, root.owner(), root.group()));
      }
      case FetchKey(_, String path, int mode, _, FileState before) ->
          put(path, made(before, Content.of(""), mode));
      case SetState(Setting setting, _, String after) -> put(setting, after);
      case RunCommand run -> settingsMayChange |= run.when() == RunCommand.When.APPLY;
      case CheckFile _, FindRelease _ -> {}
      case UpdatePackageLists _ -> packagesMayChange = true;
      case InstallPackages _, RemovePackages _ -> {
        packagesMayChange = true;
        settingsMayChange = true; // packages start services, load modules and set sysctls
      }
    }
    changes.add(change);
    planned = new Host(live.source(), new PlannedFiles(filesOf(live), files), live::run);
  }

  /**
   * Takes a change of a plan that was made earlier, if what it expects of settings and packages is
   * still so.
   */
  void addIfCurrent(Change change) {
    switch (change) {
      case SetState(Setting setting, Optional<String> before, String after) -> {
        Optional<String> now = before.isEmpty() ? before : value(setting);
        if (!now.equals(before)) {
          throw new NotPossible(
              setting.described()
                  + " has changed since the plan was made: expected '"
                  + before.orElseThrow()
                  + "', found '"
                  + now.orElse("something that cannot be told yet")
                  + "'. Make a new plan.");
        }
      }
      case InstallPackages install ->
          checkCurrent(install.expected(), () -> simulate(install.command()));
      case RemovePackages remove ->
          checkCurrent(remove.expected(), () -> simulate(Apt.remove(remove.names())));
      case MakeDirectory(String path, _) when !(state(path) instanceof FileState.Missing) ->
          throw new NotPossible(
              path
                  + " has changed since the plan was made: expected nothing, found "
                  + state(path).described()
                  + ". Make a new plan.");
      case WriteFile _,
          RemoveFile _,
          MakeDirectory _,
          CheckFile _,
          FindRelease _,
          FetchKey _,
          RunCommand _,
          UpdatePackageLists _ -> {}
    }
    add(change);
  }

  private static void checkCurrent(
      Optional<AptActions> planned, java.util.function.Supplier<Optional<AptActions>> simulation) {
    if (planned.isPresent() && !simulation.get().equals(planned)) {
      throw new NotPossible(
          "apt would no longer do what the plan says: "
              + String.join(", ", planned.get().shown()).strip()
              + ". Make a new plan.");
    }
  }

  /** The same draft, to go on with apart from this one. */
  public Draft copy() {
    Draft copy = new Draft(live);
    changes.forEach(copy::add);
    return copy;
  }

  private void put(String path, FileState after) {
    files.put(path, after);
    packagesMayChange |= path.startsWith("/etc/apt/");
  }

  private void put(Setting setting, String value) {
    settings.put(setting, value);
    if (setting instanceof Setting.Sysctl sysctl) {
      files.put(sysctl.path(), made(state(sysctl.path()), Content.of(value + "\n"), 0644));
    }
    if (setting instanceof Setting.Module(String name)) {
      files.put(
          "/sys/module/" + name.replace('-', '_'),
          value.equals(Setting.Module.LOADED)
              ? new FileState.Directory(0755, "root", "root")
              : new FileState.Missing());
    }
  }

  private static io.hostready.host.HostFiles filesOf(Host host) {
    return new io.hostready.host.HostFiles() {
      @Override
      public io.hostready.host.FileContent read(String path) {
        return host.bytes(path);
      }

      @Override
      public io.hostready.host.Listing list(String path) {
        return host.list(path);
      }

      @Override
      public FileStatus status(String path, boolean follow) {
        return follow ? host.status(path) : host.statusOfLink(path);
      }
    };
  }

  private static NotPossible notAFile(String path, FileState found) {
    return new NotPossible(
        path
            + " is "
            + found.described()
            + "; expected a plain file or nothing. Look at it, and move it away if it is not"
            + " needed.");
  }

  private static NotPossible notADirectory(String path, FileState found) {
    return new NotPossible(
        path + " is " + found.described() + "; expected a directory. Look at it.");
  }
}
