package io.hostready.change.journal;

import io.hostready.change.ReversalCodec;
import io.hostready.host.Bytes;
import io.hostready.host.DurableFiles;
import io.hostready.host.DurableLines;
import io.hostready.host.FileSnapshot;
import io.hostready.host.Machine;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.WriteFailedException;
import io.hostready.json.JsonException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The journal of one run: a directory that only root can read, with {@code journal.jsonl}, one
 * entry for each line, each flushed to the disk before the next action; {@code content/}, the
 * contents of files, under their SHA-256; {@code plan.json}; and {@code log.txt}, the output of apt
 * and other programs.
 */
public final class Journal implements AutoCloseable {

  public static final String FILE = "/journal.jsonl";

  private final Machine machine;
  private final String directory;
  private final DurableLines lines;
  private final Store store;

  private Journal(Machine machine, String directory, DurableLines lines) {
    this.machine = machine;
    this.directory = directory;
    this.lines = lines;
    this.store = new Store(machine, directory);
  }

  /**
   * Creates the directory of a new run. Its journal is created first, with its first entry: a
   * directory with files and without a journal was not left by a crash.
   */
  static Journal create(Machine machine, String directory, JournalEntry.Started started, Bytes plan)
      throws WriteFailedException {
    DurableFiles files = machine.files();
    FileSnapshot.Access secret = files.newAccess(0600);
    files.makeDirectory(directory, files.newAccess(0700));
    String first = JournalCodec.line(started);
    files.write(
        directory + FILE, DurableFiles.file(Bytes.of(first + "\n"), secret, Map.of()), false);
    files.makeDirectory(directory + "/content", files.newAccess(0700));
    files.write(directory + "/plan.json", DurableFiles.file(plan, secret, Map.of()), false);
    files.write(directory + "/log.txt", DurableFiles.file(Bytes.of(""), secret, Map.of()), false);
    return open(machine, directory);
  }

  /** Opens the journal of an earlier run to append to it. */
  static Journal open(Machine machine, String directory) throws WriteFailedException {
    return new Journal(machine, directory, machine.files().lines(directory + FILE));
  }

  /** The run's directory. */
  public String directory() {
    return directory;
  }

  /** The log of programs. */
  public String log() {
    return directory + "/log.txt";
  }

  /** Adds an entry and flushes it to the disk. */
  public void add(JournalEntry entry) throws WriteFailedException {
    String id = JournalCodec.TABLE.id(entry);
    machine.checkpoints().reached("before entry " + id);
    for (Bytes content : entry.contents()) {
      store.keep(content);
    }
    lines.add(JournalCodec.line(entry));
    machine.checkpoints().reached("after entry " + id);
  }

  /**
   * Reads a journal. A last line without an end was being written when the machine stopped; its
   * action did not happen yet.
   *
   * @return no entries if the machine stopped before the journal existed, and nothing changed
   * @throws JournalException if the journal is otherwise invalid
   */
  static List<JournalEntry> read(Machine machine, String directory) {
    if (hasNoEntries(machine, directory)) {
      return List.of();
    }
    List<JournalEntry> entries = new ArrayList<>();
    String text =
        switch (machine.now().ownText(directory + FILE)) {
          case Present(var content, _) -> content;
          case Absent(var path) -> throw new JournalException(path + " is missing.");
          case Unreadable(var path, var why) ->
              throw new JournalException(path + " cannot be read: " + why + ".");
        };
    Store store = new Store(machine, directory);
    int number = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      number++;
      try {
        entries.add(JournalCodec.read(JsonReader.readObject(line, JsonLimits.DOCUMENT), store));
      } catch (RuntimeException wrong) {
        throw new JournalException(directory + FILE + ":" + number + ": " + problem(wrong) + ".");
      }
    }
    if (entries.isEmpty()) {
      throw new JournalException(directory + FILE + " is empty.");
    }
    return entries;
  }

  private static String problem(RuntimeException wrong) {
    return wrong instanceof JsonException json
        ? json.problem()
        : String.valueOf(wrong.getMessage());
  }

  private static boolean hasNoEntries(Machine machine, String directory) {
    String temporary = DurableFiles.temporary(FILE).substring(1);
    return machine.now().list(directory) instanceof Present(var names, _)
        && List.of(temporary).containsAll(names);
  }

  @Override
  public void close() throws WriteFailedException {
    lines.close();
  }

  /** Contents under their SHA-256, so that each is stored once and corruption is detected. */
  private record Store(Machine machine, String directory) implements ReversalCodec.Contents {

    void keep(Bytes content) throws WriteFailedException {
      String path = directory + "/content/" + content.sha256();
      DurableFiles files = machine.files();
      if (!machine.now().has(path)) {
        files.write(path, DurableFiles.file(content, files.newAccess(0600), Map.of()), false);
      }
    }

    @Override
    public Bytes find(String name) {
      String path = directory + "/content/" + name;
      if (name.matches("[0-9a-f]{64}")
          && machine.now().bytes(path) instanceof Present(var bytes, _)
          && Bytes.of(bytes).sha256().equals(name)) {
        return Bytes.of(bytes);
      }
      throw new JournalException(path + " is missing or damaged");
    }
  }
}
