package io.hostready.change.apply;

import io.hostready.change.Change;
import io.hostready.change.ChangeDescription;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.CreateDirectory;
import io.hostready.change.FetchKey;
import io.hostready.change.InstallPackages;
import io.hostready.change.RemoveFile;
import io.hostready.change.RemovePackages;
import io.hostready.change.RequireRelease;
import io.hostready.change.RunCommand;
import io.hostready.change.SetSetting;
import io.hostready.change.UpdatePackageLists;
import io.hostready.change.ValidateFile;
import io.hostready.change.WriteFile;
import io.hostready.change.journal.Journal;
import io.hostready.change.journal.JournalEntry;
import io.hostready.host.CrashPoints;
import io.hostready.host.Machine;
import io.hostready.host.WriteFailedException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Applies changes one after the other. Before each change, its reversal is written to the journal
 * and flushed to the disk; after it, the completion. An impossible change is refused before any
 * part of it happens.
 */
public final class ChangeExecutor {

  private final RunContext context;
  private final Clock clock;
  private int step;

  /**
   * Progress receives lines for display: the output of programs while they run.
   *
   * @param journal of the run, open
   */
  public ChangeExecutor(Machine machine, Journal journal, Clock clock, Consumer<String> progress) {
    this.context = new RunContext(machine, journal, progress);
    this.clock = clock;
  }

  /**
   * Applies a change.
   *
   * @param rule the rule that it belongs to
   * @return a note for the operator, if any
   * @throws ChangeFailedException if it was refused or failed; the journal records it, too
   */
  public Optional<String> make(String rule, Change change) throws ChangeFailedException {
    step++;
    CrashPoints checkpoints = context.machine().checkpoints();
    try {
      PreparedChange prepared = prepare(change);
      context
          .journal()
          .add(
              new JournalEntry.Begun(
                  step, clock.instant(), rule, ChangeDescription.of(change), prepared.reversal()));
      checkpoints.reached("before " + change.description());
      Optional<String> note = prepared.act().make();
      checkpoints.reached("after " + change.description());
      context.journal().add(new JournalEntry.Done(step, clock.instant(), note));
      return note;
    } catch (WriteFailedException failed) {
      throw failed(change, new ChangeFailedException(failed.why(), failed));
    } catch (ChangeFailedException failed) {
      throw failed(change, failed);
    }
  }

  private ChangeFailedException failed(Change change, ChangeFailedException failed) {
    try {
      context
          .journal()
          .add(new JournalEntry.Failed(step, clock.instant(), change.description(), failed.why()));
    } catch (WriteFailedException alsoFailed) {
      failed.addSuppressed(alsoFailed); // the open entry has the same meaning for the next run
    }
    return failed;
  }

  private PreparedChange prepare(Change change) throws ChangeFailedException, WriteFailedException {
    return switch (change) {
      case WriteFile write -> new FileExecutor(context).write(write);
      case RemoveFile remove -> new FileExecutor(context).remove(remove);
      case CreateDirectory make -> new FileExecutor(context).makeDirectory(make);
      case SetSetting set -> new SettingExecutor(context).set(set);
      case RunCommand run -> new CommandExecutor(context).run(run);
      case ValidateFile check -> new CommandExecutor(context).check(check);
      case RequireRelease find -> new CommandExecutor(context).find(find);
      case FetchKey fetch -> new PackageExecutor(context).fetchKey(fetch);
      case UpdatePackageLists update -> new PackageListExecutor(context).update(update);
      case InstallPackages install -> new PackageExecutor(context).install(install);
      case RemovePackages remove -> new PackageExecutor(context).remove(remove);
    };
  }
}
