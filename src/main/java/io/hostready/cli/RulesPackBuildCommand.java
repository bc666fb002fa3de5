package io.hostready.cli;

import io.hostready.host.AtomicFile;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.RootTrust;
import io.hostready.pack.PackArchive;
import io.hostready.pack.PackDirectory;
import io.hostready.pack.TestedPack;
import io.hostready.ssh.SignedMessage;
import io.hostready.ssh.SshException;
import io.hostready.ssh.SshPrivateKey;
import io.hostready.text.ShellWords;
import io.hostready.text.VersionNumber;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules pack build}: tests the rules of a directory, and writes an archive. */
final class RulesPackBuildCommand extends Subcommand {

  private static final String KEY = "--key";

  RulesPackBuildCommand() {
    super(
        "build",
        "Validate and test rules, and write them as a signed pack archive",
        new Example(
            "hostready rules pack build gitlab-runner --key acme -o gitlab-runner.pack",
            "Sign with a key file that has no passphrase."),
        new Example(
            "hostready rules pack build gitlab-runner -o gitlab-runner.unsigned",
            "Do not sign; the output has the commands to sign with any other key."));
  }

  @Override
  void declare(CommandSpec spec) {
    spec.addPositional(
        OptionSpecs.argument("DIR", "1", "Directory with manifest.yaml, rules and tests."));
    spec.addOption(
        OptionSpecs.text(
            KEY,
            "FILE",
            "OpenSSH private key to sign with: Ed25519, without a passphrase (default: not"
                + " signed)."));
    spec.addOption(OptionSpecs.output("Pack archive to write.").toBuilder().required(true).build());
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    Host files = InputFiles.ofAnyUser();
    String directory = arguments.id().orElseThrow().replaceAll("(?<=.)/+$", "");
    String name = arguments.text("--output").orElseThrow();
    OutputFile output =
        new OutputFile(
                "-o",
                Path.of(name),
                AtomicFile.Access.AS_BEFORE,
                RootTrust.ofReports(terminal.environment()))
            .check();
    Optional<SshPrivateKey> key = arguments.text(KEY).map(file -> key(files, file));
    byte[] text = PackDirectory.archive(files, absolute(directory), directory);
    VersionNumber running = VersionNumber.parse(Installation.version());
    PackArchive archive = PackArchive.open(directory, text, running);
    TestedPack tested = TestedPack.of(archive, CommonOptions.shipped(files), Clock.systemUTC());
    String signature = key.map(each -> each.publicKey().description()).orElse("no key");
    terminal.out().print(PackSummary.of(tested, signature, terminal.style("auto")));
    if (!tested.allPassed()) {
      throw new UsageException("tests failed: '" + name + "' was not written");
    }
    output.write(
        key.map(each -> SignedMessage.sign(each, PackArchive.NAMESPACE, text)).orElse(text),
        "pack archive");
    terminal.out().print(key.isPresent() ? "Wrote " + name + ".\n" : unsigned(name));
    return ExitCode.READY;
  }

  private static SshPrivateKey key(Host files, String name) {
    return switch (files.text(absolute(name))) {
      case Present(String text, _) -> {
        try {
          yield SshPrivateKey.parse(text);
        } catch (SshException unusable) {
          throw new UsageException(
              "cannot sign with "
                  + KEY
                  + " '"
                  + name
                  + "': "
                  + unusable.getMessage()
                  + ". Use an Ed25519 key without a passphrase; without "
                  + KEY
                  + ", the output has the commands for other keys.");
        }
      }
      case Absent(_) -> throw new UsageException(KEY + " '" + name + "': file not found");
      case Unreadable(_, String why) -> throw new UsageException(KEY + " '" + name + "': " + why);
    };
  }

  /** How ssh-keygen(1) signs: with keys that have a passphrase, of an agent or of a token. */
  private static String unsigned(String output) {
    String name = output.startsWith("-") ? "./" + output : output;
    return """
    Wrote %s, not signed. To sign it:
      ssh-keygen -Y sign -n %s -f KEY %s
      cat %s %s > %s
    """
        .formatted(
            name,
            PackArchive.NAMESPACE,
            ShellWords.quoted(name),
            word(name + ".sig"),
            ShellWords.quoted(name),
            word(name.replaceFirst("[.]unsigned$", "") + ".pack"));
  }

  private static String word(String name) {
    return ShellWords.joined(List.of(name));
  }

  private static String absolute(String name) {
    return Path.of(name).toAbsolutePath().normalize().toString();
  }
}
