package io.hostready.fix;

import io.hostready.facts.AptSources.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a file with apt sources, from which one repository can be removed: one-line entries
 * are commented out, stanzas are disabled, and nothing else changes. Source: sources.list(5).
 */
record AptSourceText(String path, String text) {

  // deb [ option=value ... ] uri suite [component ...]
  private static final Pattern ONE_LINE =
      Pattern.compile("\\s*deb(?:-src)?\\s+(?:\\[[^]]*]\\s*)?(\\S+)\\s.*", Pattern.DOTALL);

  private static final Pattern SPACED_WORD = Pattern.compile("[ \t]++(\\S++)");

  private static final Pattern FIELD =
      Pattern.compile("([A-Za-z][A-Za-z0-9-]*):(.*)", Pattern.DOTALL);

  /** apt's values for no: apt-pkg/contrib/strutl.cc, StringToBool. */
  private static final List<String> NO = List.of("no", "false", "without", "off", "disable", "0");

  /** The text without the repository at that URI, for any suite. */
  String without(String uri) {
    return path.endsWith(".sources") ? stanzasWithout(uri) : linesWithout(uri);
  }

  /**
   * Whether URIs are equal, regardless of http or https and of spellings that servers treat as the
   * same.
   */
  static boolean isSame(String one, String two) {
    return scheme(one).equals(scheme(two))
        && Source.withoutScheme(one).equals(Source.withoutScheme(two));
  }

  private static String scheme(String uri) {
    String scheme = uri.substring(0, Math.max(0, uri.indexOf("://")));
    return scheme.equals("https") ? "http" : scheme;
  }

  private String linesWithout(String uri) {
    StringBuilder kept = new StringBuilder();
    for (String line : lines(text)) {
      Matcher entry = ONE_LINE.matcher(line);
      boolean goes = entry.matches() && isSame(entry.group(1), uri);
      kept.append(goes ? "# taken out by hostready: " : "").append(line);
    }
    return kept.toString();
  }

  /** The lines, each with its end. */
  private static List<String> lines(String text) {
    return Arrays.stream(text.split("(?<=\n)")).filter(line -> !line.isEmpty()).toList();
  }

  private String stanzasWithout(String uri) {
    StringBuilder kept = new StringBuilder();
    List<String> stanza = new ArrayList<>();
    for (String line : lines(text)) {
      if (line.isBlank()) {
        kept.append(stanzaWithout(stanza, uri)).append(line);
        stanza.clear();
      } else {
        stanza.add(line);
      }
    }
    return kept.append(stanzaWithout(stanza, uri)).toString();
  }

  private static String stanzaWithout(List<String> stanza, String uri) {
    List<String> uris = words(stanza, "URIs");
    boolean isOn = words(stanza, "Enabled").stream().noneMatch(word -> NO.contains(lower(word)));
    if (!isOn || uris.stream().noneMatch(each -> isSame(each, uri))) {
      return String.join("", stanza);
    }
    return uris.stream().allMatch(each -> isSame(each, uri))
        ? switchedOff(stanza)
        : withoutWord(stanza, uri);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** The words of a field, including those on its continuation lines. */
  private static List<String> words(List<String> stanza, String field) {
    List<String> words = new ArrayList<>();
    for (String line : fieldLines(stanza, field)) {
      Matcher first = FIELD.matcher(line);
      String value = first.matches() ? first.group(2) : line;
      Arrays.stream(value.strip().split("\\s+")).filter(w -> !w.isEmpty()).forEach(words::add);
    }
    return words;
  }

  private static List<String> fieldLines(List<String> stanza, String field) {
    List<String> found = new ArrayList<>();
    boolean inside = false;
    for (String line : stanza) {
      if (line.startsWith("#")) {
        continue;
      }
      if (!line.startsWith(" ") && !line.startsWith("\t")) {
        Matcher start = FIELD.matcher(line);
        inside = start.matches() && start.group(1).equalsIgnoreCase(field);
      }
      if (inside) {
        found.add(line);
      }
    }
    return found;
  }

  private static String switchedOff(List<String> stanza) {
    Set<String> old = Set.copyOf(fieldLines(stanza, "Enabled"));
    StringBuilder kept = new StringBuilder();
    stanza.stream().filter(line -> !old.contains(line)).forEach(kept::append);
    if (!kept.toString().endsWith("\n")) {
      kept.append('\n');
    }
    return kept.append("Enabled: no\n").toString();
  }

  private static String withoutWord(List<String> stanza, String uri) {
    Set<String> own = Set.copyOf(fieldLines(stanza, "URIs"));
    StringBuilder kept = new StringBuilder();
    for (String line : stanza) {
      if (!own.contains(line)) {
        kept.append(line);
        continue;
      }
      String rest =
          SPACED_WORD
              .matcher(line)
              .replaceAll(
                  word -> isSame(word.group(1), uri) ? "" : Matcher.quoteReplacement(word.group()));
      kept.append(rest.isBlank() ? "" : rest);
    }
    return kept.toString();
  }
}
