package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repositories that apt takes packages from, those that are switched off left out, in the order in
 * which apt reads the files. Source: sources.list(5), apt-pkg/sourcelist.cc.
 */
public record AptSources(Reading<List<Source>> sources) {

  private static final String LIST = "/etc/apt/sources.list";

  /** sources.list(5): other names are passed over. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+\\.(list|sources)");

  // deb [ option=value ... ] uri suite [component ...]
  private static final Pattern ONE_LINE =
      Pattern.compile("deb(?:-src)?\\s+(?:\\[([^]]*)]\\s*)?(\\S+)(?:\\s+(\\S+)(\\s.*)?)?");

  /**
   * Of one stanza, which names each of its types, addresses, suites and components with each other:
   * apt makes an index file of each.
   */
  private static final int MOST_OF_STANZA = 1_000;

  /** Of a host; large ones have a hundred. */
  private static final int MOST = 2_000;

  /** How a key begins that stands in a stanza itself. */
  private static final String ARMOR = "-----BEGIN";

  /**
   * White space as apt knows it, at the start of a line: apt-pkg/contrib/strutl.h, isspace_ascii.
   */
  private static final Pattern INDENT = Pattern.compile("^[ \\t-\\r]+");

  /** How apt reads no and yes: apt-pkg/contrib/strutl.cc, StringToBool. */
  private static final List<String> NO = List.of("no", "false", "without", "off", "disable", "0");

  private static final List<String> YES = List.of("yes", "true", "with", "on", "enable", "1");

  /** sources.list(5): options of a source that has no valid signature. */
  private static final List<String> UNSIGNED =
      List.of("trusted", "allow-insecure", "allow-weak", "allow-downgrade-to-insecure");

  /** sources.list(5): options that, switched off, let apt take lists that have expired. */
  private static final List<String> DATED = List.of("check-valid-until", "check-date");

  /**
   * One repository: an address and a suite, as they stand in the file. Signed by: paths of key
   * files, fingerprints, or armored keys that stand in the file itself; none where nothing says it.
   * Unsigned: the options by which apt takes it without a valid signature, such as {@code
   * trusted=yes}. Undated: those by which apt takes its lists after they have expired. Line from 1,
   * of a stanza its first. One that is not complete lacks a suite or a component: apt then reads no
   * source at all.
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

    /** As apt compares repositories: without slashes at the end. */
    public String name() {
      return withoutLastSlashes(uri) + " " + withoutLastSlashes(suite);
    }

    /** The address without its scheme: a host, or a host and a path, as a server reads it. */
    public String address() {
      return withoutScheme(uri);
    }

    /** Whether the address is one of these, or lies below it; schemes do not matter. */
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

    /** What signs it, for people: an armored key is "a key of its own". */
    public List<String> shownKeys() {
      return signedBy.stream().map(key -> isArmored(key) ? "a key of its own" : key).toList();
    }

    /** An address as {@link #address} gives it. */
    public static String withoutScheme(String uri) {
      return RepositoryAddress.of(uri);
    }

    /** A text without the slashes at its end. */
    public static String withoutLastSlashes(String text) {
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == '/') {
        end--;
      }
      return text.substring(0, end);
    }
  }

  /** Whether what signs a repository is a key itself, as it stands in the file. */
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
   * Parses one file; its name's end says in which of the two styles.
   *
   * @throws IllegalArgumentException when it names more repositories than any host uses
   */
  public static List<Source> parse(String path, String text) {
    return path.endsWith(".sources") ? stanzas(path, text) : lines(path, text);
  }

  private static void limit(List<Source> sources, int more) {
    if (sources.size() + more > MOST) {
      throw new IllegalArgumentException("the host names more than " + MOST + " repositories");
    }
  }

  private static List<Source> lines(String path, String text) {
    List<Source> sources = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      Matcher entry = ONE_LINE.matcher(line.replaceFirst("#.*", "").strip());
      if (entry.matches()) {
        String options = entry.group(1) == null ? "" : entry.group(1);
        List<String> signedBy =
            words(options).stream()
                .filter(option -> option.toLowerCase(Locale.ROOT).startsWith("signed-by="))
                .flatMap(option -> Arrays.stream(option.substring(10).split(",")))
                .toList();
        String suite = entry.group(3) == null ? "" : entry.group(3);
        boolean isComplete = suite.endsWith("/") || entry.group(4) != null;
        Function<String, Optional<String>> option = name -> lastOption(options, name);
        limit(sources, 1);
        sources.add(
            new Source(
                entry.group(2),
                suite,
                signedBy,
                unsigned(option),
                undated(option),
                path,
                number,
                isComplete));
      }
    }
    return sources;
  }

  private static List<Source> stanzas(String path, String text) {
    List<Source> sources = new ArrayList<>();
    Map<String, StringBuilder> fields = new LinkedHashMap<>();
    String last = "";
    int start = 0;
    int number = 0;
    for (String line : Columns.lines(text + "\n\n")) {
      number++;
      if (line.startsWith("#")) {
        continue;
      }
      if (line.isBlank()) {
        addStanza(fields, path, start, sources);
        fields.clear();
      } else if (line.startsWith(" ") || line.startsWith("\t")) {
        fields
            .computeIfAbsent(last, _ -> new StringBuilder())
            .append('\n')
            .append(INDENT.matcher(line).replaceFirst(""));
      } else if (line.indexOf(':') > 0) {
        start = fields.isEmpty() ? number : start;
        last = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
        fields.put(last, new StringBuilder(line.substring(line.indexOf(':') + 1).strip()));
      }
    }
    return sources;
  }

  private static void addStanza(
      Map<String, StringBuilder> fields, String path, int line, List<Source> sources) {
    if (isNo(field(fields, "enabled", "yes"))) {
      return;
    }
    String keys = field(fields, "signed-by", "");
    List<String> signedBy =
        isArmored(keys)
            // deb822(5): a line of white space would end the stanza, so that a dot stands for it.
            ? List.of(keys.replaceAll("(?<=\n)\\.(?=\n)", "").replaceFirst("^\n", ""))
            : words(keys.replace(',', ' '));
    Function<String, Optional<String>> option =
        name -> Optional.ofNullable(fields.get(name)).map(StringBuilder::toString);
    List<String> unsigned = unsigned(option);
    List<String> undated = undated(option);
    List<String> uris = words(field(fields, "uris", ""));
    List<String> suites = words(field(fields, "suites", ""));
    List<String> components = words(field(fields, "components", ""));
    boolean hasComponents = !components.isEmpty();
    long entries = 1;
    for (List<String> each : List.of(words(field(fields, "types", "")), uris, suites, components)) {
      entries = Math.min(MOST_OF_STANZA + 1, entries * Math.max(1, each.size()));
    }
    if (entries > MOST_OF_STANZA) {
      throw new IllegalArgumentException(
          "the stanza at line "
              + line
              + " names more than "
              + MOST_OF_STANZA
              + " repositories (Types x URIs x Suites x Components)");
    }
    limit(sources, uris.size() * Math.max(1, suites.size()));
    for (String uri : uris) {
      for (String suite : suites) {
        boolean isComplete = suite.endsWith("/") || hasComponents;
        sources.add(new Source(uri, suite, signedBy, unsigned, undated, path, line, isComplete));
      }
      if (suites.isEmpty()) {
        sources.add(new Source(uri, "", signedBy, unsigned, undated, path, line, false));
      }
    }
  }

  private static Optional<String> lastOption(String options, String name) {
    return words(options).stream()
        .filter(option -> option.toLowerCase(Locale.ROOT).startsWith(name + "="))
        .map(option -> option.substring(name.length() + 1))
        .reduce((_, later) -> later);
  }

  private static List<String> unsigned(Function<String, Optional<String>> valueOf) {
    return UNSIGNED.stream()
        .filter(name -> valueOf.apply(name).filter(AptSources::isYes).isPresent())
        .map(name -> name + "=yes")
        .toList();
  }

  private static List<String> undated(Function<String, Optional<String>> valueOf) {
    return DATED.stream()
        .filter(name -> valueOf.apply(name).filter(AptSources::isNo).isPresent())
        .map(name -> name + "=no")
        .toList();
  }

  /** Whether apt takes a value for no. Source: StringToBool in apt-pkg/contrib/strutl.cc. */
  public static boolean isNo(String value) {
    return NO.contains(value.toLowerCase(Locale.ROOT));
  }

  /** Whether apt takes a value for yes. */
  public static boolean isYes(String value) {
    return YES.contains(value.toLowerCase(Locale.ROOT));
  }

  private static String field(Map<String, StringBuilder> fields, String name, String otherwise) {
    StringBuilder value = fields.get(name);
    return value == null ? otherwise : value.toString();
  }

  private static List<String> words(String text) {
    return Arrays.stream(Columns.of(text)).filter(word -> !word.isEmpty()).toList();
  }
}
