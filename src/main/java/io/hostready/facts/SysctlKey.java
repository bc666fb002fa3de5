package io.hostready.facts;

import io.hostready.text.Glob;
import java.util.List;

/**
 * A sysctl by its path below /proc/sys: "net/ipv4/ip_forward". Source: sysctl.d(5): if the first
 * separator is a slash, slashes separate and dots remain; if it is a dot, dots separate and a slash
 * represents a dot inside a part (net.ipv4.conf.eth0/100.forwarding).
 */
public record SysctlKey(String path) {

  /** Parses a key in either notation. Patterns are not changed. */
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

  private static final SysctlKey FORWARD = new SysctlKey("net/ipv4/ip_forward");
  private static final SysctlKey FORWARD_4 = new SysctlKey("net/ipv4/conf/all/forwarding");
  private static final SysctlKey FORWARD_6 = new SysctlKey("net/ipv6/conf/all/forwarding");
  private static final SysctlKey NEW_6 = new SysctlKey("net/ipv6/conf/default/forwarding");

  /**
   * The key, and the keys that the kernel treats as settings of it, too: net.ipv4.ip_forward is
   * another name of net.ipv4.conf.all.forwarding, and net.ipv6.conf.all.forwarding also sets that
   * of default. Source: the kernel's net/ipv4/devinet.c, net/ipv6/addrconf.c.
   */
  List<SysctlKey> setBy() {
    if (equals(FORWARD)) {
      return List.of(this, FORWARD_4);
    }
    if (equals(FORWARD_4)) {
      return List.of(this, FORWARD);
    }
    return equals(NEW_6) ? List.of(this, FORWARD_6) : List.of(this);
  }

  /** The file with its value. */
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
