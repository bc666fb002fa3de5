package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.PackageActions;
import io.hostready.change.PackageHold;
import io.hostready.change.Paths;
import io.hostready.change.ProgramCall;
import io.hostready.change.Reversal;
import io.hostready.change.Setting;
import io.hostready.host.FileSnapshot;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.WriteFailedException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the steps of a run one after the other, backwards. In a check before undo, the state that
 * later steps will restore is assumed.
 *
 * @param going packages that are assumed to be removed
 */
record UndoSimulation(
    RunContext context,
    Map<String, FileSnapshot> files,
    Map<Setting, String> settings,
    Set<String> going) {

  UndoAssessment assess(Reversal reversal) throws ChangeFailedException, WriteFailedException {
    return switch (reversal) {
      case Reversal.RestoreFile file ->
          new FileExecutor(context).assess(file, snapshot(file.path()));
      case Reversal.RemoveDirectory made ->
          new FileExecutor(context).assess(made, snapshot(made.path()));
      case Reversal.RestoreSetting back ->
          new SettingExecutor(context).assess(back, reading(back.setting()));
      case Reversal.RunProgram(ProgramCall command, _) ->
          new UndoAssessment.Possible(
              () -> {
                context.run(command);
                return Optional.empty();
              });
      case Reversal.RemovePackageLists lists -> new PackageListExecutor(context).assess(lists);
      case Reversal.RestorePackages packages ->
          new PackageReverter(context).assess(packages, going, released());
      case Reversal.None(String why) -> new UndoAssessment.Nothing(why);
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

  private FileSnapshot snapshot(String path) throws WriteFailedException {
    FileSnapshot assumed = files.get(path);
    return assumed != null ? assumed : now(path);
  }

  /** The state of a path; does not exist if a directory above it was removed. */
  private FileSnapshot now(String path) throws WriteFailedException {
    boolean reachable = Paths.parent(path).equals("/") || context.now().has(Paths.parent(path));
    return reachable ? context.machine().files().snapshot(path) : new FileSnapshot.Missing();
  }

  private Reading<String> reading(Setting setting) {
    String assumed = settings.get(setting);
    return assumed != null
        ? new Present<>(assumed, "an earlier step")
        : setting.read(context.now());
  }

  /** Assumes from now on that this reversal has been applied. */
  void assumeReverted(Reversal reversal) {
    switch (reversal) {
      case Reversal.RestoreFile(String path, FileSnapshot before, _) -> files.put(path, before);
      case Reversal.RemoveDirectory(String path) -> files.put(path, new FileSnapshot.Missing());
      case Reversal.RestoreSetting(Setting setting, String before, _) ->
          settings.put(setting, before);
      case Reversal.RestorePackages(_, PackageActions actions, _, _) ->
          actions.actions().stream()
              .filter(PackageActions.Action::isNew)
              .forEach(action -> going.add(action.name()));
      case Reversal.RunProgram _, Reversal.RemovePackageLists _, Reversal.None _ -> {}
    }
  }

  /** The state that --force is about to overwrite, for the journal. */
  Optional<Reversal> overwritten(Reversal reversal) throws WriteFailedException {
    return reversal instanceof Reversal.RestoreFile(String path, FileSnapshot before, _)
        ? Optional.of(new Reversal.RestoreFile(path, now(path), before))
        : Optional.empty();
  }
}
