package io.hostready.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The usual syntax errors of YAML in an author's words, in place of those of the parser. */
final class YamlSyntaxError {

  private static final Pattern NO_TOKEN = Pattern.compile("found character '(.)'.* cannot start.*");
  private static final Pattern NO_VALUE =
      Pattern.compile("expected the node content, but found '(.+)'");

  private YamlSyntaxError() {}

  static Problem problem(String file, MarkedYAMLException wrong) {
    Mark mark = wrong.getProblemMark();
    SourceSpan where =
        mark == null
            ? SourceSpan.startOf(file)
            : new SourceSpan(file, mark.getLine() + 1, mark.getColumn() + 1);
    String problem = String.valueOf(wrong.getProblem());
    String context = String.valueOf(wrong.getContext());
    Mark start = wrong.getContextMark();
    String since = start == null ? "" : " that starts on line " + (start.getLine() + 1);
    Matcher noToken = NO_TOKEN.matcher(problem);
    Matcher noValue = NO_VALUE.matcher(problem);
    if (problem.contains("(TAB)")) {
      return new Problem(where, "invalid tab").expecting("indent with spaces");
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return new Problem(where, "unexpected ':'")
          .expecting(
              "indent the key like those above it, or put a text that contains ': ' in quotation"
                  + " marks");
    }
    if (problem.startsWith("expected <block end>")) {
      String block = context.contains("mapping") ? "map" : "list";
      return new Problem(where, "wrong indentation in the " + block + since)
          .expecting("align the keys of a map, and the items of a list");
    }
    if (problem.startsWith("could not find expected ':'")) {
      return new Problem(where, "missing ':'").expecting("use KEY: VALUE");
    }
    if (context.contains("flow sequence") || context.contains("flow mapping")) {
      boolean isList = context.contains("sequence");
      return new Problem(where, "missing ',' or '" + (isList ? "]" : "}") + "'")
          .expecting("end the " + (isList ? "list" : "map") + since);
    }
    if (context.contains("quoted scalar") && problem.contains("end of stream")) {
      return new Problem(where, "missing quotation mark").expecting("end the text" + since);
    }
    if (noToken.matches()) {
      return new Problem(where, "unexpected '" + noToken.group(1) + "'")
          .expecting("put a text that starts with it in quotation marks");
    }
    if (noValue.matches()) {
      String found = noValue.group(1).replace("<stream end>", "end of the file");
      return new Problem(where, "unexpected " + (found.length() == 1 ? "'" + found + "'" : found));
    }
    return new Problem(
        where,
        "invalid YAML: " + problem.replaceAll("\\.$", "").replace("<stream end>", "end of file"));
  }
}
