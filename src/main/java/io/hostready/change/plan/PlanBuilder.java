package io.hostready.change.plan;

import io.hostready.change.Change;
import io.hostready.change.ChangeCodec;
import io.hostready.change.CreateDirectory;
import io.hostready.change.FetchKey;
import io.hostready.change.FileState;
import io.hostready.change.InstallPackages;
import io.hostready.change.PackageRequest;
import io.hostready.change.Paths;
import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.RemoveFile;
import io.hostready.change.RemovePackages;
import io.hostready.change.RequireRelease;
import io.hostready.change.RunCommand;
import io.hostready.change.SetSetting;
import io.hostready.change.Setting;
import io.hostready.change.UpdatePackageLists;
import io.hostready.change.ValidateFile;
import io.hostready.change.WriteFile;
import io.hostready.facts.OpenPgpKeys;
import io.hostready.host.Bytes;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.json.JsonException;
import io.hostready.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes being planned, in order, and the host as it will be once they are made, so that a later
 * step sees what an earlier one will have done. What is so already becomes no change. Nothing here
 * changes the host. Every method throws {@link PlanningException} when it cannot plan.
 */
public final class PlanBuilder {

  private final PlannedHost planned;
  private final PackagePlanner packages;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  public PlanBuilder(Host live) {
    this.planned = new PlannedHost(live);
    this.packages = new PackagePlanner(this, planned);
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
    return planned.host();
  }

  /** What is or will be at a path. */
  public FileState state(String path) {
    return planned.state(path);
  }

  /** True where packages are or will be other than they are now, by a step planned so far. */
  public boolean changesPackages() {
    return planned.packagesMayChange();
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
    Bytes content = Bytes.of(text);
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
        add(new CreateDirectory(path, mode));
      }
      case FileState.Other _ when isDirectory(path) -> {} // a link to one serves
      case FileState.Regular file -> throw notADirectory(path, file);
      case FileState.Other other -> throw notADirectory(path, other);
    }
  }

  private boolean isDirectory(String path) {
    return host().status(path) instanceof Present(var present, _)
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
    add(new SetSetting(setting, before, value));
  }

  /**
   * The value that a setting surely has then; empty where steps planned so far may change it.
   *
   * @throws PlanningException when it cannot be seen and no step planned so far can change that
   */
  public Optional<String> value(Setting setting) {
    return planned.value(setting);
  }

  /** Runs a program when the changes are made. */
  public void run(ProgramCall command, String purpose) {
    add(new RunCommand(command, purpose, RunCommand.When.APPLY));
  }

  /** Runs a program when the changes are taken back, after those planned later than this. */
  public void runOnUndo(ProgramCall command, String purpose) {
    add(new RunCommand(command, purpose, RunCommand.When.UNDO));
  }

  /** Writes a text file if a program takes it; see {@link ValidateFile}. */
  public void writeChecked(String path, String text, int modeIfNew, List<String> argv) {
    if (!(state(path) instanceof FileState.Regular regular
        && regular.content().equals(Bytes.of(text)))) {
      add(new ValidateFile(path, Bytes.of(text), argv));
    }
    write(path, text, modeIfNew);
  }

  /** Ends the run here where a repository has no packages for a release. */
  public void find(RequireRelease look) {
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

  /**
   * Installs packages; apt may remove those that are named and no others. With the address of a
   * repository, every requested package must come from that one.
   */
  public void install(
      List<PackageRequest> requests, List<String> mayRemove, Optional<String> repository) {
    packages.install(requests, mayRemove, repository);
  }

  /** Finishes what dpkg left half done: packages unpacked, or configured in part. */
  public void configurePackages() {
    packages.configure();
  }

  /** Removes packages, their configuration files excepted. */
  public void removePackages(List<String> names) {
    packages.remove(names);
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
    planned.foresee(change);
    changes.add(change);
  }

  /**
   * Takes a change of a plan that was made earlier; the changes before it were taken already.
   *
   * @throws PlanningException when the host is no longer as the plan saw it
   * @throws JsonException when it is no change
   */
  public void addSaved(JsonObject json) {
    try {
      addIfCurrent(ChangeCodec.read(json, this::state));
    } catch (IllegalArgumentException wrong) {
      throw new JsonException(
          "'" + json.findText("what").orElse("a change") + "': " + wrong.getMessage());
    }
  }

  /**
   * Takes a change of a plan that was made earlier, if what it expects of settings and packages is
   * still so.
   */
  private void addIfCurrent(Change change) {
    switch (change) {
      case SetSetting(Setting setting, Optional<String> before, String after) -> {
        Optional<String> now = before.isEmpty() ? before : value(setting);
        if (!now.equals(before)) {
          throw new PlanningException(
              setting.description()
                  + " has changed since the plan was made: expected '"
                  + before.orElseThrow()
                  + "', found '"
                  + now.orElse("something that cannot be told yet")
                  + "'. Make a new plan.");
        }
      }
      case InstallPackages install -> packages.checkCurrent(install);
      case RemovePackages remove -> packages.checkCurrent(remove);
      case CreateDirectory(String path, _) when !(state(path) instanceof FileState.Missing) ->
          throw new PlanningException(
              path
                  + " has changed since the plan was made: expected nothing, found "
                  + state(path).description()
                  + ". Make a new plan.");
      case WriteFile _,
          RemoveFile _,
          CreateDirectory _,
          ValidateFile _,
          RequireRelease _,
          FetchKey _,
          RunCommand _,
          UpdatePackageLists _ -> {}
    }
    add(change);
  }

  /** The same draft, to go on with apart from this one. */
  public PlanBuilder copy() {
    PlanBuilder copy = new PlanBuilder(planned.live());
    changes.forEach(copy::add);
    return copy;
  }

  private static PlanningException notAFile(String path, FileState found) {
    return new PlanningException(
        path
            + " is "
            + found.description()
            + "; expected a plain file or nothing. Look at it, and move it away if it is not"
            + " needed.");
  }

  private static PlanningException notADirectory(String path, FileState found) {
    return new PlanningException(
        path + " is " + found.description() + "; expected a directory. Look at it.");
  }
}
