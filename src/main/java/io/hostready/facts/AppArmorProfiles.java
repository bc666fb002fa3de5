package io.hostready.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Profiles of a file of /etc/apparmor.d that are for programs at some path, in file order. Profiles
 * inside of others count as well. Source: apparmor.d(5).
 */
public record AppArmorProfiles(List<Profile> profiles) {

  /**
   * One profile.
   *
   * @param attachment the paths that it is for, as written and without quotation marks
   * @param allowsUserNamespaces whether one of its rules allows user namespaces
   * @param line where it begins, from 1
   */
  public record Profile(String attachment, boolean allowsUserNamespaces, int line) {

    /**
     * A regular expression for the whole path of a program; empty where a variable in the
     * attachment is none of those that every release defines alike.
     */
    public Optional<Pattern> expression() {
      String text = attachment;
      for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
        text = text.replace("@{" + variable.getKey() + "}", variable.getValue());
      }
      return text.contains("@{") ? Optional.empty() : Optional.of(AppArmorProfiles.pattern(text));
    }
  }

  /** Of tunables/home and tunables/system. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "HOME", "{/home/*,/root}",
          "HOMEDIRS", "/home",
          "bin", "/{,usr/}{,s}bin",
          "sbin", "/{,usr/}sbin",
          "lib", "/{,usr/}lib{,exec,32,64}");

  private static final Pattern START = Pattern.compile("^\\s*([^#\\s][^#]*?)\\s*(?<=\\s)\\{(.*)$");
  private static final Pattern FLAGS = Pattern.compile("(?:(?:flags|xattrs)\\s*=\\s*)?\\([^)]*\\)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern ALLOWS =
      Pattern.compile("(?:^|[{,])\\s*(?:allow\\s+)?(?:userns|all)\\b[^,]*,");
  private static final Pattern DENIES = Pattern.compile("\\bdeny\\b");

  public AppArmorProfiles {
    profiles = List.copyOf(profiles);
  }

  public static AppArmorProfiles parse(String text) {
    List<Profile> profiles = new ArrayList<>();
    int number = 0;
    for (String line : Fields.lines(text)) {
      number++;
      Matcher start = START.matcher(line);
      String rules = line;
      if (start.matches()) {
        Optional<String> attachment = attachment(start.group(1));
        if (attachment.isPresent()) {
          profiles.add(new Profile(attachment.get(), false, number));
          rules = start.group(2);
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

  /** What stands before the brace: PATH, or profile NAME PATH, or profile PATH; then flags. */
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
