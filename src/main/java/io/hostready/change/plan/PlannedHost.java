package io.hostready.change.plan;

import io.hostready.change.AptCommands;
import io.hostready.change.Change;
import io.hostready.change.CreateDirectory;
import io.hostready.change.FetchKey;
import io.hostready.change.FileState;
import io.hostready.change.InstallPackages;
import io.hostready.change.LiveSysctl;
import io.hostready.change.LoadedModule;
import io.hostready.change.RemoveFile;
import io.hostready.change.RemovePackages;
import io.hostready.change.RequireRelease;
import io.hostready.change.RunCommand;
import io.hostready.change.SetSetting;
import io.hostready.change.Setting;
import io.hostready.change.UnreadableStateException;
import io.hostready.change.UpdatePackageLists;
import io.hostready.change.ValidateFile;
import io.hostready.change.WriteFile;
import io.hostready.host.Bytes;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The state of a host once the planned changes are applied. Reads the host and changes nothing. */
final class PlannedHost {

  private final Host live;
  private final Map<String, FileState> files = new LinkedHashMap<>();
  private final Map<Setting, String> settings = new LinkedHashMap<>();
  private Host host;

  /** True if a planned step may change settings, such as one that runs programs. */
  private boolean settingsMayChange;

  /** True if a planned step changes repositories or packages. */
  private boolean packagesMayChange;

  PlannedHost(Host live) {
    this.live = live;
    this.host = live;
  }

  /** The current host. */
  Host live() {
    return live;
  }

  /** The planned host; commands answer as on the current host. */
  Host host() {
    return host;
  }

  /** True if a planned step changes packages. */
  boolean packagesMayChange() {
    return packagesMayChange;
  }

  /** The current or planned state of a path. */
  FileState state(String path) {
    FileState known = files.get(path);
    return known != null ? known : FileState.of(live, path);
  }

  /**
   * The value that a setting certainly has by then; empty if planned steps may change it.
   *
   * @throws PlanningException if it cannot be read and no planned step can change that
   */
  Optional<String> value(Setting setting) {
    if (settingsMayChange) {
      return Optional.empty();
    }
    String known = settings.get(setting);
    if (known != null) {
      return Optional.of(known);
    }
    Reading<String> now = setting.read(live);
    if (!(now instanceof Present)) {
      throw new UnreadableStateException(
          setting.description()
              + " cannot be seen: "
              + Setting.reason(now)
              + (live.source().isThisMachine()
                  ? "."
                  : ". Run 'hostready plan' on the host itself."));
    }
    return now.toOptional();
  }

  /** Applies the effect of a change to this state. */
  void apply(Change change) {
    switch (change) {
      case WriteFile(String path, Bytes content, int mode, FileState before) ->
          put(path, written(before, content, mode));
      case RemoveFile(String path, _) -> put(path, new FileState.Missing());
      case CreateDirectory(String path, int mode) -> {
        FileState.Directory root = owner();
        put(path, new FileState.Directory(mode, root.owner(), root.group()));
      }
      case FetchKey(_, _, String path, int mode, _, FileState before) ->
          put(path, written(before, Bytes.of(""), mode));
      case SetSetting(Setting setting, _, String after) -> put(setting, after);
      case RunCommand run -> {
        settingsMayChange |= run.when() == RunCommand.When.APPLY;
        packagesMayChange |= run.command().equals(AptCommands.CONFIGURE);
      }
      case ValidateFile _, RequireRelease _ -> {}
      case UpdatePackageLists _ -> packagesMayChange = true;
      case InstallPackages _, RemovePackages _ -> {
        packagesMayChange = true;
        settingsMayChange = true; // packages start services, load modules and set sysctls
      }
    }
    host = new Host(live.source(), new PlannedFiles(live, files), live::answer);
  }

  private FileState written(FileState before, Bytes content, int mode) {
    if (before instanceof FileState.Regular regular) {
      return new FileState.Regular(content, mode, regular.owner(), regular.group());
    }
    FileState.Directory root = owner();
    return new FileState.Regular(content, mode, root.owner(), root.group());
  }

  /** A new file belongs to the owner of the root directory. */
  private FileState.Directory owner() {
    return FileState.of(live, "/") instanceof FileState.Directory root
        ? root
        : new FileState.Directory(0755, "root", "root");
  }

  private void put(String path, FileState after) {
    files.put(path, after);
    packagesMayChange |= path.startsWith("/etc/apt/") || path.startsWith("/etc/yum.repos.d/");
  }

  private void put(Setting setting, String value) {
    settings.put(setting, value);
    if (setting instanceof LiveSysctl sysctl) {
      files.put(sysctl.path(), written(state(sysctl.path()), Bytes.of(value + "\n"), 0644));
    }
    if (setting instanceof LoadedModule module) {
      files.put(
          module.path(),
          value.equals(LoadedModule.LOADED)
              ? new FileState.Directory(0755, "root", "root")
              : new FileState.Missing());
    }
  }
}
