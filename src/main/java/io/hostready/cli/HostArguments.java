package io.hostready.cli;

import io.hostready.capture.HostOpener;
import io.hostready.host.Host;
import io.hostready.host.RootTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The option --host: a capture, another text of a host, or a directory with its files. */
final class HostArguments {

  private static final String HOST = "--host";

  private HostArguments() {}

  /** The option of a command that takes one host. */
  static OptionSpec one(String description) {
    return OptionSpecs.text(HOST, "PATH", description);
  }

  /** The option of a command that takes several paths after one --host. */
  static OptionSpec several(String description) {
    return OptionSpecs.repeated(HOST, "PATH", description).toBuilder()
        .preprocessor(HostArguments::repeatHost)
        .build();
  }

  /** Inserts --host before each path that follows one: a rule's name has no slash. */
  private static boolean repeatHost(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    List<String> paths = new ArrayList<>();
    while (!words.isEmpty() && (paths.isEmpty() || isPath(words.peek()))) {
      paths.add(words.pop());
    }
    for (String path : paths.reversed()) {
      words.push(path);
      words.push(HOST);
    }
    if (!paths.isEmpty()) {
      words.pop(); // already consumed
    }
    return false;
  }

  private static boolean isPath(String word) {
    return !word.startsWith("-")
        && (word.contains("/") || word.endsWith(".host") || word.endsWith(".gz"));
  }

  /** The paths of several hosts; empty for this machine. */
  static List<String> paths(Arguments arguments) {
    return arguments.texts(HOST);
  }

  /** The host of a command that takes one. */
  static Host host(Arguments arguments, Terminal terminal) {
    return arguments
        .text(HOST)
        .map(path -> HostOpener.open(path, RootTrust.ofReports(terminal.environment())).host())
        .orElseGet(Host::live);
  }

  /** How the rules for a host are read. */
  static Host instructions(Host host, Terminal terminal) {
    return host.source().isThisMachine()
        ? InputFiles.forThisMachine(terminal.environment())
        : InputFiles.ofAnyUser();
  }
}
