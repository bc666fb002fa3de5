package io.hostready.cli;

import java.util.List;

/** {@code hostready rules pack}: the commands about pack archives. */
final class RulesPackCommand extends CommandGroup {

  RulesPackCommand() {
    super(
        "rules pack",
        "Build and verify pack archives: signed files with rules",
        List.of(new RulesPackBuildCommand(), new RulesPackVerifyCommand()),
        new Example(
            "hostready rules pack build gitlab-runner --key KEY -o gitlab-runner.pack",
            "Test the rules of a directory, and sign them."),
        new Example(
            "hostready rules pack verify gitlab-runner.pack",
            "Verify the signature, and list the rules."));
  }
}
