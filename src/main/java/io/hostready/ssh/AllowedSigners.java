package io.hostready.ssh;

import io.hostready.text.Glob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The keys whose signatures are accepted: a list of allowed signers, or public keys as in a file
 * {@code id_ed25519.pub}. Source: ssh-keygen(1), ALLOWED SIGNERS.
 */
public record AllowedSigners(List<Signer> signers) {

  /**
   * One line.
   *
   * @param name its principals; of a public key, the comment
   * @param namespaces the patterns of the option {@code namespaces}; all if it is not set
   */
  public record Signer(
      String name,
      SshPublicKey key,
      Optional<String> namespaces,
      Optional<Instant> validAfter,
      Optional<Instant> validBefore) {

    private Optional<String> refusal(String namespace, Instant now) {
      if (namespaces.filter(patterns -> !matches(patterns, namespace)).isPresent()) {
        return Optional.of("not for the namespace " + namespace);
      }
      if (validAfter.filter(now::isBefore).isPresent()) {
        return Optional.of("not valid before " + validAfter.get());
      }
      return validBefore.filter(now::isAfter).map(end -> "not valid after " + end);
    }

    /** A pattern with "!" excludes what it matches. Source: ssh_config(5), PATTERNS. */
    private static boolean matches(String patterns, String namespace) {
      List<String> all = Arrays.asList(patterns.split(","));
      return all.stream().anyMatch(each -> new Glob(each).matches(namespace))
          && all.stream()
              .noneMatch(
                  each -> each.startsWith("!") && new Glob(each.substring(1)).matches(namespace));
    }
  }

  public AllowedSigners {
    signers = List.copyOf(signers);
  }

  /**
   * Parses a file. Lines for certificates of SSH are skipped: their signatures are not accepted.
   *
   * @throws SshException naming the invalid line
   */
  public static AllowedSigners parse(String file) throws SshException {
    List<Signer> signers = new ArrayList<>();
    int number = 0;
    for (String line : file.lines().toList()) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      try {
        AllowedSignerLine.parse(text).ifPresent(signers::add);
      } catch (SshException wrong) {
        throw new SshException("line " + number + ": " + wrong.getMessage(), wrong);
      }
    }
    return new AllowedSigners(signers);
  }

  /**
   * The signer who may sign with this key for this namespace.
   *
   * @throws SshException if no line allows it, with the reason, such as "not listed"
   */
  public Signer signer(SshPublicKey key, String namespace, Instant now) throws SshException {
    String why = "not listed";
    for (Signer signer : signers) {
      if (signer.key().equals(key)) {
        Optional<String> refusal = signer.refusal(namespace, now);
        if (refusal.isEmpty()) {
          return signer;
        }
        why = refusal.get();
      }
    }
    throw new SshException(why);
  }
}
