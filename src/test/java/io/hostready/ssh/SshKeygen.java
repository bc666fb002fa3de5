package io.hostready.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.dist.NeedsTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys and signatures of the real ssh-keygen(1), in a directory of a test. */
public record SshKeygen(Path directory) {

  /** What a run printed, and its exit code. */
  public record Ended(int exit, String output) {}

  /** Makes a key without a passphrase: NAME and NAME.pub. */
  public Path key(String name, String type, String... options) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("-q", "-t", type, "-N", "", "-C", name + "@example.com"));
    words.addAll(List.of(options));
    words.addAll(List.of("-f", name));
    assertEquals(new Ended(0, ""), run("/dev/null", words.toArray(String[]::new)));
    return directory.resolve(name);
  }

  /** The file MESSAGE.sig. */
  public byte[] sign(Path key, String namespace, byte[] message) throws Exception {
    Path file = Files.write(directory.resolve("message"), message);
    Files.deleteIfExists(directory.resolve("message.sig"));
    Ended ended = run("/dev/null", "-Y", "sign", "-f", key + "", "-n", namespace, file + "");
    assertEquals(0, ended.exit(), ended.output());
    return Files.readAllBytes(directory.resolve("message.sig"));
  }

  /** Runs it with a file as its input. */
  public Ended run(String input, String... words) throws IOException, InterruptedException {
    NeedsTool.named("ssh-keygen");
    List<String> argv = new ArrayList<>(List.of("ssh-keygen"));
    argv.addAll(List.of(words));
    Process process =
        new ProcessBuilder(argv)
            .directory(directory.toFile())
            .redirectInput(directory.resolve(input).toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
