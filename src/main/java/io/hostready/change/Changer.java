package io.hostready.change;

import io.hostready.host.CannotWrite;
import io.hostready.host.Checkpoints;
import io.hostready.host.Machine;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes changes one after the other. Before each, the way back from it is in the journal and on the
 * disk; after it, that it is done. A change that is not possible is refused before anything of it
 * happens.
 */
public final class Changer {

  private final Site site;
  private final Clock clock;
  private int step;

  /**
   * Progress is told lines for people: what programs write while they run.
   *
   * @param journal of the run, open
   */
  public Changer(Machine machine, Journal journal, Clock clock, Consumer<String> progress) {
    this.site = new Site(machine, journal, progress);
    this.clock = clock;
  }

  /**
   * Makes a change.
   *
   * @param rule the rule that it serves
   * @return a note for the operator, if there is one
   * @throws ChangeFailed when it was refused or failed; the journal says so too
   */
  public Optional<String> make(String rule, Change change) throws ChangeFailed {
    step++;
    Checkpoints checkpoints = site.machine().checkpoints();
    try {
      Prepared prepared = prepare(change);
      site.journal()
          .add(
              new JournalEntry.Begun(
                  step, clock.instant(), rule, ChangeDescription.of(change), prepared.reversal()));
      checkpoints.reached("before " + change.described());
      Optional<String> note = prepared.act().make();
      checkpoints.reached("after " + change.described());
      site.journal().add(new JournalEntry.Done(step, clock.instant(), note));
      return note;
    } catch (CannotWrite failed) {
      throw failed(change, new ChangeFailed(failed.why(), failed));
    } catch (ChangeFailed failed) {
      throw failed(change, failed);
    }
  }

  private ChangeFailed failed(Change change, ChangeFailed failed) {
    try {
      site.journal()
          .add(new JournalEntry.Failed(step, clock.instant(), change.described(), failed.why()));
    } catch (CannotWrite alsoFailed) {
      failed.addSuppressed(alsoFailed); // the open entry tells the next run as much
    }
    return failed;
  }

  private Prepared prepare(Change change) throws ChangeFailed, CannotWrite {
    return switch (change) {
      case WriteFile write -> new FileActs(site).write(write);
      case RemoveFile remove -> new FileActs(site).remove(remove);
      case MakeDirectory make -> new FileActs(site).makeDirectory(make);
      case SetState set -> new SettingActs(site).set(set);
      case RunCommand run -> new LookActs(site).run(run);
      case CheckFile check -> new LookActs(site).check(check);
      case FindRelease find -> new LookActs(site).find(find);
      case FetchKey fetch -> new PackageActs(site).fetchKey(fetch);
      case UpdatePackageLists update -> new PackageActs(site).updateLists(update);
      case InstallPackages install -> new PackageActs(site).install(install);
      case RemovePackages remove -> new PackageActs(site).remove(remove);
    };
  }
}
