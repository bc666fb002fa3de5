package io.hostready.facts;

import io.hostready.facts.Mounts.Mount;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The mounted cgroup hierarchies and their controllers. Source: cgroups(7),
 * Documentation/admin-guide/cgroup-v2.rst.
 */
public record Cgroups(Reading<Tree> tree) {

  /** Where systemd and Docker expect cgroups; Docker chooses the cgroup version from it. */
  public static final String ROOT = "/sys/fs/cgroup";

  /** The cgroup version in use: v1, v2, both (hybrid), or none mounted. */
  public enum Layout {
    V1,
    V2,
    HYBRID,
    NONE;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The mounted hierarchies: layout, the v1 hierarchies by mount, the mount point of v2, and the
   * mount table that was read.
   */
  public record Tree(
      Layout layout, List<Mount> hierarchies, Optional<Mount> unified, String source) {

    public Tree {
      hierarchies = List.copyOf(hierarchies);
    }

    /**
     * Controllers mounted as v1 hierarchies; two on one mount, cpu and cpuacct, are listed
     * separately.
     */
    public List<String> controllersOfHierarchies() {
      Set<String> controllers = new LinkedHashSet<>();
      hierarchies.forEach(mount -> controllers.addAll(controllers(mount)));
      return List.copyOf(controllers);
    }

    /** The mount point of a controller's v1 hierarchy. */
    public Optional<Mount> hierarchyOf(String controller) {
      if (isController(controller)) {
        for (Mount mount : hierarchies) {
          if (mount.options().contains(controller)) {
            return Optional.of(mount);
          }
        }
      }
      return Optional.empty();
    }
  }

  /** Mount options that are not controllers; cgroups(7), mount options of v1. */
  private static final Set<String> OTHER_OPTIONS =
      Set.of(
          "rw",
          "ro",
          "nosuid",
          "nodev",
          "noexec",
          "relatime",
          "noatime",
          "nodiratime",
          "strictatime",
          "sync",
          "dirsync",
          "lazytime",
          "mand",
          "xattr",
          "noprefix",
          "clone_children",
          "cpuset_v2_mode",
          "favordynmods",
          "none",
          "seclabel",
          "nosymfollow");

  static List<String> controllers(Mount hierarchy) {
    List<String> controllers = new ArrayList<>();
    for (String option : hierarchy.options()) {
      if (isController(option)) {
        controllers.add(option);
      }
    }
    return controllers;
  }

  private static boolean isController(String option) {
    return option.indexOf('=') < 0 && !OTHER_OPTIONS.contains(option);
  }

  public static Cgroups read(Host host) {
    return host.fact(Cgroups.class, h -> new Cgroups(look(Mounts.read(h).table())));
  }

  private static Reading<Tree> look(Reading<List<Mount>> mounts) {
    return mounts.map(table -> of(table, mounts.place()));
  }

  /** The layout according to a mount table. */
  static Tree of(List<Mount> mounts, String source) {
    List<Mount> hierarchies = new ArrayList<>();
    Optional<Mount> unified = Optional.empty();
    for (Mount mount : mounts) {
      if (mount.filesystem().equals("cgroup")) {
        hierarchies.add(mount);
      } else if (mount.filesystem().equals("cgroup2")
          && (unified.isEmpty() || mount.point().equals(ROOT))) {
        unified = Optional.of(mount);
      }
    }
    boolean isRoot =
        Mounts.at(mounts, ROOT).map(top -> top.filesystem().equals("cgroup2")).orElse(false);
    Layout layout;
    if (isRoot) {
      layout = Layout.V2;
    } else if (hierarchies.isEmpty()) {
      layout = Layout.NONE; // only v2, elsewhere: neither systemd nor Docker would find it
    } else {
      layout = unified.isPresent() ? Layout.HYBRID : Layout.V1;
    }
    return new Tree(layout, hierarchies, unified, source);
  }

  /** Splits cgroup.controllers or cgroup.subtree_control into its words. */
  public static List<String> parseControllers(String text) {
    return Arrays.stream(Columns.of(text)).filter(word -> !word.isEmpty()).toList();
  }
}
