package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The formats of programs for which binfmt_misc has an enabled interpreter. Source:
 * Documentation/admin-guide/binfmt-misc.rst of Linux.
 *
 * @param magics the first bytes of each format that has some, as hexadecimal digits
 */
public record BinaryFormats(List<String> magics) {

  public static final String DIRECTORY = "/proc/sys/fs/binfmt_misc";

  /** The first bytes of a Windows program: MZ. */
  private static final String WINDOWS = "4d5a";

  /** The file that exists while the filesystem is mounted. */
  private static final String STATUS = "status";

  private static final Pattern MAGIC = Pattern.compile("(?m)^magic ([0-9a-f]+)$");

  public BinaryFormats {
    magics = List.copyOf(magics);
  }

  private record Read(Reading<BinaryFormats> formats) {}

  /** Absent if the kernel has no binfmt_misc; Unreadable if it is not mounted. */
  public static Reading<BinaryFormats> read(Host host) {
    return host.fact(Read.class, h -> new Read(look(h))).formats();
  }

  private static Reading<BinaryFormats> look(Host host) {
    return switch (host.list(DIRECTORY)) {
      case Absent(var where) -> new Absent<>(where);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
      case Present(var names, _) when !names.contains(STATUS) ->
          new Unreadable<>(DIRECTORY, "binfmt_misc is not mounted there");
      case Present(var names, _) -> of(host, names);
    };
  }

  private static Reading<BinaryFormats> of(Host host, List<String> names) {
    List<String> magics = new ArrayList<>();
    boolean isOn = true;
    for (String name : names) {
      if (!name.equals("register")) {
        switch (host.text(DIRECTORY + "/" + name)) {
          case Present(var text, _) when name.equals(STATUS) -> isOn = isEnabled(text);
          case Present(var text, _) -> magics.addAll(parse(text));
          case Absent(_) -> {}
          case Unreadable(var where, var why) -> {
            return new Unreadable<>(where, why);
          }
        }
      }
    }
    return new Present<>(new BinaryFormats(isOn ? magics : List.of()), DIRECTORY);
  }

  private static boolean isEnabled(String text) {
    return text.startsWith("enabled");
  }

  /** The first bytes of one format, if it is enabled and has some at the start of the file. */
  static List<String> parse(String entry) {
    return isEnabled(entry) && entry.contains("\noffset 0\n")
        ? MAGIC.matcher(entry).results().map(magic -> magic.group(1)).toList()
        : List.of();
  }

  /** Whether the kernel starts Windows programs (.exe), as WSL and Wine set up. */
  public boolean hasWindowsPrograms() {
    return magics.stream().anyMatch(magic -> magic.startsWith(WINDOWS));
  }
}
