package io.hostready.fix;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a file in /etc/yum.repos.d: sections with the identifier of a repository, and
 * settings with continued lines. Source: dnf.conf(5), "Repo options".
 */
record DnfRepositoryText(String text) {

  private static final String TAKEN_OUT = "# taken out by hostready: ";

  /** A section: its header and settings, as a range of lines. */
  private record Section(String id, int from, int to) {}

  /**
   * The text without a repository: its sections become comments.
   *
   * @param id its identifier
   * @param address its address
   * @param release the value of $releasever
   * @param architecture the value of $basearch
   */
  String without(String id, String address, String release, String architecture) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    for (Section section : sections(lines)) {
      List<String> own = lines.subList(section.from(), section.to());
      boolean isSame =
          section.id().equals(id)
              || own.stream()
                  .filter(line -> line.matches("\\s*baseurl\\s*=.*"))
                  .map(line -> line.substring(line.indexOf('=') + 1).strip())
                  .map(url -> filled(url, release, architecture).replaceFirst("/+$", ""))
                  .anyMatch(address::equals);
      if (isSame) {
        own.replaceAll(line -> line.isBlank() || isComment(line) ? line : TAKEN_OUT + line);
      }
    }
    return String.join("\n", lines);
  }

  private static String filled(String url, String release, String architecture) {
    return url.replaceAll("\\$\\{?releasever\\}?", release)
        .replaceAll("\\$\\{?basearch\\}?", architecture);
  }

  private static boolean isComment(String line) {
    return line.startsWith("#") || line.startsWith(";");
  }

  private static List<Section> sections(List<String> lines) {
    List<Section> sections = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      if (line.startsWith("[") && line.contains("]")) {
        int end = at + 1;
        while (end < lines.size() && !lines.get(end).startsWith("[")) {
          end++;
        }
        sections.add(new Section(line.substring(1, line.indexOf(']')).strip(), at, end));
      }
    }
    return sections;
  }
}
