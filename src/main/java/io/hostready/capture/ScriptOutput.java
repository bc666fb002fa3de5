package io.hostready.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The output of a remote shell that ran a {@link CaptureScript}. It may be hostile. */
public final class ScriptOutput {

  private static final byte[] FIRST_LINE =
      ("# " + Recording.ABOUT.getFirst() + "\n").getBytes(StandardCharsets.UTF_8);

  private ScriptOutput() {}

  /**
   * Reads the capture. A greeting before it is skipped, which files such as ~/.bashrc can print.
   *
   * @throws HostTextException if a complete capture is missing
   */
  public static HostText read(byte[] output) throws HostTextException {
    int start = 0;
    while (!isFirstLine(output, start)) {
      while (start < output.length && output[start] != '\n') {
        start++;
      }
      start++;
      if (start >= output.length) {
        throw new HostTextException("no capture in it");
      }
    }
    HostText text = HostText.parse(Arrays.copyOfRange(output, start, output.length));
    if (text.manifest().isEmpty()) {
      throw new HostTextException("no capture in it");
    }
    return text;
  }

  private static boolean isFirstLine(byte[] output, int start) {
    int end = start + FIRST_LINE.length;
    return end <= output.length
        && Arrays.equals(output, start, end, FIRST_LINE, 0, FIRST_LINE.length);
  }
}
