package io.hostready.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.dist.NeedsTool;
import io.hostready.host.Host;
import io.hostready.host.Question;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that captures a host without hostready, run by shells. */
class CaptureScriptTest {

  @TempDir static Path tree;

  private static HostQuestions questions = HostQuestions.none();
  private static String expected = "";

  @BeforeAll
  static void makeTree() throws Exception {
    write("plain", "one\ntwo\n");
    write("no line end", "one\n-- two\n\\$ three\n== ");
    write("new\nline\tand \\ backslash", "x\n");
    write("empty", "");
    write("carriage", "a\r\nb\u00e9\u2028\n");
    Files.write(tree.resolve("latin1"), "caf\u00e9 x\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(tree.resolve("control"), new byte[] {65, 7, 10});
    write("url", "a https://me:pass@word@host/x?y=z@ http://none\nftp://@x ://u:p@h\n");
    write("key.pem", "-----BEGIN PRIVATE KEY-----\nMII\n");
    write(
        "systemd/unit",
        "Environment=\"A_PASSWORD=a b\" x.token = t0,\nsecret:\n  v\n"
            + "\"apiKey\": null, \"api_key\" : \"q\\\"r\"; my-Secret-x='s t'; passwordless\n");
    write(
        ".bashrc",
        "alias x=y\n  export DOCKER_HOST=a\nexport DOCKER_HOST=tcp://u:p@h\nPATH=/x\n"
            + "unset COMPOSE_FILE  \nexport TOKEN=1\n");
    Files.createDirectory(tree.resolve("directory"));
    write("directory/.hidden", "h\n");
    write("directory/*", "star\n");
    write("directory/..x", "dots\n");
    Files.createDirectory(tree.resolve("nothing"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("directory/.."));
    Files.createSymbolicLink(tree.resolve("absolute"), tree.resolve("plain"));
    Files.createSymbolicLink(tree.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(tree.resolve("dangling"), Path.of("no/such"));
    run("mkfifo", tree.resolve("fifo").toString());
    try (RandomAccessFile huge = new RandomAccessFile(tree.resolve("huge").toFile(), "rw")) {
      huge.setLength((16 << 20) + 1L);
    }
    Files.setPosixFilePermissions(
        tree.resolve("plain"), PosixFilePermissions.fromString("rw-r-----"));
    Files.setPosixFilePermissions(
        tree.resolve("key.pem"), PosixFilePermissions.fromString("---------"));
    questions = questions();
    expected = recorded();
  }

  private static void write(String name, String text) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static HostQuestions questions() {
    TreeSet<FileQuestion> files = new TreeSet<>();
    for (String name :
        List.of(
            "plain",
            "no line end",
            "new\nline\tand \\ backslash",
            "empty",
            "carriage",
            "latin1",
            "control",
            "url",
            "key.pem",
            "systemd/unit",
            ".bashrc",
            "directory/.hidden",
            "directory/*",
            "link/link/plain",
            "absolute",
            "loop",
            "dangling",
            "fifo",
            "huge",
            "directory",
            "missing/below",
            "plain/below")) {
      files.add(new FileQuestion(tree + "/" + name, FileQuestion.Kind.CONTENT));
    }
    for (String path :
        List.of(
            "/dev/null",
            "/etc/passwd",
            "/etc/group",
            "/proc/sys/kernel/osrelease",
            "/etc/machine-id",
            "/proc/config.gz",
            "/dev/zero")) {
      files.add(new FileQuestion(path, FileQuestion.Kind.CONTENT));
    }
    for (String name : List.of("", "/directory", "/nothing", "/plain", "/missing", "/link/.")) {
      files.add(new FileQuestion(tree + name, FileQuestion.Kind.LISTING));
    }
    files.add(new FileQuestion(tree + "/absolute", FileQuestion.Kind.LINK));
    files.add(new FileQuestion(tree + "/loop", FileQuestion.Kind.LINK));
    files.add(new FileQuestion(tree + "/huge", FileQuestion.Kind.STATUS));
    TreeMap<Question, Duration> others =
        new TreeMap<>(java.util.Comparator.comparing(Question::text));
    Duration second = Duration.ofSeconds(1);
    Duration limit = Duration.ofSeconds(5);
    others.put(new Question.Command(List.of("uname", "-m")), limit);
    others.put(new Question.Command(List.of("no-such-program", "'x'")), limit);
    others.put(new Question.Command(List.of("sleep", "60")), second);
    others.put(
        new Question.Command(List.of("sh", "-c", "echo out; printf 'e 1' >&2; exit 3")), limit);
    others.put(
        new Question.Command(List.of("sh", "-c", "printf 'a\\377b\\000c\\n\\n$ x'; pwd; env")),
        limit);
    others.put(new Question.Command(List.of("sh", "-c", "exec head -c 4200000 /dev/zero")), limit);
    others.put(new Question.Command(List.of("sh", "-c", "echo password=ge\"\"heim")), limit);
    others.put(new Question.Command(List.of("cat")), limit);
    others.put(new Question.SocketRequest(tree + "/no.sock", "/info"), limit);
    others.put(new Question.ProcessVariable("container"), limit);
    return new HostQuestions(files, others);
  }

  private static String recorded() throws HostTextException {
    Recorder recorder = Recorder.of(Host.live());
    Host host = recorder.host();
    for (FileQuestion each : questions.files()) {
      switch (each.kind()) {
        case CONTENT -> host.bytes(each.path());
        case LISTING -> host.list(each.path());
        case STATUS -> host.status(each.path());
        case LINK -> host.statusOfLink(each.path());
      }
    }
    questions.others().forEach(host::answer);
    byte[] packed =
        Recording.of(
                recorder,
                new Manifest.Made("1.2.3", Instant.EPOCH, isRoot(), false),
                List.of("docker-engine"),
                Map.of(),
                Map.of("a-rule", "00ff"),
                Optional.empty())
            .bytes();
    return comparable(new String(HostTextFile.read(packed).bytes(), StandardCharsets.UTF_8));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String comparable(String text) {
    return text.replaceFirst("(?m)^captured-at: .*", "captured-at: TIME");
  }

  private static String script() {
    return new CaptureScript("1.2.3", List.of("docker-engine"), false, Map.of("a-rule", "00ff"))
        .text(questions);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh", "mksh"})
  void answersAreThoseOfCapture(String shell) throws Exception {
    NeedsTool.named(shell.split(" ")[0]);
    assertEquals(expected, comparable(run(shell.split(" "))));
  }

  @Test
  void readsNothingThatCapturesLeaveOut() {
    assertTrue(expected.contains("left-out: "), expected);
    assertFalse(expected.contains("pass@word"), expected);
    assertFalse(expected.contains("geheim"), expected);
  }

  @Test
  void nameOfAPartInAPathIsNotReplaced() {
    String path = "/x/@OTHERS@\n/@MANIFEST@\n";
    TreeMap<Question, Duration> others = HostQuestions.sorted(Map.of());
    others.put(new Question.Command(List.of("true", "a;id")), Duration.ofSeconds(5));
    TreeSet<FileQuestion> files = new TreeSet<>();
    files.add(new FileQuestion(path, FileQuestion.Kind.CONTENT));
    String text =
        new CaptureScript("1.2.3", List.of(), false, Map.of())
            .text(new HostQuestions(files, others));
    assertTrue(text.contains("\nc '" + path + "'\n"), text);
    assertEquals(2, text.split("a;id", -1).length - 1, text);
  }

  /** Between the resolution of the paths and the reading, by an owner of the directory. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh", "mksh"})
  void aFileThatIsReplacedByALinkIsNotRead(String shell, @TempDir Path home) throws Exception {
    NeedsTool.named(shell.split(" ")[0]);
    Path file = Files.writeString(home.resolve("of-a-user"), "before\n");
    Files.writeString(home.resolve("of-another-user"), "not for the first one\n");
    TreeSet<FileQuestion> files = new TreeSet<>();
    files.add(new FileQuestion(file.toString(), FileQuestion.Kind.CONTENT));
    String text =
        new CaptureScript("1.2.3", List.of(), false, Map.of())
            .text(new HostQuestions(files, HostQuestions.sorted(Map.of())));
    assertTrue(runScript(text, shell.split(" ")).contains("before"));
    String resolved = "| sort -u | answer";
    assertTrue(text.contains(resolved), text);
    String replaced =
        text.replace(
            resolved,
            "| { lines=$(sort -u); ln -sf of-another-user '%s'; raw \"$lines$nl\"; } | answer"
                .formatted(file));
    String captured = runScript(replaced, shell.split(" "));
    assertFalse(captured.contains("not for the first one"), captured);
    assertTrue(captured.contains("it was replaced while the host was captured"), captured);
  }

  @Test
  void shellcheckHasNothingToSay() throws Exception {
    NeedsTool.named("shellcheck");
    assertEquals("", run("shellcheck", "-s", "sh", "-S", "warning", "-"));
  }

  /** Runs a program with the script as its input. */
  private static String run(String... argv) throws Exception {
    return runScript(script(), argv);
  }

  private static String runScript(String text, String... argv) throws Exception {
    Path script = tree.resolveSibling(tree.getFileName() + ".sh");
    Files.writeString(script, text);
    List<String> words = new ArrayList<>(List.of(argv));
    Process process =
        new ProcessBuilder(words)
            .redirectInput(script.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor() == 0 || argv[0].equals("shellcheck"), out);
    Files.delete(script);
    return out;
  }
}
