package io.hostready.cli;

import io.hostready.capture.UnreadableHostException;
import io.hostready.host.Machine;
import io.hostready.report.Paragraph;
import io.hostready.run.InvalidRequestException;
import io.hostready.text.Joined;
import io.hostready.text.Quoted;
import io.hostready.text.SafeText;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Suggestion;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program: finds the requested command, runs it, and ends with its exit code. */
public final class Hostready {

  /** The exit code that a shell reports for a program that SIGPIPE (13) ended. */
  private static final int CLOSED_PIPE = 128 + 13;

  private static final List<String> HELP = List.of("--help", "-h", "help");

  private final List<Subcommand> commands;
  private final Terminal terminal;

  Hostready(Terminal terminal, Clock clock) {
    this(terminal, clock, Machine::live);
  }

  /** The same on another machine, such as one of a test. */
  Hostready(Terminal terminal, Clock clock, Supplier<Machine> machine) {
    this.terminal = terminal;
    MachineAccess access = new MachineAccess(machine);
    this.commands =
        List.of(
            new CheckCommand(clock),
            new PlanCommand(clock, access),
            new FixCommand(clock, access),
            new UndoCommand(clock, access),
            new HistoryCommand(access),
            new UpgradeCommand(clock),
            new FactsCommand(),
            new CaptureCommand(clock),
            new ReportCommand(),
            new RulesCommand());
  }

  /** Ends the process. Runtime.halt avoids the logger that System.exit initializes. */
  public static void main(String[] arguments) {
    // No option is a date or a URL; picocli would load the classes for them.
    System.setProperty("picocli.converters.excludes", "java\\..*");
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Terminal terminal = Terminal.ofProcess(out, err);
    ExitCodes codes = ExitCodes.of(List.of(arguments));
    int number = codes.number(ExitCode.FAILED);
    try {
      number = codes.number(new Hostready(terminal, Clock.systemUTC()).run(unescaped(arguments)));
      if (out.checkError()) {
        number = isPipe() ? CLOSED_PIPE : codes.number(ExitCode.FAILED);
        if (number != CLOSED_PIPE) {
          err.println("hostready: cannot write standard output (full disk?)");
        }
      }
    } finally {
      err.flush();
      Runtime.getRuntime().halt(number); // an error must not end with 1, which is 'not ready'
    }
  }

  /**
   * Whether standard output is a pipe. If it cannot be written, its reader has ended, such as head:
   * that is no error, and other programs end quietly, too. The text of the exception depends on the
   * locale.
   */
  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
    } catch (IOException noProc) {
      return false;
    }
  }

  /**
   * The arguments as the user entered them: the executable's start (src/main/c/image_start.c) adds
   * a byte before those that a native image would interpret as its own options.
   */
  private static String[] unescaped(String[] arguments) {
    if (System.getProperty("org.graalvm.nativeimage.imagecode") == null) {
      return arguments;
    }
    return Arrays.stream(arguments)
        .map(given -> given.startsWith("\u0001") ? given.substring(1) : given)
        .toArray(String[]::new);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }

  /** All commands, in the overview's order. */
  List<Subcommand> commands() {
    return commands;
  }

  /** Runs one command line. */
  ExitCode run(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    if (words.contains("--version") && words.size() == 1) {
      terminal.out().println("hostready " + Installation.version());
      return ExitCode.READY;
    }
    if (words.isEmpty()) {
      terminal.err().print(overview());
      return ExitCode.WRONG_INPUT;
    }
    if (HELP.contains(words.getFirst())) {
      if (words.size() == 1) {
        terminal.out().print(overview());
        return ExitCode.READY;
      }
      List<String> asked = new ArrayList<>(words.subList(1, words.size()));
      asked.add("--help");
      return run(asked.toArray(String[]::new));
    }
    boolean stacktrace = words.contains("--stacktrace");
    try {
      return runCommand(words);
    } catch (UsageException | InvalidRequestException | UnreadableHostException wrong) {
      return complain(String.valueOf(wrong.getMessage()), wrong, stacktrace, ExitCode.WRONG_INPUT);
    } catch (ParameterException wrong) {
      return complain(UsageMessages.sentence(wrong), wrong, stacktrace, ExitCode.WRONG_INPUT);
    } catch (InvalidInputException wrong) {
      ErrorList errors = new ErrorList(wrong.problems());
      (terminal.errIsTerminal() ? errors.grouped() : errors.lines())
          .forEach(terminal.err()::println);
      return complain(errors.count(), wrong, stacktrace, ExitCode.WRONG_INPUT);
    } catch (RuntimeException | Error broken) {
      return complain(
          "internal error: " + broken + ". Report it with the output of --stacktrace.",
          broken,
          stacktrace,
          ExitCode.FAILED);
    }
  }

  private ExitCode complain(String message, Throwable cause, boolean stacktrace, ExitCode code) {
    terminal.err().println("hostready: " + Quoted.harmless(message));
    if (stacktrace) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace, true));
      terminal.err().println(SafeText.message(trace.toString().replace("\t", "    ")));
    }
    return code;
  }

  private ExitCode runCommand(List<String> words) {
    String name = words.getFirst();
    Subcommand command = named(name);
    CommandLine line = new CommandLine(command.spec(), OptionSpecs.FACTORY);
    ParseResult options = line.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    Optional<String> help = UsageMessages.help(line);
    if (help.isPresent()) {
      terminal.out().print(help.get());
      return ExitCode.READY;
    }
    return command.run(new Arguments(options), terminal);
  }

  private Subcommand named(String name) {
    for (Subcommand command : commands) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    if (name.startsWith("-")) {
      throw new UsageException(
          "option '"
              + name
              + "' before the command: use hostready COMMAND [OPTIONS]."
              + " Run 'hostready --help'.");
    }
    List<String> known = commands.stream().map(Subcommand::name).toList();
    throw new UsageException(
        "unknown command '"
            + name
            + "': use "
            + Joined.or(known)
            + "."
            + Suggestion.nearest(name, known)
                .map(near -> " Did you mean '" + near + "'?")
                .orElse(" Run 'hostready --help'."));
  }

  private String overview() {
    StringBuilder out = new StringBuilder();
    out.append("hostready ").append(Installation.version());
    out.append(": check that a host is ready for Docker, and fix what is missing\n\n");
    out.append(
        "Usage: hostready COMMAND [OPTIONS]; 'hostready COMMAND --help' has the options.\n\n");
    for (Subcommand command : commands) {
      out.append(String.format(Locale.ROOT, "  %-8s  %s%n", command.name(), command.summary()));
    }
    out.append("\nExit codes\n");
    for (ExitCode code : ExitCode.values()) {
      String head = "  " + code.number() + "  ";
      for (String line : Paragraph.lines(code.meaning(), Subcommand.WIDTH - head.length())) {
        out.append(head).append(line).append('\n');
        head = " ".repeat(head.length());
      }
    }
    return out.toString();
  }
}
