package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.text.Columns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The kernel command line of a Raspberry Pi: a file with one line, which the firmware reads.
 * Source: Raspberry Pi documentation, "Kernel command line".
 */
record FirmwareCommandLine(String path) implements BootLoader {

  private static final Pattern LINE = Pattern.compile("(?m)^()(.*\\S.*)$");

  /** The newer path first: Debian 12 leaves a file without a command line at the older one. */
  static Optional<FirmwareCommandLine> find(Host host) {
    return Stream.of("/boot/firmware/cmdline.txt", "/boot/cmdline.txt")
        .filter(host::has)
        .findFirst()
        .map(FirmwareCommandLine::new);
  }

  @Override
  public Map<String, String> edited(PlanBuilder builder, KernelArguments arguments) {
    String text = EditableText.text(builder, path).orElse("");
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    boolean isCommandLine =
        lines.size() == 1
            && List.of(Columns.of(lines.getFirst())).stream()
                .anyMatch(word -> word.startsWith("root=") || word.startsWith("console="));
    if (!isCommandLine) {
      throw new PlanningException(
          path
              + " is not a kernel command line: expected one line with root= or console=, found "
              + lines.size()
              + (lines.size() == 1 ? " line" : " lines")
              + ". Edit it manually.");
    }
    return Map.of(path, arguments.inEachLine(text, LINE));
  }

  @Override
  public List<Update> updates() {
    return List.of();
  }
}
