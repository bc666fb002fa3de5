package io.hostready.facts;

import io.hostready.facts.AptSources.Source;
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

/** Reads the two styles of apt's source files, one-line and deb822. Source: sources.list(5). */
final class AptSourceParser {

  // deb [ option=value ... ] uri suite [component ...]
  private static final Pattern ONE_LINE =
      Pattern.compile("deb(?:-src)?\\s+(?:\\[([^]]*)]\\s*)?(\\S+)(?:\\s+(\\S+)(\\s.*)?)?");

  /**
   * The limit for one stanza: apt creates an index file for each combination of its types,
   * addresses, suites and components.
   */
  private static final int MOST_OF_STANZA = 1_000;

  /**
   * White space as apt defines it, at the start of a line: apt-pkg/contrib/strutl.h, isspace_ascii.
   */
  private static final Pattern INDENT = Pattern.compile("^[ \\t-\\r]+");

  /** sources.list(5): options that accept a source without a valid signature. */
  private static final List<String> UNSIGNED =
      List.of("trusted", "allow-insecure", "allow-weak", "allow-downgrade-to-insecure");

  /** sources.list(5): options that let apt accept expired lists if they are off. */
  private static final List<String> DATED = List.of("check-valid-until", "check-date");

  private AptSourceParser() {}

  static List<Source> lines(String path, String text) {
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
        AptSources.limit(sources, 1);
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

  static List<Source> stanzas(String path, String text) {
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
    if (AptSources.isNo(field(fields, "enabled", "yes"))) {
      return;
    }
    String keys = field(fields, "signed-by", "");
    List<String> signedBy =
        AptSources.isArmored(keys)
            // deb822(5): an empty line would end the stanza, so a dot represents it.
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
    AptSources.limit(sources, uris.size() * Math.max(1, suites.size()));
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

  private static String field(Map<String, StringBuilder> fields, String name, String otherwise) {
    StringBuilder value = fields.get(name);
    return value == null ? otherwise : value.toString();
  }

  private static List<String> words(String text) {
    return Arrays.stream(Columns.of(text)).filter(word -> !word.isEmpty()).toList();
  }
}
