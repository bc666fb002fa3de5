package io.hostready.language;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands in the text of an advice: in single quotes, or after a colon or a conjunction. */
final class AdvisedCommands {

  private static final Pattern QUOTED = Pattern.compile("(?<![\\w.'])'([^']+ [^']*)'(?!\\w)");

  /** Up to the end of the sentence or of the list item, or to a remark in parentheses. */
  private static final Pattern UNQUOTED =
      Pattern.compile(
          "(?:^|[.:,(] |\\bor |\\bthen |\\band )"
              + "((?:apt-get|containerd config|curl|dnf|docker|gpasswd|gpg|iptables|lxc|modprobe"
              + "|mount -t|pct|rpm|sysctl|systemctl|usermod|zypper) [^,;']*?)"
              + "(?= \\(|[,;]|\\.(?: |$)| or |$)");

  private AdvisedCommands() {}

  static Stream<String> of(String advice) {
    String line = advice.strip().replaceAll("\\s+", " ");
    return Stream.of(QUOTED, UNQUOTED)
        .flatMap(form -> form.matcher(line).results())
        .map(match -> match.group(1));
  }
}
