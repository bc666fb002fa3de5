package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** An OpenPGP key pair made on the spot, in a GnuPG home of its own. Source: gpg(1). */
final class SigningKey {

  private final Path home;
  private final String fingerprint;

  private SigningKey(Path home, String fingerprint) {
    this.home = home;
    this.fingerprint = fingerprint;
  }

  static SigningKey generate(String name) {
    Path home = Testbed.scratch("key");
    try {
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    gpg(home, "--quick-generate-key", name + " <key@example.org>", "ed25519", "sign", "never");
    String fingerprint =
        gpg(home, "--with-colons", "--list-keys")
            .lines()
            .filter(line -> line.startsWith("fpr:"))
            .findFirst()
            // doc/DETAILS of GnuPG: field 10 of an fpr record.
            .map(line -> line.split(":", -1)[9])
            .orElseThrow();
    return new SigningKey(home, fingerprint);
  }

  /** 40 upper-case hexadecimal digits. */
  String fingerprint() {
    return fingerprint;
  }

  /** The public key, in ASCII armour. */
  String armored() {
    return gpg(home, "--armor", "--export", fingerprint);
  }

  void sign(Path file, Path inline, Path detached) {
    gpg(home, "--clearsign", "-o", inline.toString(), file.toString());
    gpg(home, "--armor", "--detach-sign", "-o", detached.toString(), file.toString());
  }

  private static String gpg(Path home, String... arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of("gpg", "--homedir", home.toString(), "--batch", "--yes", "--quiet"));
    argv.addAll(List.of("--no-tty", "--pinentry-mode", "loopback", "--passphrase", ""));
    argv.addAll(List.of(arguments));
    String said = Disk.run(home, argv);
    Disk.run(home, List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    return said;
  }
}
