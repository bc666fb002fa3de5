package io.hostready.scenario;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.MarkdownPage;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.ThrowAwayHost;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of a page: commands after "$ ", each with the output that the page shows. A line of three
 * dots stands for any lines; numbers may differ.
 */
record Transcript(String page, List<Step> steps) {

  private static final String DOTS = "...";

  /** A command and the lines that the page shows of its output. */
  record Step(String command, List<String> lines) {}

  /**
   * The block in a section of a page, such as README.md; the section has one that is a transcript.
   */
  static Transcript of(String page, String section) {
    String block = MarkdownPage.of(page).section(section).block("$ ");
    List<Step> steps = new ArrayList<>();
    for (String line : block.lines().toList()) {
      if (line.startsWith("$ ")) {
        steps.add(new Step(line.substring(2), new ArrayList<>()));
      } else {
        steps.getLast().lines().add(line);
      }
    }
    return new Transcript(page, steps);
  }

  /** Makes `hostready` a command there, with the settings that the repository needs. */
  static void prepare(ThrowAwayHost host, AptRepository docker) {
    host.write(
        "/usr/local/bin/hostready",
        """
        #!/bin/sh
        command=$1
        shift
        [ "$command" = undo ] || set -- "$@" %s
        exec /opt/testbed/hostready/bin/hostready "$command" "$@"
        """
            .formatted(String.join(" ", Docker.from(docker))));
    host.run("chmod", "755", "/usr/local/bin/hostready").succeeds();
  }

  /** Runs its commands on a host and holds what they say against the lines. */
  void plays(ThrowAwayHost host) {
    for (Step step : steps) {
      ProgramRun ran = host.run("sh", "-c", "cd /opt/testbed && " + step.command());
      List<String> said = same(ran.out().lines().toList());
      int reached = 0;
      boolean skips = false;
      for (String line : same(step.lines())) {
        if (line.equals(DOTS)) {
          skips = true;
          continue;
        }
        while (skips && reached < said.size() && !said.get(reached).equals(line)) {
          reached++;
        }
        if (reached == said.size() || !said.get(reached).equals(line)) {
          throw new AssertionError(
              "%s shows '%s', which is not in the output:\n%s".formatted(page, line, ran));
        }
        reached++;
        skips = false;
      }
      if (!skips && reached < said.size()) {
        throw new AssertionError(
            "%s does not show '%s' and what follows:\n%s".formatted(page, said.get(reached), ran));
      }
    }
  }

  private static List<String> same(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("( --set docker-[^ =]+=[^ )]+)+", ""))
        .map(line -> line.replaceAll("[0-9]+", "0"))
        .toList();
  }
}
