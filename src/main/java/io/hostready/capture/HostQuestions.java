package io.hostready.capture;

import io.hostready.host.Question;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Questions to a host, without answers. {@link QuestionLog} collects those that rules ask.
 *
 * @param files questions about paths, sorted by path
 * @param others questions that files cannot answer, with their time limits, sorted by text
 */
public record HostQuestions(SortedSet<FileQuestion> files, SortedMap<Question, Duration> others) {

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
}
