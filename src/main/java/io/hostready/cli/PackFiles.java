package io.hostready.cli;

import io.hostready.host.FileStatus;
import io.hostready.host.ForeignFiles;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.RootTrust;
import io.hostready.pack.PackArchive;
import io.hostready.pack.PackVerifier;
import io.hostready.pack.VerifiedPack;
import io.hostready.ssh.AllowedSigners;
import io.hostready.ssh.SshException;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problem;
import io.hostready.yaml.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pack archives on this machine. Any user may own an archive: its signature decides. The list of
 * trusted keys is read as rules are.
 *
 * @param instructions how rules, and the list of trusted keys, are read
 * @param keys the value of --rules-key, if it was given
 */
record PackFiles(Host instructions, Optional<String> keys) {

  /** The list of trusted keys without --rules-key. */
  static final String SIGNERS = "/etc/hostready/allowed-signers";

  /** Whether a value of --rules is a file, and not a directory. */
  boolean isFile(String named) {
    return instructions.status(absolute(named)) instanceof Present(FileStatus status, _)
        && status.type() == FileStatus.Type.FILE;
  }

  /**
   * Opens an archive that a trusted key signed.
   *
   * @throws InvalidInputException with the reason why it is refused
   */
  VerifiedPack open(String named) {
    byte[] file = read(named);
    VersionNumber running = VersionNumber.parse(Installation.version());
    return new PackVerifier(signers(), signersFile(), Clock.systemUTC().instant(), running)
        .open(named, file);
  }

  private String signersFile() {
    return keys.orElse(SIGNERS);
  }

  private AllowedSigners signers() {
    return switch (instructions.text(absolute(signersFile()))) {
      case Present(String text, _) -> {
        try {
          yield AllowedSigners.parse(text);
        } catch (SshException wrong) {
          throw refused(signersFile(), "invalid list of trusted keys: " + wrong.getMessage());
        }
      }
      case Absent(_) ->
          throw new InvalidInputException(
              List.of(
                  new Problem(
                          SourceSpan.whole(signersFile()),
                          "file not found, so no key is trusted to sign a pack archive")
                      .expecting(
                          "write the maker's line of allowed signers or public key into it, or name"
                              + " another file with --rules-key")));
      case Unreadable(_, String why) ->
          throw refused(signersFile(), "cannot read the list of trusted keys: " + why);
    };
  }

  private static byte[] read(String named) {
    Optional<RootTrust> trust = RootTrust.ofReports(Map.of());
    try (InputStream in = ForeignFiles.open(Path.of(named), trust)) {
      byte[] file = in.readNBytes(PackArchive.MAX_BYTES + 1);
      if (file.length > PackArchive.MAX_BYTES) {
        throw refused(
            named, "larger than " + (PackArchive.MAX_BYTES >> 20) + " MiB: not a pack archive");
      }
      return file;
    } catch (IOException failed) {
      throw refused(named, "cannot read the pack archive: " + failed.getMessage());
    }
  }

  private static InvalidInputException refused(String file, String why) {
    return new InvalidInputException(List.of(new Problem(SourceSpan.whole(file), why)));
  }

  private static String absolute(String named) {
    return Path.of(named).toAbsolutePath().normalize().toString();
  }
}
