package io.hostready.capture;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import java.nio.charset.StandardCharsets;

/**
 * Reads texts and captures that come from somebody else; whether one is refused does not matter.
 */
public final class CaptureBytes {

  private CaptureBytes() {}

  /** Reads a file, with or without gzip, and asks the hosts that it describes. */
  public static void read(byte[] file) {
    try {
      HostText text = HostTextFile.read(file);
      ask(text.host("text"));
    } catch (HostTextException refused) {
      // as documented
    }
  }

  /** Reads a capture of which these are the lines after its first field. */
  public static void readCapture(byte[] lines) {
    read(new CaptureText().bytes(lines).text());
  }

  /** Reads a text and each of its situations; what is read is written and read again. */
  public static void readSituations(byte[] bytes) {
    try {
      HostText text = HostText.parse(bytes);
      byte[] written = text.bytes();
      if (!java.util.Arrays.equals(written, HostText.parse(written).bytes())) {
        throw new IllegalStateException("what is written is read as something else");
      }
      for (HostSection situation :
          text.situations().subList(0, Math.min(3, text.situations().size()))) {
        text.parameters(situation);
        ask(text.host("text", situation));
      }
    } catch (HostTextException refused) {
      // as documented
    }
  }

  private static void ask(Host host) {
    host.list("/");
    host.list("/etc");
    host.status("/a/b/c");
    host.bytes("/a1");
    host.run(java.util.List.of("c"));
  }

  /** Takes the secrets out of a file and out of what a command printed. */
  public static void withoutSecrets(byte[] bytes) {
    Secrets secrets = new Secrets();
    String path = "/etc/docker/daemon.json";
    secrets.without(path, path, new Present<>(bytes, path), (_, _) -> {});
    String text = new String(bytes, StandardCharsets.UTF_8);
    secrets.without("docker info", new CommandOutcome.Ended(0, text, text));
  }
}
