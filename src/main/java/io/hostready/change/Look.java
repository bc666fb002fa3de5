package io.hostready.change;

import io.hostready.host.CannotWrite;
import io.hostready.host.FileSnapshot;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at the steps of a run one after the other, backwards. When only looking ahead, what later
 * steps will have put back is assumed to be so.
 *
 * @param going packages that are assumed gone
 */
record Look(
    Site site, Map<String, FileSnapshot> files, Map<Setting, String> settings, Set<String> going) {

  Assessment assess(Reversal reversal) throws ChangeFailed, CannotWrite {
    return switch (reversal) {
      case Reversal.PutBackFile file -> new FileActs(site).assess(file, snapshot(file.path()));
      case Reversal.RemoveDirectory made -> new FileActs(site).assess(made, snapshot(made.path()));
      case Reversal.BringBack back -> new SettingActs(site).assess(back, reading(back.setting()));
      case Reversal.RunProgram(Command command, _) ->
          new Assessment.Possible(
              () -> {
                site.run(command);
                return Optional.empty();
              });
      case Reversal.RemovePackageLists lists -> new PackageUndo(site).assess(lists);
      case Reversal.PutBackPackages packages ->
          new PackageUndo(site).assess(packages, going, released());
      case Reversal.None(String why) -> new Assessment.Nothing(why);
    };
  }

  /** Packages whose hold is assumed removed. */
  private Set<String> released() {
    return settings.entrySet().stream()
        .filter(each -> each.getValue().equals(PackageHold.NOT_HELD))
        .filter(each -> each.getKey() instanceof PackageHold)
        .map(each -> ((PackageHold) each.getKey()).name())
        .collect(Collectors.toSet());
  }

  private FileSnapshot snapshot(String path) throws CannotWrite {
    FileSnapshot assumed = files.get(path);
    return assumed != null ? assumed : now(path);
  }

  /** What is at a path; nothing where a directory on the way is gone. */
  private FileSnapshot now(String path) throws CannotWrite {
    boolean reachable = Paths.parent(path).equals("/") || site.now().has(Paths.parent(path));
    return reachable ? site.machine().files().snapshot(path) : new FileSnapshot.Missing();
  }

  private Reading<String> reading(Setting setting) {
    String assumed = settings.get(setting);
    return assumed != null ? new Present<>(assumed, "an earlier step") : setting.read(site.now());
  }

  /** From now on, what this reversal puts back counts as put back. */
  void assumeTakenBack(Reversal reversal) {
    switch (reversal) {
      case Reversal.PutBackFile(String path, FileSnapshot before, _) -> files.put(path, before);
      case Reversal.RemoveDirectory(String path) -> files.put(path, new FileSnapshot.Missing());
      case Reversal.BringBack(Setting setting, String before, _) -> settings.put(setting, before);
      case Reversal.PutBackPackages(AptActions actions, _, _) ->
          actions.actions().stream()
              .filter(AptActions.Action::isNew)
              .forEach(action -> going.add(action.name()));
      case Reversal.RunProgram _, Reversal.RemovePackageLists _, Reversal.None _ -> {}
    }
  }

  /** What force is about to overwrite, for the journal. */
  Optional<Reversal> overwritten(Reversal reversal) throws CannotWrite {
    return reversal instanceof Reversal.PutBackFile(String path, FileSnapshot before, _)
        ? Optional.of(new Reversal.PutBackFile(path, now(path), before))
        : Optional.empty();
  }
}
