package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The enabled repositories of apt, in the order in which apt reads the files. Source:
 * sources.list(5), apt-pkg/sourcelist.cc.
 */
public record AptSources(Reading<List<Source>> sources) {

  private static final String LIST = "/etc/apt/sources.list";

  /** sources.list(5): other names are skipped. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+\\.(list|sources)");

  /** For one host; large hosts have a hundred. */
  private static final int MOST = 2_000;

  /** apt's values for no and yes: apt-pkg/contrib/strutl.cc, StringToBool. */
  private static final List<String> NO = List.of("no", "false", "without", "off", "disable", "0");

  private static final List<String> YES = List.of("yes", "true", "with", "on", "enable", "1");

  /** The start of a key that is embedded in a stanza. */
  private static final String ARMOR = "-----BEGIN";

  /**
   * One repository: an address and a suite, as written in the file. Signed by: paths of key files,
   * fingerprints, or armored keys embedded in the file; empty if not set. Unsigned: the options
   * that let apt accept it without a valid signature, such as {@code trusted=yes}. Undated: the
   * options that let apt accept its lists after they have expired. Line from 1; for a stanza, its
   * first line. An incomplete one lacks a suite or a component: apt then reads no source at all.
   */
  public record Source(
      String uri,
      String suite,
      List<String> signedBy,
      List<String> unsigned,
      List<String> undated,
      String path,
      int line,
      boolean isComplete) {

    public Source(
        String uri,
        String suite,
        List<String> signedBy,
        List<String> unsigned,
        String path,
        int line) {
      this(uri, suite, signedBy, unsigned, List.of(), path, line, true);
    }

    public Source {
      signedBy = List.copyOf(signedBy);
      unsigned = List.copyOf(unsigned);
      undated = List.copyOf(undated);
    }

    /** The form in which apt compares repositories: without trailing slashes. */
    public String name() {
      return withoutLastSlashes(uri) + " " + withoutLastSlashes(suite);
    }

    /** The address without its scheme: a host, or a host and a path, as a server interprets it. */
    public String address() {
      return withoutScheme(uri);
    }

    /** Whether the address is one of these or is below one; schemes are ignored. */
    public boolean isOf(List<String> uris) {
      String address = address();
      return uris.stream()
          .map(Source::withoutScheme)
          .anyMatch(each -> address.equals(each) || address.startsWith(each + "/"));
    }

    /** The key files that are named. */
    public List<String> keyFiles() {
      return signedBy.stream().filter(key -> key.startsWith("/") && !isArmored(key)).toList();
    }

    /** Its keys, for messages: an armored key is "an embedded key". */
    public List<String> shownKeys() {
      return signedBy.stream().map(key -> isArmored(key) ? "an embedded key" : key).toList();
    }

    /** An address in the form of {@link #address}. */
    public static String withoutScheme(String uri) {
      return RepositoryAddress.of(uri);
    }

    /** A text without its trailing slashes. */
    public static String withoutLastSlashes(String text) {
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == '/') {
        end--;
      }
      return text.substring(0, end);
    }
  }

  /** Whether a Signed-By value is an embedded key. */
  public static boolean isArmored(String key) {
    return key.contains(ARMOR);
  }

  public static AptSources read(Host host) {
    return host.fact(AptSources.class, h -> new AptSources(look(h)));
  }

  private static Reading<List<Source>> look(Host host) {
    List<Source> sources = new ArrayList<>();
    List<String> files = new ArrayList<>(List.of(LIST));
    switch (MatchingPaths.of(host, LIST + ".d/*")) {
      case Present(var found, _) ->
          found.stream()
              .filter(path -> NAME.matcher(path.substring(LIST.length() + 3)).matches())
              .forEach(files::add);
      case Absent(_) -> {}
      case Unreadable(var where, var why) -> {
        return new Unreadable<>(where, why);
      }
    }
    boolean isThere = host.has("/etc/apt");
    for (String file : files) {
      switch (host.text(file)) {
        case Present(var content, var path) -> {
          try {
            sources.addAll(parse(path, content));
            limit(sources, 0);
          } catch (IllegalArgumentException tooMany) {
            return new Unreadable<>(path, String.valueOf(tooMany.getMessage()));
          }
        }
        case Absent(_) -> {}
        case Unreadable(var path, var why) -> {
          return new Unreadable<>(path, why);
        }
      }
    }
    return isThere
        ? new Present<>(List.copyOf(sources), LIST + ", " + LIST + ".d")
        : new Absent<>("/etc/apt");
  }

  /**
   * Parses one file; the suffix of its name decides which of the two formats it has.
   *
   * @throws IllegalArgumentException if it names more repositories than any host uses
   */
  public static List<Source> parse(String path, String text) {
    return path.endsWith(".sources")
        ? AptSourceParser.stanzas(path, text)
        : AptSourceParser.lines(path, text);
  }

  static void limit(List<Source> sources, int more) {
    if (sources.size() + more > MOST) {
      throw new IllegalArgumentException("the host names more than " + MOST + " repositories");
    }
  }

  /** Whether apt reads a value as no. Source: StringToBool in apt-pkg/contrib/strutl.cc. */
  public static boolean isNo(String value) {
    return NO.contains(value.toLowerCase(Locale.ROOT));
  }

  /** Whether apt reads a value as yes. */
  public static boolean isYes(String value) {
    return YES.contains(value.toLowerCase(Locale.ROOT));
  }
}
