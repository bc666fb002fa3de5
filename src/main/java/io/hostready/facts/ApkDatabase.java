package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The packages of Alpine: stanzas whose lines start with a letter and a colon, P for the name, V
 * for the version, A for the architecture. Source: apk-v2(5), the fields of the index.
 */
public final class ApkDatabase {

  private static final String PATH = "/lib/apk/db/installed";

  /** With the directory of apk-tools 3 on a system whose /lib is /usr/lib. */
  private static final String MERGED_PATH = "/usr/lib/apk/db/installed";

  private ApkDatabase() {}

  /** Absent if the host has no database of apk. */
  static Reading<PackageDatabase> read(Host host) {
    Reading<byte[]> file = host.bytes(PATH).or(() -> host.bytes(MERGED_PATH));
    return InstalledPackages.requirePackages(
        file.map(bytes -> parse(new String(bytes, StandardCharsets.ISO_8859_1), file.place())));
  }

  /** Parses the database; a stanza without a name or version is ignored. */
  public static PackageDatabase.Listed parse(String text, String source) {
    Map<String, List<InstalledPackage>> packages = new HashMap<>();
    String name = "";
    String version = "";
    String architecture = "";
    int start = 1;
    int line = 0;
    for (String field : (text + "\n\n").split("\n", -1)) {
      line++;
      if (field.isEmpty()) {
        if (!name.isEmpty() && !version.isEmpty()) {
          packages
              .computeIfAbsent(name, _ -> new ArrayList<>())
              .add(InstalledPackage.of(name, version, architecture, OptionalInt.of(start)));
        }
        name = "";
        version = "";
        architecture = "";
      } else if (field.startsWith("P:")) {
        name = field.substring(2).strip();
        start = line;
      } else if (field.startsWith("V:")) {
        version = field.substring(2).strip();
      } else if (field.startsWith("A:")) {
        architecture = field.substring(2).strip();
      }
    }
    return new PackageDatabase.Listed(PackageFormat.APK, source, packages);
  }
}
