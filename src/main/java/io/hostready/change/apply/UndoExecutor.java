package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.Paths;
import io.hostready.change.Reversal;
import io.hostready.change.Setting;
import io.hostready.change.StepListener;
import io.hostready.change.journal.Journal;
import io.hostready.change.journal.JournalEntry;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.RunStore;
import io.hostready.change.journal.UndoRefusal;
import io.hostready.change.journal.UndoneStep;
import io.hostready.host.DurableFiles;
import io.hostready.host.FileSnapshot;
import io.hostready.host.Machine;
import io.hostready.host.WriteFailedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reverts runs: the newest first, each run's steps backwards, every step checked before and after.
 * A step that was reverted already is skipped, so that an interrupted undo continues where it
 * stopped.
 */
public final class UndoExecutor {

  private final Machine machine;
  private final Clock clock;
  private final StepListener steps;

  public UndoExecutor(Machine machine, Clock clock, StepListener steps) {
    this.machine = machine;
    this.clock = clock;
    this.steps = steps;
  }

  /**
   * Checks every step of runs before any is reverted.
   *
   * @param runs newest first
   * @return the steps that cannot be reverted; empty if all can be
   */
  public List<UndoRefusal> refusals(List<RunRecord> runs) throws ChangeFailedException {
    Map<String, FileSnapshot> files = new HashMap<>();
    Map<Setting, String> settings = new HashMap<>();
    Set<String> going = new HashSet<>();
    List<UndoRefusal> refusals = new ArrayList<>();
    for (RunRecord run : runs) {
      try (Journal journal = new RunStore(machine).open(run.id())) {
        RunContext context = new RunContext(machine, journal, steps::output);
        for (RunRecord.Step step : run.stepsToUndo()) {
          UndoSimulation look = new UndoSimulation(context, files, settings, going);
          if (look.assess(step.begun().reversal()) instanceof UndoAssessment.Refused refused) {
            refusals.add(new UndoRefusal(run.id(), step.begun().change(), refused.why()));
          }
          look.assumeReverted(step.begun().reversal());
        }
      } catch (WriteFailedException failed) {
        throw new ChangeFailedException(failed.why(), failed);
      }
    }
    return refusals;
  }

  /**
   * Reverts one run.
   *
   * @param force overwrite later changes by others
   * @throws ChangeFailedException at the first step that cannot be reverted; undo can be run again
   */
  public List<UndoneStep> undo(RunRecord run, boolean force) throws ChangeFailedException {
    List<UndoneStep> results = new ArrayList<>();
    try (Journal journal = new RunStore(machine).open(run.id())) {
      RunContext context = new RunContext(machine, journal, steps::output);
      journal.add(new JournalEntry.UndoStarted(clock.instant(), force));
      removeTemporaryFiles(run);
      for (RunRecord.Step step : run.stepsToUndo()) {
        results.add(undo(run.id(), step.begun(), context, force));
      }
      journal.add(new JournalEntry.UndoEnded(clock.instant()));
    } catch (WriteFailedException failed) {
      throw new ChangeFailedException(failed.why(), failed);
    }
    return results;
  }

  private UndoneStep undo(String run, JournalEntry.Begun begun, RunContext context, boolean force)
      throws ChangeFailedException, WriteFailedException {
    Journal journal = context.journal();
    try {
      UndoSimulation look = new UndoSimulation(context, new HashMap<>(), new HashMap<>(), Set.of());
      UndoAssessment assessment = look.assess(begun.reversal());
      Optional<String> note =
          switch (assessment) {
            case UndoAssessment.Nothing(String why) -> {
              journal.add(
                  new JournalEntry.UndoDone(
                      begun.step(),
                      clock.instant(),
                      JournalEntry.Undone.NOTHING,
                      Optional.of(why)));
              yield Optional.of(why);
            }
            case UndoAssessment.Possible(UndoAssessment.Act act) ->
                revert(begun, context, act, Optional.empty());
            case UndoAssessment.Refused(String why, UndoAssessment.Act act) -> {
              if (!force) {
                throw new ChangeFailedException(why);
              }
              yield revert(begun, context, act, look.overwritten(begun.reversal()));
            }
          };
      JournalEntry.Undone how =
          assessment instanceof UndoAssessment.Nothing
              ? JournalEntry.Undone.NOTHING
              : note.isPresent() ? JournalEntry.Undone.LEFT : JournalEntry.Undone.RESTORED;
      return new UndoneStep(run, begun, how, note);
    } catch (ChangeFailedException failed) {
      journal.add(new JournalEntry.UndoFailed(begun.step(), clock.instant(), failed.why()));
      throw failed;
    }
  }

  private Optional<String> revert(
      JournalEntry.Begun begun,
      RunContext context,
      UndoAssessment.Act act,
      Optional<Reversal> overwritten)
      throws ChangeFailedException, WriteFailedException {
    steps.started(begun.change().undoText());
    context.journal().add(new JournalEntry.UndoBegun(begun.step(), clock.instant(), overwritten));
    Optional<String> note;
    try {
      note = act.revert();
      steps.ended();
    } catch (ChangeFailedException | WriteFailedException failed) {
      steps.failed();
      throw failed;
    }
    machine.checkpoints().reached("undone: " + begun.change().what());
    context
        .journal()
        .add(
            new JournalEntry.UndoDone(
                begun.step(),
                clock.instant(),
                note.isPresent() ? JournalEntry.Undone.LEFT : JournalEntry.Undone.RESTORED,
                note));
    return note;
  }

  /** Removes the temporary file that a run left when it was killed while it wrote a file. */
  public void removeTemporaryFiles(RunRecord run) throws WriteFailedException {
    DurableFiles files = machine.files();
    for (String fetched : List.of("fetched-key", "fetched-release")) {
      files.remove(RunStore.directory(run.id()) + "/" + fetched);
    }
    for (RunRecord.Step step : run.steps()) {
      Optional<String> path =
          switch (step.begun().reversal()) {
            case Reversal.RestoreFile(String file, _, _) -> Optional.of(file);
            case Reversal.RemoveDirectory(String directory) -> Optional.of(directory);
            case Reversal.RestoreSetting _,
                Reversal.RunProgram _,
                Reversal.RemovePackageLists _,
                Reversal.RestorePackages _,
                Reversal.None _ ->
                Optional.empty();
          };
      if (path.isPresent() && machine.now().has(Paths.parent(path.get()))) {
        files.removeTemporary(path.get());
      }
    }
  }
}
