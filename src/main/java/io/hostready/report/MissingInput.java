package io.hostready.report;

import io.hostready.run.CheckResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files and outputs of commands that rules need, and that the capture or directory of a host does
 * not have. Nothing else makes these rules unknown.
 *
 * @param names paths, commands and requests to an API, each one once
 * @param reason such as "not recorded of this host"
 */
record MissingInput(List<String> names, String reason) {

  /** What to do about it. */
  static final String ADVICE =
      "Run 'hostready check' on the host itself, or check a capture of it that was created as root"
          + " with 'hostready capture --all -o FILE'.";

  private static final Pattern CLAUSE =
      Pattern.compile(
          "(.+?): (?:its content was )?"
              + "(not recorded of this host|not in the capture, which hostready .+)");

  MissingInput {
    names = List.copyOf(names);
  }

  /** The missing input of a rule; empty if the rule is not unknown, or for another reason. */
  static Optional<MissingInput> of(CheckResult result) {
    if (!result.isUnknown()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    String reason = "";
    for (String clause : ResultWording.unknownReason(result).split("; ")) {
      Matcher matcher = CLAUSE.matcher(clause);
      if (!matcher.matches() || !reason.isEmpty() && !reason.equals(matcher.group(2))) {
        return Optional.empty();
      }
      names.add(matcher.group(1));
      reason = matcher.group(2);
    }
    return Optional.of(new MissingInput(names.stream().distinct().toList(), reason));
  }

  /** The missing input of all rules of a finding; empty if its rules are unknown otherwise. */
  static Optional<MissingInput> of(ReportFinding finding) {
    return of(finding.first())
        .map(
            first ->
                new MissingInput(
                    finding
                        .results()
                        .flatMap(result -> of(result).stream())
                        .flatMap(input -> input.names().stream())
                        .distinct()
                        .toList(),
                    first.reason()));
  }

  /** What is missing, in one line: the only name, or the number of names of each kind. */
  String headline() {
    if (names.size() == 1) {
      return names.getFirst() + ": " + reason;
    }
    Map<String, Long> kinds =
        names.stream()
            .collect(
                Collectors.groupingBy(
                    MissingInput::kind, LinkedHashMap::new, Collectors.counting()));
    String counts =
        Stream.of("file", "command", "API request")
            .filter(kinds::containsKey)
            .map(kind -> Count.of(kinds.get(kind).intValue(), kind))
            .collect(Collectors.joining(" and "));
    return counts + (reason.startsWith("not in ") ? " are " : " were ") + reason;
  }

  private static String kind(String name) {
    return name.startsWith("/") ? "file" : name.startsWith("GET ") ? "API request" : "command";
  }
}
