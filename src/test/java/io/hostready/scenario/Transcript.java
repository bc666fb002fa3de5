package io.hostready.scenario;

import io.hostready.dist.Bundle;
import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Ran;
import io.hostready.testbed.ThrowAwayHost;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * What README prints of a host: commands after "$ ", each with what it says. A line of three dots
 * stands for any lines; numbers may be others.
 */
record Transcript(List<Step> steps) {

  private static final String DOTS = "...";

  /** A command and the lines that README gives it. */
  record Step(String command, List<String> lines) {}

  /** A block of a section, from 1. */
  static Transcript ofReadme(String section, int block) throws IOException {
    String readme = Files.readString(Bundle.PROJECT.resolve("README.md"));
    String text = readme.split("\n## " + section + "\n", 2)[1].split("\n```\n")[2 * block - 1];
    List<Step> steps = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("$ ")) {
        steps.add(new Step(line.substring(2), new ArrayList<>()));
      } else {
        steps.getLast().lines().add(line);
      }
    }
    return new Transcript(steps);
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
      Ran ran = host.run("sh", "-c", "cd /opt/testbed && " + step.command());
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
          throw new AssertionError("README says '%s', and it is not so:\n%s".formatted(line, ran));
        }
        reached++;
        skips = false;
      }
      if (!skips && reached < said.size()) {
        throw new AssertionError(
            "README leaves out '%s' and what follows:\n%s".formatted(said.get(reached), ran));
      }
    }
  }

  private static List<String> same(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("[0-9]+", "0")).toList();
  }
}
