package io.hostready.fix;

import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arguments to add to a kernel command line, and arguments to remove from it. Every other character
 * of the line is kept. Source: Documentation/admin-guide/kernel-parameters.rst; what follows "--"
 * is for init.
 */
record KernelArguments(List<String> added, List<String> removed) {

  private static final Pattern WORD = Pattern.compile("(\\S*)\\s*");
  private static final Pattern FOR_INIT = Pattern.compile("(?<!\\S)--(?!\\S)");

  KernelArguments {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /** The line with these arguments, unchanged if it has them already. */
  String in(String line) {
    List<String> missing = new ArrayList<>(added);
    missing.removeAll(List.of(Columns.of(line)));
    String kept = withoutRemoved(line);
    if (missing.isEmpty()) {
      return kept;
    }
    String joined = String.join(" ", missing);
    Matcher forInit = FOR_INIT.matcher(kept);
    if (forInit.find()) {
      return kept.substring(0, forInit.start()) + joined + " " + kept.substring(forInit.start());
    }
    String stripped = kept.stripTrailing();
    return stripped + (stripped.isEmpty() ? "" : " ") + joined + kept.substring(stripped.length());
  }

  /** Each removed word goes with the blanks after it; the last one with those before it. */
  private String withoutRemoved(String line) {
    StringBuilder kept = new StringBuilder();
    Matcher part = WORD.matcher(line);
    boolean wasRemoved = false;
    while (part.find() && !part.group().isEmpty()) {
      wasRemoved = removed.contains(part.group(1));
      if (!wasRemoved) {
        kept.append(part.group());
      }
    }
    return wasRemoved ? kept.toString().stripTrailing() : kept.toString();
  }

  /**
   * A text in which each line that matches has these arguments.
   *
   * @param line two groups: the start of the line, and the kernel command line in it
   */
  String inEachLine(String text, Pattern line) {
    return line.matcher(text)
        .replaceAll(each -> Matcher.quoteReplacement(each.group(1) + in(each.group(2))));
  }

  /** A text in which all lines that match are one command line: they are added to the last one. */
  String inLastLine(String text, Pattern line) {
    List<String> words = new ArrayList<>();
    int[] last = {-1};
    line.matcher(text)
        .results()
        .forEach(
            each -> {
              words.addAll(List.of(Columns.of(each.group(2))));
              last[0] = each.start();
            });
    List<String> missing = new ArrayList<>(added);
    missing.removeAll(words);
    return line.matcher(text)
        .replaceAll(
            each -> {
              List<String> here = each.start() == last[0] ? missing : List.of();
              KernelArguments part = new KernelArguments(here, removed);
              return Matcher.quoteReplacement(each.group(1) + part.in(each.group(2)));
            });
  }

  /** As in a message or a file name's reason: {@code cgroup_enable=memory swapaccount=1}. */
  String text() {
    return String.join(" ", added);
  }
}
