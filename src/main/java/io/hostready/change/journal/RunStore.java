package io.hostready.change.journal;

import io.hostready.host.Bytes;
import io.hostready.host.DurableFiles;
import io.hostready.host.Machine;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.WriteFailedException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All runs of a host, each a directory below /var/lib/hostready/runs. */
public final class RunStore {

  public static final String DIRECTORY = Machine.STATE + "/runs";

  /**
   * The space for a run: journals take some kilobytes, plus the contents of files; programs write
   * logs.
   */
  private static final long LEAST_ROOM = 1 << 20;

  /** Sorts by time; two runs are at least one second apart. */
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", java.util.Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A year has four digits: a year after 9999 would not sort. */
  private static final int ID_LENGTH = "yyyyMMdd-HHmmss".length();

  private final Machine machine;

  public RunStore(Machine machine) {
    this.machine = machine;
  }

  /** Creates the directories of runs, if they do not exist. */
  public static void prepare(Machine machine) throws WriteFailedException {
    DurableFiles files = machine.files();
    for (String directory : List.of(Machine.STATE, DIRECTORY)) {
      if (!machine.now().has(directory)) {
        files.makeDirectory(directory, files.newAccess(0700));
      }
    }
    long room = files.room(DIRECTORY);
    if (room < LEAST_ROOM) {
      throw new WriteFailedException(
          "No space left for the journal: "
              + DIRECTORY
              + " has "
              + (room >> 10)
              + " KiB free, undo needs at least "
              + (LEAST_ROOM >> 10)
              + " KiB.");
    }
  }

  /**
   * All runs that started, newest first.
   *
   * @throws JournalException if a run's directory has no journal, or a corrupt one
   */
  public List<RunRecord> newestFirst() {
    return ids().reversed().stream().flatMap(id -> record(id).stream()).toList();
  }

  /** A run by its directory; empty if it was killed before its first entry and changed nothing. */
  private Optional<RunRecord> record(String id) {
    List<JournalEntry> entries = Journal.read(machine, directory(id));
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    RunRecord run = RunRecord.of(entries);
    if (!run.id().equals(id)) {
      throw new JournalException(
          directory(id) + Journal.FILE + " is of run " + run.id() + ", not of run " + id + ".");
    }
    return Optional.of(run);
  }

  /** The names of run directories, sorted; other names are ignored. */
  private List<String> ids() {
    return switch (machine.now().list(DIRECTORY)) {
      case Present(var names, _) -> names.stream().filter(RunStore::isId).toList();
      case Absent(_) -> List.of();
      case Unreadable(_, var why) ->
          throw new JournalException(DIRECTORY + " cannot be listed: " + why + ".");
    };
  }

  private static boolean isId(String name) {
    try {
      return name.length() == ID_LENGTH && ID.format(ID.parse(name)).equals(name);
    } catch (DateTimeException noTime) {
      return false;
    }
  }

  public static String directory(String id) {
    return DIRECTORY + "/" + id;
  }

  public Optional<RunRecord> find(String id) {
    return newestFirst().stream().filter(run -> run.id().equals(id)).findFirst();
  }

  /**
   * A run with the runs that belong to it, newest first: a run that completes earlier ones is one
   * fix with them, and is reverted with them.
   */
  public List<RunRecord> relatedRuns(RunRecord run) {
    List<RunRecord> all = newestFirst();
    Set<String> ids = new LinkedHashSet<>(List.of(run.id()));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (RunRecord each : all) {
        boolean touches =
            ids.contains(each.id()) || each.started().continues().stream().anyMatch(ids::contains);
        if (touches && (ids.add(each.id()) | ids.addAll(each.started().continues()))) {
          grown = true;
        }
      }
    }
    return all.stream().filter(each -> ids.contains(each.id())).toList();
  }

  /** Incomplete runs that no later run completed, newest first. */
  public List<UnfinishedRun> unfinished() {
    List<RunRecord> all = newestFirst();
    return all.stream()
        .filter(RunRecord::isUnfinished)
        .map(run -> ofPlan(run.id(), plan -> UnfinishedRun.of(run, plan)))
        .filter(unfinished -> all.stream().noneMatch(later -> finishes(later, unfinished)))
        .toList();
  }

  private boolean finishes(RunRecord later, UnfinishedRun unfinished) {
    return later.status() == RunRecord.Status.COMPLETE
        && later.started().continues().contains(unfinished.run().id())
        && ofPlan(later.id(), unfinished::isFinishedBy);
  }

  private <T> T ofPlan(String id, Function<JsonObject, T> read) {
    String path = directory(id) + "/plan.json";
    return switch (machine.now().ownText(path)) {
      case Present(var text, _) -> {
        try {
          yield read.apply(JsonReader.readObject(text, JsonLimits.DOCUMENT));
        } catch (IllegalArgumentException wrong) {
          throw new JournalException(path + ": " + wrong.getMessage() + ".");
        }
      }
      case Absent(_) -> throw new JournalException(path + " is missing.");
      case Unreadable(_, var why) ->
          throw new JournalException(path + " cannot be read: " + why + ".");
    };
  }

  /** Records that nothing remains to be done for an interrupted run. */
  public void markComplete(RunRecord run, Instant now) throws WriteFailedException {
    try (Journal journal = open(run.id())) {
      journal.add(new JournalEntry.Ended(now, true));
    }
  }

  /**
   * Starts the journal of a new run. Its ID is later than all others, even if the clock is wrong.
   */
  public Journal start(Instant now, String tool, List<String> continues, Bytes plan)
      throws WriteFailedException {
    String id = nextId(now);
    return Journal.create(
        machine, directory(id), new JournalEntry.Started(id, now, tool, continues), plan);
  }

  private String nextId(Instant now) throws WriteFailedException {
    Set<String> taken = Set.copyOf(ids());
    Instant earliest =
        newestFirst().stream()
            .findFirst()
            .map(newest -> Instant.from(ID.parse(newest.id())).plusSeconds(1))
            .filter(now::isBefore)
            .orElse(now);
    Instant time = earliest;
    while (taken.contains(ID.format(time))) { // directories of runs that changed nothing
      time = time.plusSeconds(1);
    }
    String id = ID.format(time);
    if (!isId(id)) {
      throw new WriteFailedException(
          directory(ID.format(earliest.minusSeconds(1)))
              + " is later than any valid run. Move that directory away (its run can then not be"
              + " reverted).");
    }
    return id;
  }

  /** Opens the journal of an earlier run. */
  public Journal open(String id) throws WriteFailedException {
    return Journal.open(machine, directory(id));
  }
}
