package io.hostready.facts;

import io.hostready.facts.Cgroups.Tree;
import io.hostready.facts.Mounts.Mount;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the swap use of a cgroup can be limited. v1: memory.memsw.limit_in_bytes in the memory
 * hierarchy; v2: memory.swap.max in a cgroup other than the root, which does not have the file. The
 * kernel command line is used only if no cgroup shows it: a later parameter can override an earlier
 * one, such as the firmware's cgroup_disable=memory of a Raspberry Pi by cgroup_enable=memory.
 * Source: Documentation/admin-guide/cgroup-v1/memory.rst and cgroup-v2.rst; the kernel's
 * swapaccount= and cgroup_disable= parameters.
 */
public record SwapLimit(Reading<Boolean> isAvailable) {

  private static final String V1_FILE = "memory.memsw.limit_in_bytes";
  private static final String V2_FILE = "memory.swap.max";

  /** A v2 cgroup with this file has the memory controller. */
  private static final String V2_MEMORY = "memory.max";

  /** Cgroups that systemd always creates below the root. */
  private static final List<String> USUAL_GROUPS =
      List.of("init.scope", "system.slice", "user.slice");

  public static SwapLimit read(Host host) {
    return host.fact(SwapLimit.class, h -> new SwapLimit(look(h)));
  }

  private static Reading<Boolean> look(Host host) {
    Reading<Tree> mounted = Cgroups.read(host).tree();
    return mounted.flatMap(tree -> ofTree(host, tree, mounted.place()));
  }

  private static Reading<Boolean> ofTree(Host host, Tree tree, String source) {
    Reading<Boolean> shown = shown(host, tree, source);
    return shown instanceof Unreadable<Boolean>
            && KernelCommandLine.read(host).valuesOf("cgroup_disable").contains("memory")
        ? new Present<>(false, KernelCommandLine.PATH)
        : shown;
  }

  private static Reading<Boolean> shown(Host host, Tree tree, String source) {
    return switch (tree.layout()) {
      case V1, HYBRID -> {
        Optional<Mount> memory = tree.hierarchyOf("memory");
        yield memory.isPresent()
            ? exists(host, memory.get().point() + "/" + V1_FILE)
            : new Present<>(false, source);
      }
      case V2 -> inUnified(host);
      case NONE -> new Present<>(false, source);
    };
  }

  private static Reading<Boolean> exists(Host host, String path) {
    return host.status(path).map(_ -> true).or(() -> new Present<>(false, path));
  }

  private static Reading<Boolean> inUnified(Host host) {
    String offered = Cgroups.ROOT + "/cgroup.controllers";
    Optional<List<String>> controllers =
        host.text(offered).toOptional().map(Cgroups::parseControllers);
    if (controllers.isPresent() && !controllers.get().contains("memory")) {
      return new Present<>(false, offered);
    }
    List<String> groups = groups(host);
    for (String group : groups) {
      if (host.has(group + "/" + V2_FILE)) {
        return new Present<>(true, group + "/" + V2_FILE);
      }
    }
    for (String group : groups) {
      if (host.has(group + "/" + V2_MEMORY)) {
        return new Present<>(false, group + "/" + V2_FILE);
      }
    }
    return new Unreadable<>(
        Cgroups.ROOT,
        "no group below it has the memory controller, so that none can show " + V2_FILE);
  }

  /** Cgroups that may have the file: systemd's, the own one and its ancestors, then any. */
  private static List<String> groups(Host host) {
    List<String> groups = new ArrayList<>();
    USUAL_GROUPS.forEach(name -> groups.add(Cgroups.ROOT + "/" + name));
    host.text("/proc/self/cgroup")
        .orElse("")
        .lines()
        .filter(line -> line.startsWith("0::/") && !line.contains("/.."))
        .map(line -> line.substring("0::".length()))
        .filter(path -> path.length() > 1)
        .forEach(path -> groups.add(Cgroups.ROOT + path));
    host.list(Cgroups.ROOT).orElse(List.of()).stream()
        .filter(name -> name.endsWith(".slice") || name.endsWith(".scope") || !name.contains("."))
        .limit(50)
        .forEach(name -> groups.add(Cgroups.ROOT + "/" + name));
    return groups.stream().distinct().toList();
  }
}
