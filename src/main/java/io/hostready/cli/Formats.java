package io.hostready.cli;

import io.hostready.report.JsonReport;
import io.hostready.report.Palette;
import io.hostready.report.ReportWriter;
import io.hostready.report.TextReport;
import io.hostready.run.HostReport;
import io.hostready.yaml.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The formats asked for by {@code --format FORMAT[=FILE]}, each with where it goes. */
record Formats(List<Target> targets, boolean verbose) {

  /** The names of all formats. */
  static final List<String> NAMES = List.of("text", "json");

  /** One format; without a file it goes to standard output. */
  record Target(String format, Optional<Path> file) {}

  static Formats of(List<String> asked, boolean verbose) {
    List<Target> targets = new ArrayList<>();
    for (String one : asked.isEmpty() ? List.of("text") : asked) {
      int equals = one.indexOf('=');
      String format = equals < 0 ? one : one.substring(0, equals);
      if (!NAMES.contains(format)) {
        throw new UsageError(
            "--format '"
                + format
                + "' is unknown; expected one of "
                + String.join(", ", NAMES)
                + "."
                + Suggestion.nearest(format, NAMES)
                    .map(name -> " Did you mean '" + name + "'?")
                    .orElse(""));
      }
      Optional<Path> file =
          equals < 0 ? Optional.empty() : Optional.of(Path.of(one.substring(equals + 1)));
      targets.add(new Target(format, file));
    }
    if (targets.stream().filter(target -> target.file().isEmpty()).count() > 1) {
      throw new UsageError(
          "two formats go to standard output; expected one. Give the others a file: --format"
              + " json=report.json.");
    }
    return new Formats(List.copyOf(targets), verbose);
  }

  /** Writes the reports in every format. */
  void write(List<HostReport> reports, Terminal terminal, String color) {
    for (Target target : targets) {
      boolean colored = target.file().isEmpty() && terminal.colors(color);
      String document = writer(target.format(), colored).write(reports);
      if (target.file().isEmpty()) {
        terminal.out().print(document);
        terminal.out().flush();
      } else {
        save(document, target.file().get());
      }
    }
  }

  private static void save(String document, Path file) {
    try {
      Files.writeString(file, document, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UsageError(
          "the report could not be written to '"
              + file
              + "': "
              + failed.getMessage()
              + ". Expected a file in a folder that exists and may be written.");
    }
  }

  private ReportWriter writer(String format, boolean colored) {
    return switch (format) {
      case "json" -> new JsonReport(Installation.version());
      default -> new TextReport(new Palette(colored), verbose);
    };
  }
}
