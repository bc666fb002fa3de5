package io.hostready.facts;

import io.hostready.text.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The owners of processes that a rule accepts: root, or also system users, for services that drop
 * root privileges. All four UIDs of a process must match, since a set-user-ID program keeps its
 * caller's UID as the real UID. Source: the line Uid of proc_pid_status(5), login.defs(5).
 */
public enum ProcessOwner {
  ROOT(0),
  SYSTEM(999); // UID_MIN, the first UID of regular users, is 1000

  private final int last;

  ProcessOwner(int last) {
    this.last = last;
  }

  /** The names that rules use. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ProcessOwner::id).toList();
  }

  /** The owner of that name, one of {@link #ids}. */
  public static ProcessOwner of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a process with this /proc/PID/status belongs to the owner. */
  boolean isOf(String status) {
    String[] uids = numbers(status, "Uid:");
    // real, effective, saved and filesystem UID
    return uids.length == 4 && Arrays.stream(uids).allMatch(this::isWithin);
  }

  private boolean isWithin(String uid) {
    return Columns.isNumber(uid, 10) && Long.parseLong(uid) <= last;
  }

  /** The numbers on a line of /proc/PID/status; empty if the line is missing. */
  static String[] numbers(String status, String label) {
    for (String line : Columns.lines(status)) {
      if (line.startsWith(label)) {
        return Columns.of(line.substring(label.length()).strip());
      }
    }
    return new String[0];
  }
}
