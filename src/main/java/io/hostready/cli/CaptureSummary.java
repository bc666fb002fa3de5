package io.hostready.cli;

import io.hostready.capture.Manifest;
import io.hostready.capture.Secrets;
import io.hostready.report.Paragraph;
import io.hostready.text.SafeText;
import java.util.List;
import java.util.Map;

/**
 * Prints what a capture contains, and what it does not contain and why, for the user who created
 * it.
 */
record CaptureSummary(Terminal terminal) {

  private static final int SHOWN = 5;

  /** The width of an item of a list in the help. */
  private static final int WIDTH = Subcommand.WIDTH - "  - ".length();

  /** The description in the command's help: what a capture never contains. */
  static String[] help(String purpose) {
    return new String[] {
      purpose + ".",
      "",
      "The file is text, compressed with gzip; zless shows it.",
      "",
      "Never saved:" + bulletList(Secrets.NEVER_TAKEN),
      "",
      "Replaced by a placeholder:" + bulletList(Secrets.REPLACED)
    };
  }

  private static String bulletList(List<String> lines) {
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      out.append("%n  - ").append(String.join("%n    ", Paragraph.lines(line, WIDTH)));
    }
    return out.toString();
  }

  /** Prints it; its first lines have everything. */
  void print(Manifest manifest) {
    var without = manifest.without();
    printLine(
        "contains what "
            + manifest.rules().size()
            + " rules read"
            + (manifest.made().byRoot()
                ? ""
                : "; not run as root: files that only root can read are missing"));
    list("could not be read", without.unreadable());
    list("left out, because it can contain secrets", without.leftOut());
    if (!without.replaced().isEmpty()) {
      printLine("secret values were replaced in " + String.join(", ", without.replaced()));
    }
    list("cannot be checked on the capture", without.undecided());
  }

  private void list(String what, Map<String, String> all) {
    all.entrySet().stream()
        .limit(SHOWN)
        .forEach(each -> printLine(what + ": " + each.getKey() + " (" + each.getValue() + ")"));
    if (all.size() > SHOWN) {
      printLine(
          what
              + ": and "
              + (all.size() - SHOWN)
              + " more; the first lines of the capture list all");
    }
  }

  /** A line on standard error. */
  void printLine(String line) {
    terminal.err().println("hostready: " + SafeText.line(line));
  }
}
