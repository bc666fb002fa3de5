package io.hostready.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host as the user names it to ssh(1): {@code host}, {@code user@host} or {@code
 * ssh://user@host:port}, where host can be an alias of ssh_config(5). It never starts with "-", so
 * that ssh does not read it as an option, and has no character that a shell interprets: commands of
 * ssh_config, such as ProxyCommand, can contain the name of the host and of the user.
 */
public record SshDestination(String text) {

  static final String SCHEME = "ssh://";

  /** The maximum length of a name in the DNS, and of a user's name and a port besides. */
  private static final int LONGEST = 400;

  /** In an address, ssh decodes %24 and its like in the name of the user. */
  private static final String ENCODING = "%";

  /** The characters of valid_ruser and valid_hostname of OpenSSH 9.6, in ASCII or not. */
  private static final Pattern USER =
      Pattern.compile("[^\\p{C}\\s'\"`;&<>|(){}$-]" + "[^\\p{C}\\s'\"`;&<>|(){}$]*");

  private static final Pattern HOST =
      Pattern.compile("[^\\p{C}\\s'\"`;&<>|(){}$\\\\,/-]" + "[^\\p{C}\\s'\"`;&<>|(){}$\\\\,/]*");

  private static final Pattern PORT = Pattern.compile("(.*):([0-9]{1,5})");

  /**
   * A destination.
   *
   * @throws IllegalArgumentException if ssh would not use it as the name of a host; the message has
   *     the correction
   */
  public SshDestination {
    boolean isUrl = text.startsWith(SCHEME);
    String name = isUrl ? text.substring(SCHEME.length()) : text;
    int at = name.lastIndexOf('@');
    String host = name.substring(at + 1);
    if (text.length() > LONGEST
        || at >= 0 && !isUser(name.substring(0, at), isUrl)
        || !HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "use HOST, USER@HOST or ssh://USER@HOST:PORT, which does not start with '-' and has no"
              + " spaces, quotes or characters that a shell interprets");
    }
    Matcher port = PORT.matcher(host);
    if (!isUrl && port.matches() && !port.group(1).contains(":")) {
      throw new IllegalArgumentException("name a port as in " + SCHEME + name);
    }
  }

  /** The host in an address: {@code web-1} in {@code ssh://root@web-1:2222}. */
  static String host(String address) {
    String name = address.substring(SCHEME.length());
    String host = name.substring(name.lastIndexOf('@') + 1);
    Matcher port = PORT.matcher(host);
    boolean hasPort = port.matches() && (!port.group(1).contains(":") || host.startsWith("["));
    String found = hasPort ? port.group(1) : host;
    return found.isEmpty() ? address : found;
  }

  private static boolean isUser(String name, boolean isUrl) {
    return USER.matcher(name).matches() && !(isUrl && name.contains(ENCODING));
  }

  /** The source of a report about this host; the same host may have several. */
  public HostSource.Ssh source() {
    return new HostSource.Ssh(text.startsWith(SCHEME) ? text : SCHEME + text);
  }
}
