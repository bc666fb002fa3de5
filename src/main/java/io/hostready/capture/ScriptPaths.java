package io.hostready.capture;

import io.hostready.text.ShellWords;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions about paths as calls of the functions of a {@link CaptureScript}. */
final class ScriptPaths {

  private static final Pattern PROCESS = Pattern.compile("/proc/\\d+/([\\w/]+)");

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ScriptPaths() {}

  /** The same paths on each host. */
  static String exact(Set<FileQuestion> questions) {
    StringBuilder calls = new StringBuilder();
    questions.forEach(each -> calls.append(call(each)));
    return calls.toString();
  }

  /** The paths with the names of the host that runs the script. */
  static String general(Set<FileQuestion> questions, HostNames names) {
    Set<String> fixed = new LinkedHashSet<>();
    Set<String> inHomes = new LinkedHashSet<>();
    for (FileQuestion each : questions) {
      String function = function(each.kind());
      String path = each.path();
      Matcher process = PROCESS.matcher(path);
      String release = names.kernelRelease().filter(path::contains).orElse("");
      String home =
          names.homes().stream().filter(one -> path.startsWith(one + "/")).findFirst().orElse("");
      if (process.matches()) {
        fixed.add("each " + function + " /proc/[0-9]*/" + process.group(1) + "\n");
      } else if (!release.isEmpty() && PLAIN.matcher(path).matches()) {
        fixed.add(function + " \"" + path.replace(release, "$kernel") + "\"\n");
      } else if (!home.isEmpty() && isOfUser(path.substring(home.length()))) {
        inHomes.add("  " + function + " \"$home" + path.substring(home.length()) + "\"\n");
      } else {
        fixed.add(call(each));
      }
    }
    return "read -r kernel </proc/sys/kernel/osrelease\n"
        + String.join("", fixed)
        + "homes | while IFS= read -r home; do\n  :\n"
        + String.join("", inHomes)
        + "done\n";
  }

  /** Whether a path below a home directory is a hidden file; homes of services can be /usr. */
  private static boolean isOfUser(String below) {
    return below.startsWith("/.") && PLAIN.matcher(below).matches();
  }

  private static String call(FileQuestion question) {
    return function(question.kind()) + " " + ShellWords.quoted(question.path()) + "\n";
  }

  private static String function(FileQuestion.Kind kind) {
    return switch (kind) {
      case CONTENT -> "c";
      case LISTING -> "d";
      case STATUS -> "s";
      case LINK -> "l";
    };
  }
}
