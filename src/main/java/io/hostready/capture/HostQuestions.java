package io.hostready.capture;

import io.hostready.host.Question;
import io.hostready.text.ShellWords;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Questions to a host, without answers. {@link QuestionLog} collects those that rules ask.
 *
 * @param files questions about paths, sorted by path
 * @param others questions that files cannot answer, with their time limits, sorted by text
 */
public record HostQuestions(SortedSet<FileQuestion> files, SortedMap<Question, Duration> others) {

  /** What is read there is lost for the reader that waits for it. Source: proc(5), ftrace.rst. */
  private static final Pattern TAKES_AWAY =
      Pattern.compile("^/(?:proc/kmsg|sys/kernel/(?:debug|tracing)/)");

  /** A path with another spelling, or through a process to another path: proc_pid_root(5). */
  private static final Pattern INDIRECT =
      Pattern.compile("//|/\\.\\.?(?:/|$)|^/proc/.*/(?:root|cwd|exe|fd|map_files)(?:/|$)");

  private static final Comparator<Question> BY_TEXT = Comparator.comparing(Question::text);

  public HostQuestions {
    files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
    others = Collections.unmodifiableSortedMap(sorted(others));
  }

  /** No question. */
  public static HostQuestions none() {
    return new HostQuestions(new TreeSet<>(), sorted(Map.of()));
  }

  static TreeMap<Question, Duration> sorted(Map<Question, Duration> others) {
    TreeMap<Question, Duration> sorted = new TreeMap<>(BY_TEXT);
    sorted.putAll(others);
    return sorted;
  }

  /** These questions and others. */
  public HostQuestions and(HostQuestions more) {
    TreeSet<FileQuestion> allFiles = new TreeSet<>(files);
    allFiles.addAll(more.files);
    TreeMap<Question, Duration> allOthers = sorted(more.others);
    allOthers.putAll(others);
    return new HostQuestions(allFiles, allOthers);
  }

  /** Whether each of the other questions is among these. */
  public boolean contains(HostQuestions other) {
    return files.containsAll(other.files) && others.keySet().containsAll(other.others.keySet());
  }

  /**
   * These questions, and those of another host that may be asked of this one as well, which a
   * hostile host can determine by its answers. A command is one of a program in root's usual
   * directories, with words that are plain or in a command of these, and with no option that is in
   * no command of these. Reading a file must take nothing away from the host.
   *
   * @param most the maximum number of questions that are added; of a host with more, none is
   */
  public HostQuestions andOfOtherHost(HostQuestions other, int most) {
    Set<String> words =
        others.keySet().stream().flatMap(HostQuestions::words).collect(Collectors.toSet());
    TreeSet<FileQuestion> newFiles = new TreeSet<>(other.files);
    newFiles.removeAll(files);
    newFiles.removeIf(
        file -> TAKES_AWAY.matcher(file.path()).find() || INDIRECT.matcher(file.path()).find());
    TreeMap<Question, Duration> newOthers = sorted(other.others);
    newOthers.keySet().removeAll(others.keySet());
    newOthers
        .keySet()
        .removeIf(
            question ->
                words(question).findFirst().filter(first -> first.indexOf('/') < 0).isEmpty()
                    || !words(question)
                        .allMatch(
                            word ->
                                words.contains(word)
                                    || ShellWords.isPlain(word) && !word.startsWith("-")));
    return newFiles.size() + newOthers.size() > most
        ? this
        : and(new HostQuestions(newFiles, newOthers));
  }

  private static Stream<String> words(Question question) {
    return switch (question) {
      case Question.Command(List<String> argv) -> argv.stream();
      case Question.SocketRequest(String socket, String path) -> Stream.of("GET", socket, path);
      case Question.ProcessVariable(String name) -> Stream.of(name);
    };
  }
}
