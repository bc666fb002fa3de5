package io.hostready.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A directory as scripts/package leaves it, for tests of install.sh: its program is a script. */
final class StandInRelease {

  private StandInRelease() {}

  /**
   * Makes hostready-VERSION-linux-FILE for each file, an archive if its name says so and the
   * program alone otherwise, and SHA256SUMS. The program prints its version and the file that it
   * came in.
   */
  static Path publish(Path directory, String version, String... files) throws IOException {
    Files.createDirectories(directory);
    for (String file : files) {
      Bundle.run(
              directory,
              Map.of(),
              "sh",
              "-euc",
              """
              mkdir -p hostready/bin hostready/share/man/man1 hostready/share/doc/hostready
              printf '#!/bin/sh\\necho "hostready %s %s"\\n' "$1" "$2" >hostready/bin/hostready
              chmod 755 hostready/bin/hostready
              : >hostready/share/man/man1/hostready.1.gz
              : >hostready/share/doc/hostready/copyright
              case $2 in
              *.tar.xz) tar -cJf "hostready-$1-linux-$2" hostready ;;
              *) cp hostready/bin/hostready "hostready-$1-linux-$2" ;;
              esac
              rm -r hostready
              sha256sum hostready-* >SHA256SUMS
              """,
              "sh",
              version,
              file)
          .succeeds();
    }
    return directory;
  }
}
