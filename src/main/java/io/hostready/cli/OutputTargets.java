package io.hostready.cli;

import io.hostready.host.AtomicFile;
import io.hostready.host.RootTrust;
import io.hostready.report.RepeatedArguments;
import io.hostready.report.ReportFormats;
import io.hostready.report.RuleLinks;
import io.hostready.report.TextStyle;
import io.hostready.text.Joined;
import io.hostready.text.Quoted;
import io.hostready.yaml.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The formats of {@code --format FORMAT[=FILE]}, each with its destination. */
record OutputTargets(
    List<Target> targets,
    boolean verbose,
    RuleLinks links,
    Optional<RootTrust> trust,
    Optional<RepeatedArguments> repeated) {

  /** The formats of a document that is not a report of hosts. */
  static final List<String> PLAIN_FORMATS = List.of("text", "json");

  /** One format; without a file it goes to standard output. */
  record Target(String format, Optional<Path> file) {

    /** Whether this is a text for display, which can have colors. */
    boolean isText() {
      return format.equals("text");
    }
  }

  /** A document that is not a report, in one format. */
  @FunctionalInterface
  interface Document {
    String in(String format, TextStyle style);
  }

  /** The formats of a command that writes reports. */
  static OutputTargets ofReports(Arguments arguments, Terminal terminal) {
    return of(
        arguments.texts("--format"),
        arguments.has("--verbose"),
        links(arguments),
        ReportFormats.NAMES,
        terminal);
  }

  /** The formats of a command that supports only text and JSON. */
  static OutputTargets ofPlain(Arguments arguments, Terminal terminal) {
    return of(arguments, PLAIN_FORMATS, terminal);
  }

  /** The formats of a command with other documents. */
  static OutputTargets of(Arguments arguments, List<String> formats, Terminal terminal) {
    return of(arguments.texts("--format"), false, RuleLinks.NONE, formats, terminal);
  }

  /** The same for reports of a check with these arguments. */
  OutputTargets repeating(RepeatedArguments arguments) {
    return new OutputTargets(targets, verbose, links, trust, Optional.of(arguments));
  }

  private static RuleLinks links(Arguments arguments) {
    Optional<String> address = arguments.text("--rules-url");
    if (address.filter(url -> !url.matches("https?://[^\\s\"'<>]+")).isPresent()) {
      throw new UsageException(
          "invalid --rules-url "
              + Quoted.of(address.get())
              + ": use an address such as https://example.org/rules.");
    }
    return new RuleLinks(address);
  }

  private static OutputTargets of(
      List<String> asked, boolean verbose, RuleLinks links, List<String> known, Terminal terminal) {
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    List<Target> targets = new ArrayList<>();
    for (String one : asked.isEmpty() ? List.of("text") : asked) {
      int equals = one.indexOf('=');
      String format = equals < 0 ? one : one.substring(0, equals);
      if (!known.contains(format)) {
        throw new UsageException(
            "invalid --format "
                + Quoted.of(format)
                + ": use "
                + Joined.or(known)
                + Suggestion.nearest(format, known)
                    .map(name -> ". Did you mean '" + name + "'?")
                    .orElse(""));
      }
      Optional<Path> file =
          equals < 0 ? Optional.empty() : Optional.of(file(one.substring(equals + 1), trust));
      targets.add(new Target(format, file));
    }
    if (targets.size() > 1) {
      refuseSharedPlaces(targets);
    }
    return new OutputTargets(List.copyOf(targets), verbose, links, trust, Optional.empty());
  }

  private static void refuseSharedPlaces(List<Target> targets) {
    refuseSharedFiles(targets);
    if (targets.stream().filter(target -> target.file().isEmpty()).count() > 1) {
      throw new UsageException(
          "two formats for standard output: write the others to a file, such as --format"
              + " json=report.json");
    }
  }

  private static Path file(String name, Optional<RootTrust> trust) {
    return new OutputFile("--format", Path.of(name), AtomicFile.Access.AS_BEFORE, trust)
        .check()
        .file();
  }

  private static void refuseSharedFiles(List<Target> targets) {
    List<Path> files =
        targets.stream()
            .flatMap(target -> target.file().stream())
            .map(file -> file.toAbsolutePath().normalize())
            .toList();
    files.stream()
        .filter(file -> Collections.frequency(files, file) > 1)
        .findFirst()
        .ifPresent(
            file -> {
              throw new UsageException(
                  "two formats for the file '" + file + "': use one file per format");
            });
  }

  /** Whether a file is one of the output files. */
  boolean writes(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    return targets.stream()
        .flatMap(target -> target.file().stream())
        .anyMatch(written -> written.toAbsolutePath().normalize().equals(whole));
  }

  /** Whether any format has the inventory of the machine. */
  boolean haveInventory() {
    return targets.stream()
        .anyMatch(target -> ReportFormats.WITH_INVENTORY.contains(target.format()));
  }

  /** Whether any document goes to standard output. */
  boolean useStandardOutput() {
    return targets.stream().anyMatch(target -> target.file().isEmpty());
  }

  /** Whether standard output gets only text. */
  boolean printsText() {
    return targets.stream().anyMatch(target -> target.file().isEmpty() && target.isText());
  }

  /** Writes a document in every format. */
  void write(Terminal terminal, String color, Document written) {
    for (Target target : targets) {
      target.file().ifPresent(file -> save(written.in(target.format(), TextStyle.PLAIN), file));
    }
    for (Target target : targets) {
      if (target.file().isEmpty()) {
        terminal.out().print(written.in(target.format(), terminal.style(color)));
        terminal.out().flush();
      }
    }
  }

  private void save(String document, Path file) {
    try {
      AtomicFile.write(
          file, document.getBytes(StandardCharsets.UTF_8), AtomicFile.Access.AS_BEFORE, trust);
    } catch (IOException failed) {
      throw ReportOutput.writeError(file.toString(), failed);
    }
  }
}
