package io.hostready.testbed;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Extended attributes of all name spaces, which Java shows of {@code user} alone. Values in
 * hexadecimal. Source: getfattr(1).
 */
final class ExtendedAttributes {

  private static final String FILE = "# file: ";

  private ExtendedAttributes() {}

  /** By path below the root, of those that have any. */
  static Map<String, Map<String, String>> below(Path root, List<String> parts) {
    List<String> argv =
        new ArrayList<>(
            List.of("getfattr", "-RPh", "-d", "-m", "-", "-e", "hex", "--absolute-names", "--"));
    int options = argv.size();
    for (String part : parts) {
      Path start = root.resolve(part.substring(1));
      if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
        argv.add(start.toString());
      }
    }
    return argv.size() == options ? Map.of() : parse(Disk.run(root, argv), root.toString());
  }

  static Map<String, Map<String, String>> parse(String text, String root) {
    Map<String, Map<String, String>> found = new HashMap<>();
    Map<String, String> current = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith(FILE)) {
        String path = line.substring(FILE.length());
        current = new TreeMap<>();
        found.put(path.startsWith(root) ? path.substring(root.length()) : path, current);
      } else if (equals > 0) {
        current.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return found;
  }
}
