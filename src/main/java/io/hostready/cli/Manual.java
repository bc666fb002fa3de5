package io.hostready.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, generated from the commands' own options. Source: man-pages(7), man(7). */
final class Manual {

  private final StringBuilder out = new StringBuilder();

  private Manual() {}

  /**
   * The page in man's markup.
   *
   * @param date the date on the page, such as 2026-11-23
   */
  static String page(List<Subcommand> commands, String date) {
    Manual manual = new Manual();
    manual.write(commands, date);
    return manual.out.toString();
  }

  private void write(List<Subcommand> commands, String date) {
    out.append(
        ".TH HOSTREADY 1 \"%s\" \"hostready %s\" \"User Commands\"%n"
            .formatted(date, Installation.version()));
    section("NAME");
    text("hostready - check whether a host is ready for Docker, and fix what is missing");
    section("SYNOPSIS");
    macro("B", "hostready");
    text("COMMAND [OPTION]... [ARGUMENT]...");
    section("DESCRIPTION");
    text(
        "Reads /proc, /sys, /etc and the package database, checks them against rules, and reports"
            + " for each rule what was expected, what was found, in which file, and what to do.");
    section("COMMANDS");
    commands.forEach(command -> tagged(command.name(), command.summary() + "."));
    for (Subcommand command : commands) {
      section("OPTIONS OF " + command.name().toUpperCase(Locale.ROOT));
      options(command.name(), command, command.spec());
    }
    section("EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      tagged(String.valueOf(code.number()), code.meaning());
    }
    section("ENVIRONMENT");
    tagged("NO_COLOR", "No colors if it is set to a non-empty value.");
    tagged(
        "http_proxy, https_proxy, ftp_proxy, no_proxy, all_proxy",
        "Proxies for the commands that fix and undo run. The other variables of a command are PATH,"
            + " HOME, LC_ALL and TERM with fixed values, and those that a step of a fix sets.");
    section("FILES");
    tagged("/var/lib/hostready", "Journals of all changes; kept when the package is removed.");
    tagged(PackFiles.SIGNERS, "Keys that are trusted to sign pack archives.");
    section("EXAMPLES");
    commands.forEach(this::examples);
  }

  private void examples(Subcommand command) {
    command.examples().forEach(example -> tagged(example.commandLine(), example.meaning()));
    command.subcommands().forEach(this::examples);
  }

  private void options(String words, Subcommand command, CommandSpec spec) {
    options(spec);
    for (Subcommand child : command.subcommands()) {
      macro("SS", words + " " + child.name());
      text(child.summary() + ".");
      options(
          words + " " + child.name(), child, spec.subcommands().get(child.name()).getCommandSpec());
    }
  }

  private void options(CommandSpec spec) {
    for (PositionalParamSpec positional : spec.positionalParameters()) {
      tagged(positional.paramLabel(), description(positional));
    }
    for (OptionSpec option : spec.options()) {
      List<String> names = new ArrayList<>(List.of(option.names()));
      String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
      tagged(String.join(", ", names) + label, description(option));
    }
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description()).replace("%n", " ").replace("%%", "%");
  }

  private void section(String title) {
    macro("SH", title);
  }

  private void tagged(String tag, String meaning) {
    out.append(".TP\n");
    macro("B", tag);
    text(meaning);
  }

  private void macro(String name, String argument) {
    out.append('.').append(name).append(" \"").append(escaped(argument)).append("\"\n");
  }

  private void text(String text) {
    String line = escaped(text);
    // A line that starts with a dot or an apostrophe would be a request.
    out.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "").append(line).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
  }
}
