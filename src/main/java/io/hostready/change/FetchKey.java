package io.hostready.change;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Downloads an OpenPGP key for a package repository, with the proxy and certificates of the package
 * manager. The file is installed only if every primary key in it has the fingerprint. Path ends in
 * .asc for an armored key and in .gpg for a binary one, as apt requires.
 *
 * @param fingerprint of a version 4 key: forty upper-case hexadecimal digits (RFC 9580, 5.5.4.2)
 */
public record FetchKey(
    PackageManager manager, String url, String path, int mode, String fingerprint, FileState before)
    implements Change {

  /** Docker's key has some kilobytes. */
  public static final int MOST_BYTES = 256 << 10;

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}");

  public FetchKey {
    Paths.check(path);
    fingerprint = fingerprint.replace(" ", "").toUpperCase(java.util.Locale.ROOT);
    if (!FINGERPRINT.matcher(fingerprint).matches()) {
      throw new IllegalArgumentException(
          "'" + fingerprint + "' is not a fingerprint: use 40 hexadecimal digits");
    }
    if (!path.endsWith(".asc") && !path.endsWith(".gpg")) {
      throw new IllegalArgumentException("'" + path + "': a key file ends in .asc or .gpg");
    }
  }

  @Override
  public ChangeSummary summary() {
    return FileState.written(path, before).with("key " + spaced(fingerprint));
  }

  @Override
  public List<String> details() {
    return List.of();
  }

  @Override
  public List<String> preview() {
    return List.of(
        "$ " + manager.download(url, "FILE", MOST_BYTES).line(),
        "  FILE must hold the key " + spaced(fingerprint) + " and no other",
        "  then it becomes " + path + ", mode " + FileState.octal(mode));
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of(before instanceof FileState.Missing ? "remove " + path : "restore " + path);
  }

  /** A fingerprint in groups of four digits, for comparison by eye. */
  public static String spaced(String fingerprint) {
    return fingerprint.replaceAll("(.{4})(?=.)", "$1 ");
  }
}
