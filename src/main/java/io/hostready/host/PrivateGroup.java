package io.hostready.host;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The private group of a user, as useradd(8) creates it: its only members are the user and root.
 * Source: passwd(5), group(5). A group from a source other than these files is not private.
 */
final class PrivateGroup {

  private static final String ROOT = "0";

  private PrivateGroup() {}

  /** Whether a group is in /etc/group and has no member except that user and root. */
  static boolean isOf(int user, int group, Host host) {
    String uid = Integer.toString(user);
    String gid = Integer.toString(group);
    Set<String> own = new TreeSet<>();
    for (String[] account : lines(host, "/etc/passwd")) {
      boolean isOwn = account.length > 3 && (account[2].equals(uid) || account[2].equals(ROOT));
      if (isOwn) {
        own.add(account[0]);
      } else if (isNotPlain(account) || account[3].equals(gid)) {
        return false;
      }
    }
    boolean isKnown = false;
    for (String[] each : lines(host, "/etc/group")) {
      if (isNotPlain(each)) {
        return false;
      }
      if (each[2].equals(gid)) {
        isKnown = true;
        if (!Arrays.stream(each[3].split(",")).allMatch(n -> n.isBlank() || own.contains(n))) {
          return false;
        }
      }
    }
    return isKnown;
  }

  /** Such as a line that includes NIS, which starts with "+". */
  private static boolean isNotPlain(String[] line) {
    return line.length < 4 || line[0].startsWith("+");
  }

  private static List<String[]> lines(Host host, String path) {
    return host.trimmedText(path).stream()
        .flatMap(String::lines)
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(":", -1))
        .toList();
  }
}
