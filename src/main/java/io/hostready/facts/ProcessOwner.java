package io.hostready.facts;

import io.hostready.text.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whose processes count: root's, or those of system users as well, for services that give root up.
 * All four UIDs of a process must be theirs, as a set-user-ID program keeps its caller's as the
 * real one. Source: the line Uid of proc_pid_status(5), login.defs(5).
 */
public enum ProcessOwner {
  ROOT(0),
  SYSTEM(999); // UID_MIN, the first UID of a person, is 1000

  private final int last;

  ProcessOwner(int last) {
    this.last = last;
  }

  /** The words that rules use. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ProcessOwner::id).toList();
  }

  /** The owner that a rule calls so, one of {@link #ids}. */
  public static ProcessOwner of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a process with this /proc/PID/status is of the owner. */
  boolean isOf(String status) {
    String[] uids = numbers(status, "Uid:");
    // real, effective, saved and file system UID
    return uids.length == 4 && Arrays.stream(uids).allMatch(this::isWithin);
  }

  private boolean isWithin(String uid) {
    return Columns.isNumber(uid, 10) && Long.parseLong(uid) <= last;
  }

  /** The numbers on a line of /proc/PID/status; none where there is no such line. */
  static String[] numbers(String status, String label) {
    for (String line : Columns.lines(status)) {
      if (line.startsWith(label)) {
        return Columns.of(line.substring(label.length()).strip());
      }
    }
    return new String[0];
  }
}
