package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;

/**
 * The files that depmod(8) wrote for the running kernel's modules: modules.dep and modules.builtin,
 * texts with _ for each -, searched for a name and not indexed. Source: modules.dep(5).
 *
 * @param directory the kernel's own, below /lib/modules or /usr/lib/modules
 * @param builtin empty if the file does not exist
 */
public record ModuleTree(String directory, String dependencies, Optional<String> builtin) {

  private static final List<String> PARENTS = List.of("/lib/modules/", "/usr/lib/modules/");

  /** The compression suffixes of modules that kmod supports. */
  private static final List<String> ENDINGS = List.of("", ".zst", ".xz", ".gz");

  /** The tree, after the search for it. */
  record Looked(Reading<ModuleTree> tree) {}

  public static Reading<ModuleTree> read(Host host) {
    return host.fact(Looked.class, h -> new Looked(look(h))).tree();
  }

  private static Reading<ModuleTree> look(Host host) {
    return switch (KernelRelease.read(host).version()) {
      case Present(var release, _) -> ofRelease(host, release.text());
      case Absent(var where) ->
          new Unreadable<>("/lib/modules", "the kernel's release is not in " + where);
      case Unreadable(var where, var why) ->
          new Unreadable<>(
              "/lib/modules", "the kernel's release is not known: " + where + ": " + why);
    };
  }

  private static Reading<ModuleTree> ofRelease(Host host, String release) {
    for (String parent : PARENTS) {
      String directory = parent + release;
      switch (host.text(directory + "/modules.dep")) {
        case Present(var dependencies, _) -> {
          Optional<String> builtin =
              host.text(directory + "/modules.builtin")
                  .toOptional()
                  .map(content -> content.replace('-', '_'));
          return new Present<>(
              new ModuleTree(directory, dependencies.replace('-', '_'), builtin), directory);
        }
        case Unreadable(var path, var why) -> {
          return new Unreadable<>(path, why);
        }
        case Absent(_) -> {}
      }
    }
    return new Absent<>(PARENTS.getFirst() + release + "/modules.dep");
  }

  /** Whether modules.dep has a file for the module, compressed or not. Name with _ for each -. */
  public boolean hasFile(String name) {
    String file = name + ".ko";
    for (int at = dependencies.indexOf(file); at >= 0; at = dependencies.indexOf(file, at + 1)) {
      int end = at + file.length();
      boolean isWholeName =
          at == 0 || dependencies.charAt(at - 1) == '/' || dependencies.charAt(at - 1) == '\n';
      // In a line, only the module's own file is followed by a colon, not its dependencies.
      if (isWholeName && ENDINGS.stream().anyMatch(e -> dependencies.startsWith(e + ":", end))) {
        return true;
      }
    }
    return false;
  }

  /** Whether modules.builtin names the module. Name with _ for each -. */
  public boolean isBuiltin(String name) {
    return builtin.map(text -> (text + "\n").contains("/" + name + ".ko\n")).orElse(false);
  }
}
