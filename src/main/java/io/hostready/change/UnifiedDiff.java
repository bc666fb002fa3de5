package io.hostready.change;

import io.hostready.host.UrlCredentials;
import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two states of a file in the format of patch(1): unified, three lines of
 * context, with git's lines for a change of mode.
 */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  /** With more comparisons than this, the whole middle is treated as replaced. */
  private static final long MAX_CELLS = 4_000_000;

  /** One line of the difference: ' ' unchanged, '-' removed, '+' added. */
  private record Line(char sign, String text) {}

  private UnifiedDiff() {}

  /** The lines of a diff, with credentials in URLs masked. */
  public static List<String> of(String path, FileState before, FileState after) {
    return whole(path, before, after).stream().map(UrlCredentials::blanked).toList();
  }

  /** Only the lines of the hunks; their headers only for a file that exists before and after. */
  static List<String> changedLines(FileState before, FileState after) {
    boolean isChange = before instanceof FileState.Regular && after instanceof FileState.Regular;
    return hunks(before, after).stream()
        .filter(line -> isChange || !line.startsWith("@@ "))
        .map(UrlCredentials::blanked)
        .toList();
  }

  private static List<String> hunks(FileState before, FileState after) {
    List<String> old = split(before);
    List<String> wanted = split(after);
    return old == null || wanted == null
        ? List.of("the file is not text")
        : hunks(compare(old, wanted));
  }

  private static List<String> whole(String path, FileState before, FileState after) {
    List<String> lines = new ArrayList<>();
    lines.add("--- " + (before instanceof FileState.Regular ? path : "/dev/null"));
    lines.add("+++ " + (after instanceof FileState.Regular ? path : "/dev/null"));
    int oldMode = before instanceof FileState.Regular regular ? regular.mode() : -1;
    int newMode = after instanceof FileState.Regular regular ? regular.mode() : -1;
    if (oldMode < 0 && newMode >= 0) {
      lines.add("new file mode " + FileState.octal(newMode));
    } else if (oldMode >= 0 && newMode >= 0 && oldMode != newMode) {
      lines.add("old mode " + FileState.octal(oldMode));
      lines.add("new mode " + FileState.octal(newMode));
    }
    lines.addAll(hunks(before, after));
    return lines;
  }

  /** The lines, each with its line end if it has one; null for binary content. */
  private static @org.jspecify.annotations.Nullable List<String> split(FileState state) {
    if (!(state instanceof FileState.Regular regular)) {
      return List.of();
    }
    String text = regular.content().text().orElse(null);
    if (text == null) {
      return null;
    }
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end + 1));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static List<Line> compare(List<String> old, List<String> wanted) {
    int same = 0;
    int shorter = Math.min(old.size(), wanted.size());
    while (same < shorter && old.get(same).equals(wanted.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < shorter - same
        && old.get(old.size() - 1 - tail).equals(wanted.get(wanted.size() - 1 - tail))) {
      tail++;
    }
    List<Line> way = new ArrayList<>();
    old.subList(0, same).forEach(line -> way.add(new Line(' ', line)));
    middle(old.subList(same, old.size() - tail), wanted.subList(same, wanted.size() - tail), way);
    old.subList(old.size() - tail, old.size()).forEach(line -> way.add(new Line(' ', line)));
    return way;
  }

  /** The longest common subsequence, from the table of its lengths. */
  private static void middle(List<String> old, List<String> wanted, List<Line> way) {
    if ((long) old.size() * wanted.size() > MAX_CELLS) {
      old.forEach(line -> way.add(new Line('-', line)));
      wanted.forEach(line -> way.add(new Line('+', line)));
      return;
    }
    int[][] longest = new int[old.size() + 1][wanted.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = wanted.size() - 1; j >= 0; j--) {
        longest[i][j] =
            old.get(i).equals(wanted.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < old.size() || j < wanted.size()) {
      if (i < old.size() && j < wanted.size() && old.get(i).equals(wanted.get(j))) {
        way.add(new Line(' ', old.get(i)));
        i++;
        j++;
      } else if (i < old.size() && (j == wanted.size() || longest[i + 1][j] >= longest[i][j + 1])) {
        way.add(new Line('-', old.get(i++)));
      } else {
        way.add(new Line('+', wanted.get(j++)));
      }
    }
  }

  private static List<String> hunks(List<Line> way) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    int oldLine = 1;
    int newLine = 1;
    while (at < way.size()) {
      int change = at;
      while (change < way.size() && way.get(change).sign() == ' ') {
        change++;
      }
      if (change == way.size()) {
        return lines;
      }
      int start = Math.max(at, change - CONTEXT);
      oldLine += start - at;
      newLine += start - at;
      int end = end(way, change);
      List<Line> hunk = way.subList(start, end);
      int oldCount = (int) hunk.stream().filter(line -> line.sign() != '+').count();
      int newCount = (int) hunk.stream().filter(line -> line.sign() != '-').count();
      lines.add("@@ -" + range(oldLine, oldCount) + " +" + range(newLine, newCount) + " @@");
      for (Line line : hunk) {
        boolean ended = line.text().endsWith("\n");
        lines.add(
            line.sign()
                + (ended ? line.text().substring(0, line.text().length() - 1) : line.text()));
        if (!ended) {
          lines.add("\\ No newline at end of file");
        }
      }
      oldLine += oldCount;
      newLine += newCount;
      at = end;
    }
    return lines;
  }

  /** The end of a change's hunk: after its context, including further changes nearby. */
  private static int end(List<Line> way, int change) {
    int last = change;
    for (int at = change; at < way.size() && at - last <= 2 * CONTEXT + 1; at++) {
      if (way.get(at).sign() != ' ') {
        last = at;
      }
    }
    return Math.min(way.size(), last + 1 + CONTEXT);
  }

  /**
   * A range of lines in the form of diff(1): an empty range has the number of the line before it.
   */
  private static String range(int line, int count) {
    return count == 1 ? "" + line : (count == 0 ? line - 1 : line) + "," + count;
  }
}
