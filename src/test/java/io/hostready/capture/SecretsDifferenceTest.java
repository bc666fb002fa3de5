package io.hostready.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.dist.NeedsTool;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The awk program of the script keeps and leaves out the same bytes as {@link Secrets}. For a long
 * search: {@code -Dhostready.secrets.rounds=10000 -Dhostready.secrets.seed=7}, and for other awks
 * {@code -Dhostready.secrets.awk=gawk,original-awk}.
 */
class SecretsDifferenceTest {

  private static final int ROUNDS = Integer.getInteger("hostready.secrets.rounds", 1);

  private static final int SEED = Integer.getInteger("hostready.secrets.seed", 1);

  /** Reads what the program asks for again, which are files of this host for it. */
  private static final String HEAD = "#!/bin/sh\nexec /usr/bin/head -c \"$2\" -- \"$TREE$4\"\n";

  @TempDir private Path directory;

  static List<String> programs() {
    return List.of(System.getProperty("hostready.secrets.awk", "mawk,busybox awk").split(","));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void bytesAreTheSame(String awk) throws Exception {
    List<String> words = List.of(awk.split(" "));
    NeedsTool.named(words.getFirst());
    Path head = Files.writeString(directory.resolve("head"), HEAD);
    Files.setPosixFilePermissions(head, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path program = Files.writeString(directory.resolve("program"), program());
    for (int round = 0; round < ROUNDS; round++) {
      HostileInputs inputs = new HostileInputs(SEED + round);
      Map<String, byte[]> files = inputs.files(30);
      List<byte[]> outputs = inputs.outputs(60);
      List<String> argv = new ArrayList<>(words);
      argv.addAll(List.of("-f", program.toString()));
      List<String> expected = recorded(files, outputs);
      List<String> got = run(argv, files, outputs);
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.get(i), i < got.size() ? got.get(i) : "", "seed " + (SEED + round));
      }
      assertEquals(expected.size(), got.size());
    }
  }

  private static String program() {
    String script = new CaptureScript("1", List.of(), false, Map.of()).text(HostQuestions.none());
    String start = "program_of_writer='\n";
    int from = script.indexOf(start) + start.length();
    return script.substring(from, script.indexOf("'\n", from));
  }

  private static Host host(Map<String, byte[]> files, List<byte[]> outputs) {
    FakeHost fake = FakeHost.empty();
    files.forEach(fake::file);
    for (int i = 0; i + 1 < outputs.size(); i += 2) {
      fake.command(
          command(i), new CommandOutcome.Ended(i % 3, text(outputs, i), text(outputs, i + 1)));
    }
    return fake.host();
  }

  private static String command(int i) {
    return "command " + i;
  }

  private static String text(List<byte[]> outputs, int i) {
    return new String(outputs.get(i), StandardCharsets.UTF_8);
  }

  private static List<String> recorded(Map<String, byte[]> files, List<byte[]> outputs)
      throws HostTextException {
    Recorder recorder = Recorder.of(host(files, outputs));
    files.keySet().forEach(recorder.host()::bytes);
    for (int i = 0; i + 1 < outputs.size(); i += 2) {
      recorder.host().run(List.of(command(i).split(" ")));
    }
    byte[] packed =
        Recording.of(
                recorder,
                new Manifest.Made("1", Instant.EPOCH, true, false),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty())
            .bytes();
    return comparable(HostTextFile.read(packed).bytes());
  }

  /** What was left out and replaced, and the contents. */
  private static List<String> comparable(byte[] capture) {
    String text = new String(capture, StandardCharsets.UTF_8);
    return Arrays.stream(
            text.substring(text.indexOf("by-root: ")).split("\\n(?=-- /|\\$ |[a-z-]+: )"))
        .map(part -> part.replaceFirst("^(-- \\S+) \\d{4} 0 0", "$1"))
        .filter(part -> !part.endsWith(" directory"))
        .toList();
  }

  private List<String> run(List<String> argv, Map<String, byte[]> files, List<byte[]> outputs)
      throws IOException, InterruptedException {
    Path input = Files.write(directory.resolve("input"), questions(files, outputs));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectInput(input.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TREE", directory.resolve("tree").toString());
    builder.environment().merge("PATH", directory.toString(), (path, mine) -> mine + ":" + path);
    Process process = builder.start();
    byte[] out = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] == (byte) 0xff ? 0 : out[i];
    }
    return comparable(out);
  }

  /** What the shell sends to the program: see capture.sh. */
  private byte[] questions(Map<String, byte[]> files, List<byte[]> outputs) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    put(lines, "B true\nA 1970-01-01T00:00:00Z\nI all: false\n");
    Host host = host(files, outputs);
    TreeSet<String> paths = new TreeSet<>(List.of("/"));
    for (String path : files.keySet()) {
      for (int slash = path.length(); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        paths.add(path.substring(0, slash));
      }
    }
    for (String path : paths) {
      if (host.statusOfLink(path) instanceof Present(FileStatus status, _)) {
        String mode = (status.isDirectory() ? "4" : "8") + "%03x".formatted(status.mode());
        put(lines, "s " + path + "\n= " + mode + " 0 0 " + status.size() + "\n");
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (new String(file.getValue(), StandardCharsets.ISO_8859_1)
          .matches("(?s).*[\u00fd-\u00ff].*")) {
        Path copy = directory.resolve("tree" + file.getKey());
        Files.createDirectories(copy.getParent());
        Files.write(copy, file.getValue());
      }
      put(lines, "c " + file.getKey() + "\n");
      line(lines, file.getValue());
      put(lines, "! \n");
    }
    for (int i = 0; i + 1 < outputs.size(); i += 2) {
      put(lines, "x " + command(i) + "\n");
      line(lines, outputs.get(i));
      line(lines, outputs.get(i + 1));
      put(lines, "e " + i % 3 + " command\n");
    }
    return lines.toByteArray();
  }

  private static void put(ByteArrayOutputStream lines, String text) {
    lines.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void line(ByteArrayOutputStream lines, byte[] content) {
    for (byte each : content) {
      lines.write(
          switch (each) {
            case 0 -> 0xff;
            case '\n' -> 0xfd;
            case (byte) 0xfd, (byte) 0xff -> 0xfe;
            default -> each;
          });
    }
    lines.write('\n');
  }
}
