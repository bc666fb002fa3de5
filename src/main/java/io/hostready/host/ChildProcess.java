package io.hostready.host;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program of this machine that inherits nothing from the caller of hostready: its environment is
 * {@link #ENVIRONMENT}, its directory the root, its standard input empty and its umask 022.
 */
final class ChildProcess {

  /** All variables of a program that looks. One that changes the host has more. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", LiveCommands.PATH, "LC_ALL", "C.UTF-8", "HOME", "/root", "TERM", "dumb");

  /** Java cannot set a umask; a shell sets it and becomes the program. */
  private static final List<String> WITH_UMASK = List.of("-c", "umask 022; exec \"$@\"", "sh");

  private ChildProcess() {}

  /** The words of a command line; the first is the path of a file. */
  static ProcessBuilder of(List<String> words) {
    List<String> whole = new ArrayList<>();
    LiveCommands.find("sh")
        .ifPresent(
            shell -> {
              whole.add(shell.getPath());
              whole.addAll(WITH_UMASK);
            });
    whole.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    return builder;
  }
}
