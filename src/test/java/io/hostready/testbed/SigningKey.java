package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** An OpenPGP key pair made on the spot, in a GnuPG home of its own. Source: gpg(1). */
public final class SigningKey {

  /** GnuPG's clock stopped at a time at which {@link #generateExpired} has not expired yet. */
  private static final List<String> LONG_AGO = List.of("--faked-system-time", "20240101T000000!");

  private final Path home;
  private final String fingerprint;
  private final List<String> clock;

  private SigningKey(Path home, String fingerprint, List<String> clock) {
    this.home = home;
    this.fingerprint = fingerprint;
    this.clock = clock;
  }

  /** A key that signs and never expires. */
  public static SigningKey generate(String name) {
    return generate(name, "never", List.of());
  }

  /** A key that expired in 2024; it still signs, as of a day before. */
  public static SigningKey generateExpired(String name) {
    return generate(name, "30d", LONG_AGO);
  }

  private static SigningKey generate(String name, String expires, List<String> clock) {
    Path home = Testbed.scratch("key");
    try {
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String user = name + " <key@example.org>";
    gpg(home, with(clock, "--quick-generate-key", user, "ed25519", "sign", expires));
    String fingerprint =
        gpg(home, "--with-colons", "--list-keys")
            .lines()
            .filter(line -> line.startsWith("fpr:"))
            .findFirst()
            // doc/DETAILS of GnuPG: field 10 of an fpr record.
            .map(line -> line.split(":", -1)[9])
            .orElseThrow();
    return new SigningKey(home, fingerprint, clock);
  }

  private static String[] with(List<String> clock, String... arguments) {
    return Stream.concat(clock.stream(), Stream.of(arguments)).toArray(String[]::new);
  }

  /** Adds a subkey, which signs from then on in place of the primary key. */
  public SigningKey addSigningSubkey() {
    gpg(home, "--quick-add-key", fingerprint, "ed25519", "sign", "never");
    return this;
  }

  /** Revokes the key: what is exported then says so. It does not sign any more. */
  public SigningKey revoke() {
    try {
      Path certificate = home.resolve("openpgp-revocs.d/" + fingerprint + ".rev");
      // GnuPG puts a colon before it, so that nobody imports it by mistake.
      String text = Files.readString(certificate).replaceFirst("(?m)^:-----", "-----");
      Files.writeString(certificate, text);
      gpg(home, "--import", certificate.toString());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 40 upper-case hexadecimal digits. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The public key, in ASCII armor. */
  public String armored() {
    return gpg(home, "--armor", "--export", fingerprint);
  }

  /** The secret key, in ASCII armor, for a program in a box. */
  String armoredSecret() {
    return gpg(home, "--armor", "--export-secret-keys", fingerprint);
  }

  /** The public key's packets. */
  public byte[] binary() {
    String[] lines = armored().split("\n");
    StringBuilder base64 = new StringBuilder();
    for (String line : lines) {
      if (!line.isEmpty() && !line.startsWith("-") && !line.startsWith("=")) {
        base64.append(line);
      }
    }
    return Base64.getDecoder().decode(base64.toString());
  }

  void sign(Path file, Path inline, Path detached) {
    gpg(home, with(clock, "--clearsign", "-o", inline.toString(), file.toString()));
    gpg(home, with(clock, "--armor", "--detach-sign", "-o", detached.toString(), file.toString()));
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
