package io.hostready.change.plan;

import io.hostready.change.Change;
import io.hostready.change.ChangeCodec;
import io.hostready.change.CreateDirectory;
import io.hostready.change.FetchKey;
import io.hostready.change.FileState;
import io.hostready.change.InstallPackages;
import io.hostready.change.PackageManager;
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
 * Changes being planned, in order, and the planned host: its state once they are applied, so that a
 * later step uses the result of an earlier one. A state that is already correct needs no change. No
 * method changes the host. Every method throws {@link PlanningException} if it cannot plan.
 */
public final class PlanBuilder {

  private final PlannedHost planned;
  private final PackagePlanner packages;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  public PlanBuilder(Host live) {
    this(live, live.source().isThisMachine());
  }

  private PlanBuilder(Host live, boolean runsApt) {
    this.planned = new PlannedHost(live);
    this.packages = new PackagePlanner(this, planned, runsApt);
  }

  /** A draft for which neither apt nor dpkg is run, for a quick look. */
  public static PlanBuilder withoutApt(Host live) {
    return new PlanBuilder(live, false);
  }

  /** The changes so far, in the order in which they will be applied. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Adds a manual step; why has the reason and the instructions, in sentences. */
  public void addManualStep(String why) {
    left.add(why);
  }

  /** The manual steps, in sentences; a copy of the draft starts without them. */
  public List<String> left() {
    return List.copyOf(left);
  }

  /** The host with the changes so far; commands answer as on the current host. */
  public Host host() {
    return planned.host();
  }

  /** The current or planned state of a path. */
  public FileState state(String path) {
    return planned.state(path);
  }

  /** True if a planned step changes packages. */
  public boolean changesPackages() {
    return planned.packagesMayChange();
  }

  /** Writes a text file. The mode is for a new file; an existing one keeps its mode. */
  public void write(String path, String text, int modeIfNew) {
    FileState before = state(path);
    write(path, text, before instanceof FileState.Regular r ? r.mode() : modeIfNew, before);
  }

  /** Writes a text file and sets its mode, also for an existing file. */
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

  /** Removes a file; the journal stores it. No change if the file does not exist. */
  public void remove(String path) {
    FileState before = state(path);
    switch (before) {
      case FileState.Missing _ -> {}
      case FileState.Regular _ -> add(new RemoveFile(path, before));
      case FileState.Directory _, FileState.Other _ -> throw notAFile(path, before);
    }
  }

  /** Creates a directory and its parents, if they do not exist. */
  public void makeDirectory(String path, int mode) {
    switch (state(path)) {
      case FileState.Directory _ -> {}
      case FileState.Missing _ -> {
        makeParents(path);
        add(new CreateDirectory(path, mode));
      }
      case FileState.Other _ when isDirectory(path) -> {} // a link to a directory is sufficient
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

  /** Downloads a repository's key, unless the file already contains exactly that key. */
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
    add(new FetchKey(PackageManager.of(host()), url, path, 0644, fingerprint, before));
  }

  /** Sets a setting to a value, unless it certainly has that value by then. */
  public void set(Setting setting, String value) {
    setting.check(value);
    Optional<String> before = value(setting);
    if (before.filter(value::equals).isPresent()) {
      return;
    }
    add(new SetSetting(setting, before, value));
  }

  /**
   * The value that a setting certainly has by then; empty if planned steps may change it.
   *
   * @throws PlanningException if it cannot be read and no planned step can change that
   */
  public Optional<String> value(Setting setting) {
    return planned.value(setting);
  }

  /** Runs a program when the changes are applied. */
  public void run(ProgramCall command, String purpose) {
    add(new RunCommand(command, purpose, RunCommand.When.APPLY));
  }

  /** Runs a program when the changes are reverted, after those that are planned later. */
  public void runOnUndo(ProgramCall command, String purpose) {
    add(new RunCommand(command, purpose, RunCommand.When.UNDO));
  }

  /** Writes a text file if a program accepts it; see {@link ValidateFile}. */
  public void writeChecked(String path, String text, int modeIfNew, List<String> argv) {
    if (!(state(path) instanceof FileState.Regular regular
        && regular.content().equals(Bytes.of(text)))) {
      add(new ValidateFile(path, Bytes.of(text), argv));
    }
    write(path, text, modeIfNew);
  }

  /** Ends the run here if a repository has no packages for a release. */
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
   * Installs packages; apt may remove only the named ones. With the address of a repository, that
   * repository must provide every requested package.
   */
  public void install(
      List<PackageRequest> requests, List<String> mayRemove, Optional<String> repository) {
    packages.install(requests, mayRemove, repository);
  }

  /** Finishes an interrupted dpkg run: packages that are unpacked or partially configured. */
  public void configurePackages() {
    packages.configure();
  }

  /** Removes packages, except their configuration files. */
  public void removePackages(List<String> names) {
    packages.remove(names);
  }

  /** Plans a program of an earlier run that did not run; at most once. */
  public void runUnfinished(RunCommand program) {
    if (!changes.contains(program)) {
      add(program);
    }
  }

  /**
   * Adds a change unchanged, such as one of an earlier plan. The caller has checked that it is
   * valid.
   */
  void add(Change change) {
    planned.apply(change);
    changes.add(change);
  }

  /**
   * Adds a change of an earlier plan; the changes before it have been added already.
   *
   * @throws PlanningException if the host has changed since the plan was made
   * @throws JsonException if it is not a change
   */
  public void addSaved(JsonObject json) {
    try {
      addIfCurrent(ChangeCodec.read(json, this::state));
    } catch (IllegalArgumentException wrong) {
      throw new JsonException(
          "'" + json.findText("what").orElse("a change") + "': " + wrong.getMessage());
    }
  }

  /** Adds a change of an earlier plan, if its expected settings and packages are still the same. */
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
                  + now.orElse("a value that is not known yet")
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

  /** An independent copy of the draft. */
  public PlanBuilder copy() {
    PlanBuilder copy = new PlanBuilder(planned.live(), packages.runsApt());
    changes.forEach(copy::add);
    return copy;
  }

  private static PlanningException notAFile(String path, FileState found) {
    return new PlanningException(
        path
            + " is "
            + found.description()
            + ", not a regular file. Move it away if it is not needed.");
  }

  private static PlanningException notADirectory(String path, FileState found) {
    return new PlanningException(path + " is " + found.description() + ", not a directory.");
  }
}
