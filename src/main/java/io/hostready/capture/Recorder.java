package io.hostready.capture;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.PathResolver;
import io.hostready.host.Question;
import io.hostready.host.ReadOnlyCommands;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Records all queries to a host with their answers, and passes them on. Links in a path are
 * recorded as links, so that the recording gives the same answers. The caller gets the complete
 * answer; the recording contains no secrets.
 */
public final class Recorder {

  /** Links without a path as target, though the kernel follows them: proc(5). */
  private static final Pattern MAGIC =
      Pattern.compile(
          "/proc/(?:self|thread-self|\\d+)(?:/task/\\d+)?/(?:exe|cwd|root|(?:fd|ns|map_files)/.*)");

  /** The answers: two threads with the same query get the same answer. */
  private final Map<String, Reading<byte[]>> contents = new ConcurrentHashMap<>();

  private final Map<String, Reading<List<String>>> listings = new ConcurrentHashMap<>();
  private final Map<String, CommandOutcome> outcomes = new ConcurrentHashMap<>();

  private final Map<String, CapturedPath> paths = new ConcurrentHashMap<>();
  private final Map<String, CommandOutcome> commands = new ConcurrentHashMap<>();
  private final Secrets secrets = new Secrets();
  private final Host host;

  private Recorder(Host watched) {
    this.host = watched.through(RecordedFiles::new, this::recording);
  }

  /** Starts to record the queries to a host; cached answers are not used. */
  public static Recorder of(Host watched) {
    return new Recorder(watched);
  }

  /** The host to query instead of the recorded one. */
  public Host host() {
    return host;
  }

  /** Everything recorded so far, sorted by path and by command. */
  Notes notes() {
    return new Notes(
        new TreeMap<>(paths), new TreeMap<>(commands), secrets.leftOut(), secrets.changed());
  }

  private ReadOnlyCommands recording(ReadOnlyCommands asked) {
    return new ReadOnlyCommands() {
      @Override
      public CommandOutcome answer(Question question, Duration limit) {
        return note(question, asked.answer(question, limit));
      }

      @Override
      public List<String> recorded() {
        return asked.recorded();
      }
    };
  }

  /** Whether a question fits in a line of a recording. */
  static boolean isRecorded(Question question) {
    String text = question.text();
    return text.indexOf('\n') < 0 && text.strip().equals(text);
  }

  private CommandOutcome note(Question question, CommandOutcome outcome) {
    String command = question.text();
    CommandOutcome earlier = outcomes.putIfAbsent(command, outcome);
    if (earlier != null) {
      return earlier;
    }
    if (isRecorded(question)) {
      commands.put(command, secrets.without(command, outcome));
    }
    return outcome;
  }

  /** The recorded data, in order. */
  record Notes(
      TreeMap<String, CapturedPath> paths,
      TreeMap<String, CommandOutcome> commands,
      Map<String, String> leftOut,
      List<String> changed) {}

  /** The files of the recorded host. */
  private final class RecordedFiles implements HostFiles {

    private final HostFiles files;

    RecordedFiles(HostFiles files) {
      this.files = files;
    }

    @Override
    public Reading<byte[]> read(String path) {
      Reading<byte[]> content = files.read(path);
      Reading<byte[]> earlier = contents.putIfAbsent(path, content);
      if (earlier != null) {
        return earlier;
      }
      end(path, true)
          .ifPresent(
              end -> {
                if (content instanceof Absent) {
                  note(end, seen -> seen.withStatus(new Absent<>(end))); // it ended in the meantime
                } else {
                  Reading<byte[]> kept = secrets.without(path, end, content, commands::put);
                  note(end, seen -> seen.content() == null ? seen.withContent(kept) : seen);
                }
              });
      return content;
    }

    @Override
    public Reading<List<String>> list(String path) {
      Reading<List<String>> listing = files.list(path);
      Reading<List<String>> earlier = listings.putIfAbsent(path, listing);
      if (earlier != null) {
        return earlier;
      }
      end(path, true)
          .filter(_ -> !(listing instanceof Absent))
          .ifPresent(
              end -> note(end, seen -> seen.listing() == null ? seen.withListing(listing) : seen));
      return listing;
    }

    @Override
    public Reading<FileStatus> status(String path, boolean follow) {
      Reading<FileStatus> status = files.status(path, follow);
      // A file can grow or disappear between two reads: the first recorded answer is kept.
      return end(path, follow).map(this::status).orElse(status);
    }

    /**
     * The resolved path, with each step recorded; empty if a component does not exist or a link has
     * no path.
     */
    private Optional<String> end(String path, boolean follow) {
      PathResolver walk = new PathResolver(path);
      status("/");
      while (walk.next()) {
        if (!(status(walk.step()) instanceof Present(var present, _))) {
          return Optional.empty();
        }
        if (present.linkTarget().isPresent() && (follow || !walk.isLast())) {
          if (!walk.follow(present.linkTarget().get())) {
            return Optional.empty();
          }
        } else if (!walk.isLast() && present.type() != FileStatus.Type.DIRECTORY) {
          return Optional.empty();
        } else {
          walk.enter();
        }
      }
      return Optional.of(walk.at());
    }

    private Reading<FileStatus> status(String path) {
      CapturedPath known = paths.get(path);
      if (known != null && known.status() != null) {
        return known.status();
      }
      Reading<FileStatus> status = files.status(path, MAGIC.matcher(path).matches());
      note(path, seen -> seen.withStatus(status));
      return status;
    }
  }

  private void note(String path, UnaryOperator<CapturedPath> change) {
    paths.compute(path, (_, seen) -> change.apply(seen == null ? CapturedPath.UNKNOWN : seen));
  }
}
