package io.hostready.cli;

import io.hostready.host.ForeignFiles;
import io.hostready.host.RootTrust;
import io.hostready.json.JsonException;
import io.hostready.report.HostTable;
import io.hostready.report.ReportFormats;
import io.hostready.report.ReportWriter;
import io.hostready.report.SavedReports;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.yaml.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code hostready report}: one or many reports that were saved as JSON, as one document. A file
 * that is none is told of, and the others are written all the same.
 */
final class ReportCommand implements Subcommand {

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "one or many JSON reports as one page or table";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready report");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1..*")
            .required(true)
            .description(
                "Reports of 'check --format json', or of plan and fix; of a folder its *.json; - is"
                    + " standard input.")
            .build());
    CommonOptions.addReportFormats(spec);
    spec.addOption(
        OptionSpec.builder("--fail-on")
            .paramLabel("LEVEL")
            .type(String.class)
            .description(
                "The weakest level whose failure makes a host not ready: "
                    + String.join(", ", Level.WORDS)
                    + "; by default what each report says.")
            .build());
    spec.addOption(
        OptionSpec.builder("--verbose")
            .description("In the text, show every host in full, with what was found and read.")
            .build());
    CommonOptions.addColor(spec);
    CommonOptions.addEveryday(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    OutputTargets targets =
        OutputTargets.of(
            CommonOptions.texts(options, "--format"),
            options.hasMatchedOption("--verbose"),
            terminal);
    String color = CommonOptions.color(options);
    Optional<Level> failOn =
        options.hasMatchedOption("--fail-on")
            ? Optional.of(Level.of(CheckCommand.word(options, "--fail-on", Level.WORDS)))
            : Optional.empty();
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    int bad = 0;
    HeapTrimmer heap = new HeapTrimmer();
    try (ReportOutput output =
        new ReportOutput(targets, terminal, color, ReportCommand::writerOfReports)) {
      for (String file : files(CommonOptions.positionals(options), targets)) {
        try (InputStream in = open(file, targets.trust())) {
          SavedReports.read(
              in,
              report -> {
                HostReport judged = failOn.isPresent() ? report.with(failOn.get()) : report;
                outcomes.add(judged.outcome());
                output.add(judged);
                heap.keepSmall();
              });
        } catch (JsonException wrong) {
          bad++;
          complain(terminal, Quoted.of(file) + " is left out: " + wrong.getMessage() + ".");
        } catch (IOException unreadable) {
          bad++;
          complain(
              terminal,
              Quoted.of(file)
                  + " is left out: it cannot be read ("
                  + unreadable.getMessage()
                  + "); expected a file of 'hostready check --format json'.");
        }
      }
      output.end();
    }
    return bad > 0 ? ExitCode.WRONG_INPUT : ExitCode.of(Outcome.worst(outcomes));
  }

  /** Of many hosts the text is a table; each in full is what --verbose asks for. */
  private static ReportWriter writerOfReports(String format, ReportWriter.Medium medium) {
    return format.equals("text") && medium.several() && !medium.verbose()
        ? new HostTable(medium)
        : ReportFormats.open(format, medium);
  }

  private static void complain(Terminal terminal, String message) {
    terminal.err().println("hostready: " + Quoted.harmless(message));
  }

  /** A pipe or device among the files, such as /dev/zero, could be waited for or read for ever. */
  private static InputStream open(String file, Optional<RootTrust> trust) throws IOException {
    Path path = Path.of(file.equals("-") ? "/dev/stdin" : file);
    if (isOwnStream(path)) {
      return Files.newInputStream(path);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("it is neither a regular file nor standard input");
    }
    return ForeignFiles.open(path, trust);
  }

  /** What the shell opened for this process: standard input, or {@code <(command)}. */
  private static boolean isOwnStream(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    return whole.equals(Path.of("/dev/stdin"))
        || whole.startsWith("/dev/fd")
        || whole.startsWith("/proc/self/fd");
  }

  /** What was named, with the reports of a folder in its place. */
  private static List<String> files(List<String> named, OutputTargets targets) {
    List<String> files = new ArrayList<>();
    for (String one : named) {
      if (one.equals("-") || !Files.isDirectory(Path.of(one))) {
        files.add(one);
        continue;
      }
      List<String> within = reportsIn(Path.of(one), targets);
      if (within.isEmpty()) {
        throw new UsageException(
            "the folder "
                + Quoted.of(one)
                + " holds no report; expected files named *.json. Write them there with 'hostready"
                + " check --format json=FILE'.");
      }
      files.addAll(within);
    }
    return files;
  }

  /** A document that is being written into the same folder is none of its reports. */
  private static List<String> reportsIn(Path folder, OutputTargets targets) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("[^.].*\\.json"))
          .filter(entry -> Files.isRegularFile(entry) && !targets.writes(entry))
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UsageException(
          "the folder "
              + Quoted.of(folder.toString())
              + " cannot be read ("
              + unreadable.getMessage()
              + "); expected a folder of reports. Use sudo, or name files.");
    }
  }
}
