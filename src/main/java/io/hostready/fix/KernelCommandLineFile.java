package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel command line of a Raspberry Pi: a file with one line, which the firmware reads.
 * Source: Raspberry Pi documentation, "Kernel command line".
 */
record KernelCommandLineFile(String path, String text) {

  /** The newer path first: Debian 12 leaves a file without a command line at the older one. */
  private static final List<String> PATHS =
      List.of("/boot/firmware/cmdline.txt", "/boot/cmdline.txt");

  /** The path of the file on this host, if its firmware reads one. */
  static Optional<String> find(Host host) {
    return PATHS.stream().filter(host::has).findFirst();
  }

  /** Reads the file as planned so far; throws PlanningException if it is not one command line. */
  static KernelCommandLineFile of(PlanBuilder builder, String path) {
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
    return new KernelCommandLineFile(path, text);
  }

  /** The text with some arguments removed and others added at the end of the line. */
  String with(List<String> added, List<String> removed) {
    String line = text.lines().filter(each -> !each.isBlank()).findFirst().orElseThrow();
    List<String> words = new ArrayList<>(List.of(Columns.of(line)));
    boolean isChanged = words.removeAll(removed);
    for (String argument : added) {
      if (!words.contains(argument)) {
        words.add(argument);
        isChanged = true;
      }
    }
    return isChanged ? text.replace(line, String.join(" ", words)) : text;
  }
}
