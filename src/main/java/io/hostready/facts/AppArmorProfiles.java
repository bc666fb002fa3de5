package io.hostready.facts;

import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Profiles of a file in /etc/apparmor.d that are attached to a path, in file order. Nested profiles
 * are included. Source: apparmor.d(5).
 */
public record AppArmorProfiles(List<Profile> profiles) {

  /**
   * One profile.
   *
   * @param attachment its path pattern, as written and without quotation marks
   * @param allowsUserNamespaces whether one of its rules allows user namespaces
   * @param line its first line, from 1
   */
  public record Profile(String attachment, boolean allowsUserNamespaces, int line) {

    /**
     * A regular expression for the whole path of a program; empty if a variable in the attachment
     * is not defined identically by every release, or if the attachment is longer than any path.
     */
    public Optional<Pattern> expression() {
      if (attachment.length() > MAX_ATTACHMENT) {
        return Optional.empty();
      }
      String text = attachment;
      for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
        text = text.replace("@{" + variable.getKey() + "}", variable.getValue());
      }
      return text.contains("@{") ? Optional.empty() : Optional.of(AppArmorProfiles.pattern(text));
    }
  }

  /** In Ubuntu 24.04, attachments have up to 90 characters. */
  private static final int MAX_ATTACHMENT = 400;

  /** From tunables/home and tunables/system. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "HOME", "{/home/*,/root}",
          "HOMEDIRS", "/home",
          "bin", "/{,usr/}{,s}bin",
          "sbin", "/{,usr/}sbin",
          "lib", "/{,usr/}lib{,exec,32,64}");

  private static final Pattern FLAGS =
      Pattern.compile("(?:(?:flags|xattrs)\\s*=\\s*)?\\([^()]*+\\)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern ALLOWS =
      Pattern.compile("(?:^|[{,])\\s*(?:allow\\s+)?(?:userns|all)\\b[^,{]*+,");
  private static final Pattern DENIES = Pattern.compile("\\bdeny\\b");

  public AppArmorProfiles {
    profiles = List.copyOf(profiles);
  }

  public static AppArmorProfiles parse(String text) {
    List<Profile> profiles = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      int brace = brace(line);
      String rules = line;
      if (brace > 0) {
        Optional<String> attachment = attachment(line.substring(0, brace));
        if (attachment.isPresent()) {
          profiles.add(new Profile(attachment.get(), false, number));
          rules = line.substring(brace + 1);
        }
      }
      String said = rules.replaceFirst("#.*", "");
      if (!profiles.isEmpty() && ALLOWS.matcher(said).find() && !DENIES.matcher(said).find()) {
        Profile last = profiles.removeLast();
        profiles.add(new Profile(last.attachment(), true, last.line()));
      }
    }
    return new AppArmorProfiles(profiles);
  }

  /** The index of the brace after a profile's head and a space; -1 if it is missing. */
  private static int brace(String line) {
    int comment = line.indexOf('#');
    int end = comment < 0 ? line.length() : comment;
    int start = 0;
    while (start < end && Character.isWhitespace(line.charAt(start))) {
      start++;
    }
    for (int at = start + 1; at < end; at++) {
      if (line.charAt(at) == '{' && Character.isWhitespace(line.charAt(at - 1))) {
        return at;
      }
    }
    return -1;
  }

  /** The text before the brace: PATH, or profile NAME PATH, or profile PATH; then flags. */
  private static Optional<String> attachment(String head) {
    List<String> words = new ArrayList<>();
    WORD.matcher(FLAGS.matcher(head).replaceAll(" "))
        .results()
        .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
        .forEach(words::add);
    if (!words.isEmpty() && words.getFirst().equals("profile")) {
      words.removeFirst();
    } else if (words.size() > 1) {
      return Optional.empty();
    }
    return words.size() > 2 || words.isEmpty()
        ? Optional.empty()
        : Optional.of(words.getLast()).filter(AppArmorProfiles::isPath);
  }

  private static boolean isPath(String word) {
    return word.startsWith("/") || word.startsWith("@{") || word.startsWith("{");
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder("^");
    int depth = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int bracket = c == '[' ? glob.indexOf(']', i + 1) : -1;
      if (c == '*' && glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '{') {
        regex.append("(?:");
        depth++;
      } else if (c == '}' && depth > 0) {
        regex.append(')');
        depth--;
      } else if (c == ',' && depth > 0) {
        regex.append('|');
      } else if (bracket > 0) {
        regex.append('[').append(glob.substring(i + 1, bracket).replaceAll("[\\[&\\\\]", "\\\\$0"));
        regex.append(']');
        i = bracket;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex + ")".repeat(depth) + "$");
  }
}
