package io.hostready.facts;

/**
 * A kernel parameter by its path below /proc/sys: "net/ipv4/ip_forward". Source: sysctl.d(5): where
 * the first separator is a slash, slashes separate and dots stay; where it is a dot, dots separate
 * and a slash stands for a dot inside a part (net.ipv4.conf.eth0/100.forwarding).
 */
public record SysctlKey(String path) {

  /** Reads a key written either way. Patterns are left as they are. */
  public static SysctlKey parse(String written) {
    String text = written.strip();
    int slash = text.indexOf('/');
    int dot = text.indexOf('.');
    boolean isDotted = dot >= 0 && (slash < 0 || dot < slash);
    if (!isDotted) {
      return new SysctlKey(text);
    }
    StringBuilder path = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return new SysctlKey(path.toString());
  }

  /** The file that holds its value. */
  public String file() {
    return "/proc/sys/" + path;
  }

  /** As sysctl(8) prints it: dots between the parts. */
  public String dotted() {
    StringBuilder dotted = new StringBuilder(path.length());
    for (char c : path.toCharArray()) {
      dotted.append(c == '/' ? '.' : c == '.' ? '/' : c);
    }
    return dotted.toString();
  }

  boolean isPattern() {
    return Glob.isPattern(path);
  }

  @Override
  public String toString() {
    return dotted();
  }
}
