package io.hostready.change;

import io.hostready.facts.RpmDatabase;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether rpm accepts packages that are signed with a key. Path has the key and nothing else. rpm
 * names keys by the end of their fingerprint. Source: rpmkeys(8).
 *
 * @param fingerprint forty upper-case hexadecimal digits
 */
public record RpmKey(String path, String fingerprint) implements Setting {

  public static final String IMPORTED = "imported";
  public static final String NOT_IMPORTED = "not imported";

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}");

  public RpmKey {
    Paths.check(path);
    if (!FINGERPRINT.matcher(fingerprint).matches()) {
      throw new IllegalArgumentException("'" + fingerprint + "' is not a fingerprint");
    }
  }

  @Override
  public String description() {
    return "key " + FetchKey.spaced(fingerprint) + " in rpm's database";
  }

  @Override
  public ChangeSummary change(String value) {
    return ChangeSummary.change(
        value.equals(IMPORTED) ? "import" : "erase", "the key " + path + " in rpm's database");
  }

  @Override
  public Reading<String> read(Host host) {
    return RpmDatabase.keys(host)
        .map(keys -> keys.stream().anyMatch(this::isVersion) ? IMPORTED : NOT_IMPORTED);
  }

  private boolean isVersion(String version) {
    return version.length() >= 8 && fingerprint.toLowerCase(Locale.ROOT).endsWith(version);
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    String version = fingerprint.substring(32).toLowerCase(Locale.ROOT);
    return List.of(
        value.equals(IMPORTED)
            ? List.of("rpm", "--import", path)
            : List.of("rpm", "-e", "gpg-pubkey-" + version));
  }

  @Override
  public void check(String value) {
    Words.checkEither(value, IMPORTED, NOT_IMPORTED);
  }
}
