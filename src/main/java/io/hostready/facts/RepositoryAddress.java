package io.hostready.facts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of an apt repository without its scheme, in one normalized form for all that servers
 * treat as the same: the host in lower case without user, final dot and default port; the path
 * without dot segments, empty segments and needless percent-encoding. Source: RFC 3986, section
 * 6.2.
 */
final class RepositoryAddress {

  private static final Pattern SCHEME = Pattern.compile("^[a-z0-9+.-]++://");

  private static final Pattern USUAL_PORT = Pattern.compile(":(?:80|443)?$");

  /** RFC 3986, section 2.3: characters that mean the same with and without percent-encoding. */
  private static final Pattern UNRESERVED =
      Pattern.compile("%(2[dDeE]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]|7[eE])");

  private RepositoryAddress() {}

  static String of(String uri) {
    String rest = SCHEME.matcher(uri).replaceFirst("");
    int slash = rest.indexOf('/');
    String host = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash);
    return host(host) + path(path);
  }

  private static String host(String host) {
    String lower = host.substring(host.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    String name = USUAL_PORT.matcher(lower).replaceFirst("");
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String path(String path) {
    String plain =
        UNRESERVED
            .matcher(path)
            .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)));
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : plain.split("/")) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    return kept.isEmpty() ? "" : "/" + String.join("/", kept);
  }
}
