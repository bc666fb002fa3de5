package io.hostready.capture;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.Question;
import io.hostready.host.ReadOnlyCommands;
import io.hostready.host.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Collects all questions to a host, and passes them on. */
public final class QuestionLog {

  private final Set<FileQuestion> files = ConcurrentHashMap.newKeySet();
  private final Map<Question, Duration> others = new ConcurrentHashMap<>();
  private final Host host;

  private QuestionLog(Host asked) {
    this.host = asked.through(LoggedFiles::new, LoggedCommands::new);
  }

  /** Starts to collect the questions to a host; cached answers are not used. */
  public static QuestionLog of(Host asked) {
    return new QuestionLog(asked);
  }

  /** The host to ask instead of the other one. */
  public Host host() {
    return host;
  }

  /** The questions so far. */
  public HostQuestions questions() {
    return new HostQuestions(new TreeSet<>(files), HostQuestions.sorted(others));
  }

  private final class LoggedFiles implements HostFiles {

    private final HostFiles asked;

    LoggedFiles(HostFiles asked) {
      this.asked = asked;
    }

    @Override
    public Reading<byte[]> read(String path) {
      files.add(new FileQuestion(path, FileQuestion.Kind.CONTENT));
      return asked.read(path);
    }

    @Override
    public Reading<List<String>> list(String path) {
      files.add(new FileQuestion(path, FileQuestion.Kind.LISTING));
      return asked.list(path);
    }

    @Override
    public Reading<FileStatus> status(String path, boolean follow) {
      files.add(new FileQuestion(path, follow ? FileQuestion.Kind.STATUS : FileQuestion.Kind.LINK));
      return asked.status(path, follow);
    }
  }

  private final class LoggedCommands implements ReadOnlyCommands {

    private final ReadOnlyCommands asked;

    LoggedCommands(ReadOnlyCommands asked) {
      this.asked = asked;
    }

    @Override
    public CommandOutcome answer(Question question, Duration limit) {
      others.put(question, limit);
      return asked.answer(question, limit);
    }

    @Override
    public List<String> recorded() {
      return asked.recorded();
    }
  }
}
