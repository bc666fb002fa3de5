package io.hostready.change;

import io.hostready.host.CannotWrite;
import io.hostready.host.DurableFiles;
import io.hostready.host.FileSnapshot;
import io.hostready.host.Machine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes runs back: the newest first, each run's steps backwards, every step looked at before and
 * after. What was done already is not done again, so that an undo which was interrupted goes on
 * where it stopped.
 */
public final class Undoer {

  private final Machine machine;
  private final Clock clock;
  private final Consumer<String> progress;

  /** A step of a run that cannot be taken back, and why. */
  public record Refusal(String run, ChangeDescription change, String why) {}

  /** A step that was taken back, and how. */
  public record Result(
      String run, JournalEntry.Begun step, JournalEntry.Undone how, Optional<String> note) {}

  public Undoer(Machine machine, Clock clock, Consumer<String> progress) {
    this.machine = machine;
    this.clock = clock;
    this.progress = progress;
  }

  /** The steps that undo would take back, in its order. */
  public static List<RunRecord.Step> steps(RunRecord run) {
    return run.steps().reversed().stream()
        .filter(step -> step.progress() != RunRecord.Progress.UNDONE)
        .toList();
  }

  /**
   * Looks at every step of runs before any is taken back.
   *
   * @param runs newest first
   * @return those that stand in the way; none when all can be taken back
   */
  public List<Refusal> refusals(List<RunRecord> runs) throws ChangeFailed {
    Map<String, FileSnapshot> files = new HashMap<>();
    Map<Setting, String> settings = new HashMap<>();
    Set<String> going = new HashSet<>();
    List<Refusal> refusals = new ArrayList<>();
    for (RunRecord run : runs) {
      try (Journal journal = new Runs(machine).open(run.id())) {
        Site site = new Site(machine, journal, progress);
        for (RunRecord.Step step : steps(run)) {
          Look look = new Look(site, files, settings, going);
          if (look.assess(step.begun().reversal()) instanceof Assessment.Refused refused) {
            refusals.add(new Refusal(run.id(), step.begun().change(), refused.why()));
          }
          look.assumeTakenBack(step.begun().reversal());
        }
      } catch (CannotWrite failed) {
        throw new ChangeFailed(failed.why(), failed);
      }
    }
    return refusals;
  }

  /**
   * Takes one run back.
   *
   * @param force overwrite what somebody else changed since
   * @throws ChangeFailed at the first step that cannot be taken back; undo can be run again
   */
  public List<Result> undo(RunRecord run, boolean force) throws ChangeFailed {
    List<Result> results = new ArrayList<>();
    try (Journal journal = new Runs(machine).open(run.id())) {
      Site site = new Site(machine, journal, progress);
      journal.add(new JournalEntry.UndoStarted(clock.instant(), force));
      removeTemporaryFiles(run);
      for (RunRecord.Step step : steps(run)) {
        results.add(undo(run.id(), step.begun(), site, force));
      }
      journal.add(new JournalEntry.UndoEnded(clock.instant()));
    } catch (CannotWrite failed) {
      throw new ChangeFailed(failed.why(), failed);
    }
    return results;
  }

  private Result undo(String run, JournalEntry.Begun begun, Site site, boolean force)
      throws ChangeFailed, CannotWrite {
    Journal journal = site.journal();
    try {
      Look look = new Look(site, new HashMap<>(), new HashMap<>(), Set.of());
      Assessment assessment = look.assess(begun.reversal());
      Optional<String> note =
          switch (assessment) {
            case Assessment.Nothing(String why) -> {
              journal.add(
                  new JournalEntry.UndoDone(
                      begun.step(),
                      clock.instant(),
                      JournalEntry.Undone.NOTHING,
                      Optional.of(why)));
              yield Optional.of(why);
            }
            case Assessment.Possible(Assessment.Act act) ->
                takeBack(begun, site, act, Optional.empty());
            case Assessment.Refused(String why, Assessment.Act act) -> {
              if (!force) {
                throw new ChangeFailed(why);
              }
              yield takeBack(begun, site, act, look.overwritten(begun.reversal()));
            }
          };
      JournalEntry.Undone how =
          assessment instanceof Assessment.Nothing
              ? JournalEntry.Undone.NOTHING
              : note.isPresent() ? JournalEntry.Undone.LEFT : JournalEntry.Undone.RESTORED;
      return new Result(run, begun, how, note);
    } catch (ChangeFailed failed) {
      journal.add(new JournalEntry.UndoFailed(begun.step(), clock.instant(), failed.why()));
      throw failed;
    }
  }

  private Optional<String> takeBack(
      JournalEntry.Begun begun, Site site, Assessment.Act act, Optional<Reversal> overwritten)
      throws ChangeFailed, CannotWrite {
    progress.accept(begun.change().undoText());
    site.journal().add(new JournalEntry.UndoBegun(begun.step(), clock.instant(), overwritten));
    Optional<String> note = act.takeBack();
    machine.checkpoints().reached("undone: " + begun.change().what());
    site.journal()
        .add(
            new JournalEntry.UndoDone(
                begun.step(),
                clock.instant(),
                note.isPresent() ? JournalEntry.Undone.LEFT : JournalEntry.Undone.RESTORED,
                note));
    return note;
  }

  /** Removes what a run that was killed in the middle of writing a file left beside it. */
  public void removeTemporaryFiles(RunRecord run) throws CannotWrite {
    DurableFiles files = machine.files();
    for (String fetched : List.of("fetched-key", "fetched-release")) {
      files.remove(Runs.folder(run.id()) + "/" + fetched);
    }
    for (RunRecord.Step step : run.steps()) {
      Optional<String> path =
          switch (step.begun().reversal()) {
            case Reversal.PutBackFile(String file, _, _) -> Optional.of(file);
            case Reversal.RemoveDirectory(String directory) -> Optional.of(directory);
            case Reversal.BringBack _,
                Reversal.RunProgram _,
                Reversal.RemovePackageLists _,
                Reversal.PutBackPackages _,
                Reversal.None _ ->
                Optional.empty();
          };
      if (path.isPresent() && machine.now().has(Paths.parent(path.get()))) {
        files.removeTemporary(path.get());
      }
    }
  }
}
