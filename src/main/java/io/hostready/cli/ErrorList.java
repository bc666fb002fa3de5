package io.hostready.cli;

import io.hostready.text.Quoted;
import io.hostready.yaml.Problem;
import io.hostready.yaml.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Errors in a user's files or options, as lines on standard error. */
record ErrorList(List<Problem> errors) {

  private static final String INDENT = "   ";

  /**
   * One line for each error that starts with FILE:LINE:COLUMN, as editors and CI systems parse it.
   */
  List<String> lines() {
    return errors.stream().map(Problem::toString).toList();
  }

  /** The same for display: the errors of a file below its name. */
  List<String> grouped() {
    List<String> lines = new ArrayList<>();
    Map<String, List<Problem>> byFile =
        errors.stream()
            .collect(
                Collectors.groupingBy(
                    error -> error.where().file(), LinkedHashMap::new, Collectors.toList()));
    byFile.forEach(
        (file, ofFile) -> {
          if (ofFile.stream().allMatch(error -> error.where().line() == 0)) {
            ofFile.forEach(error -> lines.add(error.toString()));
            return;
          }
          lines.add(Quoted.harmless(file));
          int widest =
              ofFile.stream().mapToInt(error -> position(error.where()).length()).max().orElse(0);
          for (Problem error : ofFile) {
            String position = position(error.where());
            String gap = " ".repeat(widest - position.length() + 2);
            lines.add(INDENT + position + gap + error.message());
          }
        });
    return lines;
  }

  private static String position(SourceSpan where) {
    return where.line() == 0 ? "" : where.line() + ":" + where.column();
  }

  /** Such as "4 errors in 1 file", or without files if an option is wrong. */
  String count() {
    int number = errors.size();
    String count = number + (number == 1 ? " error" : " errors");
    if (errors.stream().anyMatch(error -> error.where().line() == 0)) {
      return count;
    }
    long files = errors.stream().map(error -> error.where().file()).distinct().count();
    return count + " in " + files + (files == 1 ? " file" : " files");
  }
}
