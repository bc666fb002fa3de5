package io.hostready.host;

import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One host at one moment: this machine, a tree or a capture. Everything that was read is cached, so
 * that all rules of a run see the same host and nothing is read twice.
 */
public final class Host {

  /** The time limit of one command. */
  public static final Duration COMMAND_LIMIT = Duration.ofSeconds(5);

  /**
   * The maximum size of a file that is read as text, in bytes. The largest such files of hosts are
   * lists of modules and of mounts, with up to 1 MiB; a text and its parsed form take thirty times
   * its size.
   */
  public static final int MAX_TEXT = 2 << 20;

  /**
   * The maximum number of lines of such a file, and of words separated by white space or commas:
   * the parsed form of a text grows with them. A table of 10,000 mounts has 2 MiB and fewer words.
   */
  public static final int MAX_LINES = 50_000;

  public static final int MAX_WORDS = 250_000;

  private final HostSource source;
  private final HostFiles files;
  private final ReadOnlyCommands commands;
  private final Optional<ProofRunner> proofs;
  private final Map<String, Reading<byte[]>> read;
  private final Map<Question, CommandOutcome> answers;
  private final Map<Class<?>, Object> facts = new ConcurrentHashMap<>();
  private final Map<Object, Object> locks = new ConcurrentHashMap<>();

  public Host(HostSource source, HostFiles files, ReadOnlyCommands commands) {
    this(source, files, commands, Optional.empty());
  }

  private Host(
      HostSource source, HostFiles files, ReadOnlyCommands commands, Optional<ProofRunner> proofs) {
    this.source = source;
    this.files = files;
    this.commands = commands;
    this.proofs = proofs;
    this.read = new ConcurrentHashMap<>();
    this.answers = new ConcurrentHashMap<>();
  }

  /** The same host at the same moment, with no fact yet. */
  private Host(Host other) {
    this.source = other.source;
    this.files = other.files;
    this.commands = other.commands;
    this.proofs = other.proofs;
    this.read = other.read;
    this.answers = other.answers;
  }

  /** The machine that this program runs on. */
  public static Host live() {
    return new Host(new HostSource.ThisMachine(), new LiveFiles(), new LiveReadOnlyCommands());
  }

  /** Only the files of this machine, for rules and tests of rules: no command is run. */
  public static Host localFiles() {
    return new Host(new HostSource.Tree("/"), new LiveFiles(), RecordedCommands.none());
  }

  /** The same host with other files and commands, and an empty cache. */
  public Host through(UnaryOperator<HostFiles> doors, UnaryOperator<ReadOnlyCommands> runner) {
    return new Host(source, doors.apply(files), runner.apply(commands));
  }

  /**
   * The same host at the same moment with one fact replaced: facts that depend on it are created
   * again, and nothing is read twice.
   */
  public <T> Host supposing(Class<T> type, T fact) {
    Host supposed = new Host(this);
    supposed.facts.put(type, fact);
    return supposed;
  }

  /** The number of CPUs that this program may use, for all hosts. */
  public static int processorsHere() {
    return Runtime.getRuntime().availableProcessors();
  }

  public HostSource source() {
    return source;
  }

  /** A file's bytes, cached; the caller must not change them. */
  public Reading<byte[]> bytes(String path) {
    Reading<byte[]> known = read.get(path);
    if (known == null) {
      known = files.read(path);
      Reading<byte[]> earlier =
          read.putIfAbsent(path, known); // another thread may have been faster
      return earlier == null ? known : earlier;
    }
    return known;
  }

  /**
   * A file's text; unreadable if it has more than {@value #MAX_TEXT} bytes, {@value #MAX_LINES}
   * lines or {@value #MAX_WORDS} words. Bytes that are not UTF-8 become U+FFFD.
   */
  public Reading<String> text(String path) {
    return text(path, MAX_TEXT);
  }

  /**
   * The text of a file that this program wrote, which may be as long as any file that can be read.
   */
  public Reading<String> ownText(String path) {
    return text(path, HostFiles.MAX_BYTES);
  }

  private Reading<String> text(String path, int most) {
    return bytes(path)
        .flatMap(
            content -> {
              if (content.length > most) {
                return new Unreadable<>(
                    path,
                    "it has %d bytes; text is read up to %d MiB"
                        .formatted(content.length, most >> 20));
              }
              if (most == MAX_TEXT && hasTooMany(content)) {
                return new Unreadable<>(
                    path,
                    "it has more than %d lines or %d words; text is read up to that"
                        .formatted(MAX_LINES, MAX_WORDS));
              }
              return new Present<>(new String(content, StandardCharsets.UTF_8), path);
            });
  }

  private static boolean hasTooMany(byte[] content) {
    int lines = 0;
    int words = 0;
    boolean isInWord = false;
    for (byte one : content) {
      boolean isPart = one > ' ' && one != ',' || one < 0;
      lines += one == '\n' || one == '\r' ? 1 : 0;
      words += isPart && !isInWord ? 1 : 0;
      isInWord = isPart;
    }
    return lines > MAX_LINES || words > MAX_WORDS;
  }

  /** The file's text without white space at its ends, if it exists and can be read. */
  public Optional<String> trimmedText(String path) {
    return text(path).toOptional().map(String::strip);
  }

  /** The names in a directory, sorted, without "." and "..". */
  public Reading<List<String>> list(String path) {
    return files.list(path);
  }

  /** The status of a path; links are followed. */
  public Reading<FileStatus> status(String path) {
    return files.status(path, true);
  }

  /** The status of a path; a link in its last component is not followed. */
  public Reading<FileStatus> statusOfLink(String path) {
    return files.status(path, false);
  }

  /** True only if the path certainly exists. */
  public boolean has(String path) {
    return files.has(path);
  }

  /** Runs or replays a command that changes nothing; cached. */
  public CommandOutcome run(List<String> argv) {
    return run(argv, COMMAND_LIMIT);
  }

  /** The same with another time limit. */
  public CommandOutcome run(List<String> argv, Duration limit) {
    return answer(new Question.Command(argv), limit);
  }

  /** The commands whose answers a tree or capture has, sorted; empty for this machine. */
  public List<String> recordedCommands() {
    return commands.recorded();
  }

  /** The answer to a question, cached. */
  public CommandOutcome answer(Question question, Duration limit) {
    CommandOutcome known = answers.get(question);
    if (known == null) {
      // Two rules that ask the same question concurrently share the answer, as with facts.
      synchronized (locks.computeIfAbsent(question, _ -> new Object())) {
        known = answers.get(question);
        if (known == null) {
          known = commands.answer(question, limit);
          answers.put(question, known);
        }
      }
    }
    return known;
  }

  /** The output of a command that changes nothing; see {@link CommandOutcome#output}. */
  public Reading<String> output(List<String> argv) {
    return run(argv).output(String.join(" ", argv));
  }

  /**
   * The same machine, on which proofs can also be run, with an empty cache. A tree or capture is
   * returned unchanged.
   */
  public Host withProofs() {
    return withProofs(SearchPath.OF_ROOT);
  }

  /** The same host with programs from other directories. */
  Host withProofs(SearchPath path) {
    return new Host(
        source,
        files,
        commands,
        Optional.of(new ProofRunner(path)).filter(_ -> source.isThisMachine()));
  }

  /** Runs a proof, if proofs were requested and this host is the machine itself. */
  public ProofOutcome runProof(ProofScript proof) {
    if (!source.isThisMachine()) {
      return new ProofOutcome.Skipped(
          "only the machine itself can be tried, and these are files of one");
    }
    return proofs
        .map(runner -> runner.run(proof))
        .orElseGet(() -> new ProofOutcome.Skipped("nothing is to be tried in this run"));
  }

  /** A fact that several probes need, created once. Its creation may read further facts. */
  public <T> T fact(Class<T> type, Function<Host, T> make) {
    Object known = facts.get(type);
    if (known == null) {
      // One thread creates it and others wait; waiting for another fact cannot form a cycle.
      synchronized (locks.computeIfAbsent(type, _ -> new Object())) {
        known = facts.get(type);
        if (known == null) {
          known = make.apply(this);
          facts.put(type, known);
        }
      }
    }
    return type.cast(known);
  }
}
