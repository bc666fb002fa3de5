package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.pack.TestedPack;
import io.hostready.pack.VerifiedPack;
import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules pack verify}: verifies a pack archive, and prints what is in it. */
final class RulesPackVerifyCommand extends Subcommand {

  RulesPackVerifyCommand() {
    super(
        "verify",
        "Verify the signature, version and tests of a pack archive, and list its rules",
        new Example(
            "hostready rules pack verify gitlab-runner.pack",
            "Verify with the keys in " + PackFiles.SIGNERS + "."),
        new Example(
            "hostready rules pack verify gitlab-runner.pack --rules-key acme.pub",
            "Verify with the maker's public key."));
  }

  @Override
  void declare(CommandSpec spec) {
    spec.addPositional(OptionSpecs.argument("FILE", "1", "Pack archive."));
    CommonOptions.addRulesKey(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    Host files = InputFiles.ofAnyUser();
    VerifiedPack pack =
        CommonOptions.of(arguments).packFiles(files).open(arguments.id().orElseThrow());
    TestedPack tested =
        TestedPack.of(pack.archive(), CommonOptions.shipped(files), Clock.systemUTC());
    String signature = pack.signer() + " (" + pack.key().description() + ")";
    terminal.out().print(PackSummary.of(tested, signature, terminal.style("auto")));
    return tested.allPassed() ? ExitCode.READY : ExitCode.WRONG_INPUT;
  }
}
