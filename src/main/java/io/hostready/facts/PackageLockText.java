package io.hostready.facts;

import io.hostready.json.JsonObject;
import io.hostready.text.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats of the files of {@link PackageLocks}. */
final class PackageLockText {

  /** docker-ce-3:29.0.0-1.el9.* or docker-ce-29.*; without a version, an entry keeps nothing. */
  private static final Pattern DNF =
      Pattern.compile("([A-Za-z0-9_+.*?-]+?)-([0-9]+:)?[0-9][^-]*(-[^-]+)?");

  /** docker=28.3.3-r2, docker@edge<29, docker~28; a lower bound or a conflict keeps nothing. */
  private static final Pattern APK =
      Pattern.compile("([A-Za-z0-9][^@<>=~!]*)(@[^<>=~]+)?(=|~=?|=~|<[=~]?)([^=<>].*)");

  private PackageLockText() {}

  /**
   * The list of the plugin versionlock of dnf 4: a version on each line. An entry after {@code !}
   * excludes one version, and keeps no package.
   */
  static List<PackageLock> dnf(String file, String text) {
    List<PackageLock> locks = new ArrayList<>();
    int line = 0;
    for (String each : text.split("\n", -1)) {
      line++;
      String entry = each.strip();
      Matcher form = DNF.matcher(entry);
      if (!each.startsWith("#") && form.matches()) {
        locks.add(new PackageLock(file, line, entry, new Glob(form.group(1))));
      }
    }
    return locks;
  }

  /**
   * The file of dnf5: tables with a name and conditions of its version, all of which must hold.
   *
   * @throws IllegalArgumentException if it is not TOML
   */
  static List<PackageLock> dnf5(String file, String text) {
    List<PackageLock> locks = new ArrayList<>();
    if (TomlText.parse(text) instanceof JsonObject root && root.has("packages")) {
      for (JsonObject each : root.objects("packages")) {
        String name = each.findText("name").orElse("");
        boolean isBound =
            each.has("conditions")
                && each.objects("conditions").stream()
                    .anyMatch(c -> c.findText("comparator").orElse("").matches("=|<=?"));
        if (isBound && !name.isEmpty()) {
          locks.add(new PackageLock(file, each.line(), "name = \"" + name + "\"", new Glob(name)));
        }
      }
    }
    return locks;
  }

  /**
   * zypper's: stanzas with the attributes of a lock. One for a repository is no lock of the
   * installed version. The default of match_type is a part of the name.
   */
  static List<PackageLock> zypper(String file, String text) {
    List<PackageLock> locks = new ArrayList<>();
    List<String> names = new ArrayList<>();
    String match = "substring";
    boolean counts = true;
    int start = 0;
    int line = 0;
    for (String each : (text + "\n\n").split("\n", -1)) {
      line++;
      String[] attribute = each.split(":", 2);
      if (each.isBlank()) {
        if (counts) {
          for (String name : names) {
            locks.add(new PackageLock(file, start, "solvable_name: " + name, glob(name, match)));
          }
        }
        names.clear();
        match = "substring";
        counts = true;
      } else if (attribute.length == 2) {
        String value = attribute[1].strip();
        switch (attribute[0].strip()) {
          case "solvable_name" -> {
            start = line;
            names.add(value.split("\\s")[0]);
          }
          case "match_type" -> match = value;
          case "type" -> counts &= value.equals("package");
          case "repo" -> counts = false;
          default -> {} // others, such as case_sensitive and comment
        }
      }
    }
    return locks;
  }

  private static Glob glob(String name, String match) {
    return switch (match) {
      case "exact", "glob" -> new Glob(name);
      // The usual expressions: ^docker-ce$, docker.*
      case "regex" ->
          new Glob(
              (name.startsWith("^") ? "" : "*")
                  + name.replaceAll("^\\^|\\$$", "").replace(".*", "*")
                  + (name.endsWith("$") ? "" : "*"));
      default -> new Glob("*" + name + "*");
    };
  }

  /** apk's world: dependencies, separated by white space. */
  static List<PackageLock> apk(String file, String text) {
    List<PackageLock> locks = new ArrayList<>();
    int line = 0;
    for (String each : text.split("\n", -1)) {
      line++;
      for (String entry : each.strip().split("\\s+")) {
        Matcher form = APK.matcher(entry);
        if (form.matches()) {
          locks.add(new PackageLock(file, line, entry, new Glob(form.group(1))));
        }
      }
    }
    return locks;
  }

  /** pacman's configuration: IgnorePkg in the section options, also on several lines. */
  static List<PackageLock> pacman(String file, String text) {
    List<PackageLock> locks = new ArrayList<>();
    boolean isInOptions = false;
    int line = 0;
    for (String each : text.split("\n", -1)) {
      line++;
      String entry = each.strip();
      if (entry.startsWith("[")) {
        isInOptions = entry.equals("[options]");
      }
      String[] parts = entry.split("=", 2);
      if (isInOptions && parts.length == 2 && parts[0].strip().equals("IgnorePkg")) {
        for (String name : parts[1].strip().split("\\s+")) {
          locks.add(new PackageLock(file, line, entry, new Glob(name)));
        }
      }
    }
    return locks;
  }
}
