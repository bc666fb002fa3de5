package io.hostready.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.Question;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HostQuestionsTest {

  private static final HostQuestions FIRST =
      questions(List.of("/etc/os-release"), command("stat", "-c", "%S %b", "/"));

  private static Question command(String... argv) {
    return new Question.Command(List.of(argv));
  }

  private static HostQuestions questions(List<String> paths, Question... others) {
    TreeSet<FileQuestion> files = new TreeSet<>();
    paths.forEach(path -> files.add(new FileQuestion(path, FileQuestion.Kind.CONTENT)));
    TreeMap<Question, Duration> limits = HostQuestions.sorted(new TreeMap<>());
    for (Question other : others) {
      limits.put(other, Duration.ofSeconds(5));
    }
    return new HostQuestions(files, limits);
  }

  private static List<String> texts(HostQuestions questions) {
    List<String> texts =
        questions.files().stream().map(FileQuestion::path).collect(Collectors.toList());
    questions.others().keySet().forEach(other -> texts.add(other.text()));
    return texts;
  }

  @Test
  void commandsForOtherHostsAreOfRootsProgramsAndHavePlainWords() {
    HostQuestions other =
        questions(
            List.of(
                "/srv/docker/a b",
                "/srv/root/.a",
                "/proc/kmsg",
                "//proc/kmsg",
                "/proc/./kmsg",
                "/proc/1/../kmsg",
                "/proc/self/root/proc/kmsg",
                "/proc/1/task/1/cwd",
                "/sys/kernel/tracing/trace_pipe"),
            command("stat", "-c", "%S %b", "/srv/docker"),
            command("stat", "-c", "%S %b", "/srv/$(id)"),
            command("dockerd", "--validate", "--label=a;id"),
            command("dockerd", "--validate=false", "--pidfile=/etc/passwd"),
            command("systemctl", "-H", "other", "show"),
            command("/tmp/dockerd", "--validate"),
            new Question.SocketRequest("/run/docker.sock", "/info"),
            new Question.SocketRequest("/run/a b.sock", "/info"));
    assertEquals(
        List.of(
            "/etc/os-release",
            "/srv/docker/a b",
            "/srv/root/.a",
            "GET unix:///run/docker.sock/info",
            "stat -c %S %b /",
            "stat -c %S %b /srv/docker"),
        texts(FIRST.andOfOtherHost(other, 10)));
  }

  @Test
  void hostWithTooManyQuestionsDeterminesNone() {
    HostQuestions other = questions(List.of("/etc/os-release", "/a", "/b"));
    assertEquals(4, texts(FIRST.andOfOtherHost(other, 2)).size());
    assertEquals(FIRST, FIRST.andOfOtherHost(other, 1));
  }
}
