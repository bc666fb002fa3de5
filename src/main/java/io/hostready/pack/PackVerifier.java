package io.hostready.pack;

import io.hostready.ssh.AllowedSigners;
import io.hostready.ssh.SignedMessage;
import io.hostready.ssh.SshException;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problem;
import io.hostready.yaml.SourceSpan;
import java.time.Instant;
import java.util.List;

/**
 * Opens pack archives whose signature is that of a trusted key. Nothing of an archive is parsed
 * before its signature is verified.
 *
 * @param signersFile the name of the list of trusted keys, for messages
 * @param now for keys that are valid for some time
 * @param running the version of this program
 */
public record PackVerifier(
    AllowedSigners signers, String signersFile, Instant now, VersionNumber running) {

  private static final String REBUILD =
      "use a file that 'hostready rules pack build' wrote and signed";

  /**
   * Verifies and opens an archive.
   *
   * @param label the file in messages
   * @throws InvalidInputException if it is not signed, not by a trusted key, changed since,
   *     invalid, or needs a newer program
   */
  public VerifiedPack open(String label, byte[] file) {
    SignedMessage signed;
    try {
      signed = SignedMessage.parse(file);
    } catch (SshException unsigned) {
      throw refused(
          new Problem(at(label), "not a signed pack archive (" + unsigned.getMessage() + ")")
              .expecting(REBUILD));
    }
    AllowedSigners.Signer signer = signer(label, signed);
    try {
      signed.signature().verify(signed.message(), PackArchive.NAMESPACE);
    } catch (SshException wrong) {
      throw refused(
          new Problem(at(label), "the signature is not valid (" + wrong.getMessage() + ")")
              .expecting("get the file again from its maker"));
    }
    PackArchive archive = PackArchive.open(label, signed.message(), running);
    return new VerifiedPack(archive, signer.name(), signer.key());
  }

  private AllowedSigners.Signer signer(String label, SignedMessage signed) {
    try {
      return signers.signer(signed.signature().key(), PackArchive.NAMESPACE, now);
    } catch (SshException untrusted) {
      throw refused(
          new Problem(
                  at(label),
                  "signed by an untrusted key: %s (%s: %s)"
                      .formatted(
                          signed.signature().key().description(),
                          signersFile,
                          untrusted.getMessage()))
              .advising(
                  "If you trust its owner, add the key to that file, or name it with"
                      + " --rules-key."));
    }
  }

  private static SourceSpan at(String label) {
    return SourceSpan.whole(label);
  }

  private static InvalidInputException refused(Problem problem) {
    return new InvalidInputException(List.of(problem));
  }
}
