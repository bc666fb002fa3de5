package io.hostready.probe;

import io.hostready.facts.CgroupSubsystems;
import io.hostready.facts.CgroupSubsystems.Subsystem;
import io.hostready.facts.Cgroups;
import io.hostready.facts.Cgroups.Layout;
import io.hostready.facts.Cgroups.Tree;
import io.hostready.facts.SwapLimit;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads which cgroup hierarchies are mounted and which controllers they have. Source: cgroups(7).
 */
record CgroupsProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "cgroups",
          "the cgroup version, the controllers, and whether swap can be limited",
          MapSchema.of(),
          List.of(
              Facet.word(
                      "layout",
                      Arrays.stream(Layout.values()).map(Layout::id).toList(),
                      "v2 if cgroup2 is mounted at /sys/fs/cgroup; v1 if only v1 hierarchies are"
                          + " mounted; hybrid if cgroup2 is mounted as well; none if nothing is"
                          + " mounted")
                  .said(
                      "cgroup {}",
                      Map.of("hybrid", "hybrid (v1 and v2 mounted)", "none", "not mounted")),
              Facet.words(
                      "controllers",
                      "enabled controllers: with v2 those in cgroup.controllers (v2 has no"
                          + " cpuacct, devices and freezer), else those that /proc/cgroups shows as"
                          + " enabled")
                  .said("cgroup controllers {}", "no cgroup controllers"),
              Facet.words(
                      "mounted",
                      "controllers in a mounted hierarchy; with v2 also those in"
                          + " cgroup.controllers")
                  .said("mounted cgroup controllers {}"),
              Facet.words(
                      "delegated",
                      "controllers that child cgroups have or can get: with v2 those in"
                          + " cgroup.subtree_control, and all of them in the root cgroup of the"
                          + " machine and in a container's root cgroup without processes; else as"
                          + " mounted")
                  .said("delegated cgroup controllers {}"),
              Facet.flag("swap-limit", "whether the swap use of a cgroup can be limited")
                  .saidIfTrue("swap limit supported", "no swap limit")),
          false,
          "/proc/self/mountinfo, /proc/cgroups, cgroup.controllers, cgroup.subtree_control,"
              + " cgroup.type and cgroup.procs in /sys/fs/cgroup, memory.memsw.limit_in_bytes or"
              + " memory.swap.max, /proc/cmdline (cgroups(7))",
          """
          cgroups:
            expect:
              layout: [v2, hybrid]
              controllers: {contains: [cpu, memory, pids]}
          """,
          arguments -> new CgroupsProbe());

  @Override
  public String subject() {
    return "cgroups";
  }

  @Override
  public List<String> commands() {
    return List.of(
        "findmnt -t cgroup,cgroup2",
        "cat /proc/cgroups",
        "cat /sys/fs/cgroup/cgroup.controllers",
        "ls /sys/fs/cgroup/*/memory.swap.max /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes"
            + "  # swap can be limited if one of them exists");
  }

  @Override
  public Observation observe(Host host) {
    return host.fact(Seen.class, Seen::of).observation();
  }

  /** Shared by all rules that use it: each uses one or two of its facets. */
  private record Seen(Observation observation) {

    static Seen of(Host host) {
      return new Seen(
          Observation.of(
              Cgroups.read(host).tree(), tree -> new Look(host, tree, new ArrayList<>()).found()));
    }
  }

  /** One observation of a host whose layout is known; collects evidence. */
  private record Look(Host host, Tree tree, List<Evidence> evidence) {

    Observation found() {
      Facets facets = new Facets();
      facets.text("layout", tree.layout().id());
      evidence.add(Evidence.of(tree.source(), "layout", tree.layout().id()));
      tree.unified().ifPresent(m -> mount(m.line(), "cgroup2", m.point()));
      Value unified = tree.unified().isPresent() ? ofUnified() : new Value.Words(List.of());
      facets.value("controllers", tree.layout() == Layout.V2 ? unified : ofSubsystems());
      tree.hierarchies()
          .forEach(m -> mount(m.line(), "cgroup " + String.join(",", m.options()), m.point()));
      // In a hybrid layout only systemd uses v2: Docker cannot use controllers that only v2 has.
      Value above = tree.layout() == Layout.HYBRID ? new Value.Words(List.of()) : unified;
      facets.value("mounted", with(tree.controllersOfHierarchies(), above));
      facets.value("delegated", delegated(unified));
      facets.value("swap-limit", swapLimit());
      return facets.found(evidence);
    }

    private void mount(int line, String subject, String point) {
      evidence.add(Evidence.of(tree.source(), line, subject, point));
    }

    private Value ofSubsystems() {
      return switch (CgroupSubsystems.read(host).listing()) {
        case Present(var listing, var source) -> {
          listing.forEach(
              s ->
                  evidence.add(
                      Evidence.of(
                          source, s.line(), s.name(), s.isEnabled() ? "enabled" : "disabled")));
          yield new Value.Words(
              listing.stream().filter(Subsystem::isEnabled).map(Subsystem::name).toList());
        }
        case Absent(var where) ->
            tree.layout() == Layout.NONE
                ? new Value.Missing(where) // as in a kernel without cgroups
                : new Value.Unreadable(where, "no such file, but cgroups are mounted");
        case Unreadable(var where, var why) -> new Value.Unreadable(where, why);
      };
    }

    private Value ofUnified() {
      return words("cgroup.controllers");
    }

    /** The words of a file in the root of v2. */
    private Value words(String file) {
      String path = tree.unified().orElseThrow().point() + "/" + file;
      return switch (host.text(path)) {
        case Present(var content, _) -> {
          evidence.add(Evidence.of(path, file, content.strip()));
          yield new Value.Words(Cgroups.parseControllers(content));
        }
        // In a hybrid layout, v2 without files adds nothing; otherwise it must have them.
        case Absent(_) ->
            tree.layout() == Layout.V2
                ? new Value.Unreadable(path, "no such file")
                : new Value.Words(List.of());
        case Unreadable(_, var why) -> new Value.Unreadable(path, why);
      };
    }

    private Value delegated(Value offered) {
      if (tree.layout() != Layout.V2) {
        return with(tree.controllersOfHierarchies(), new Value.Words(List.of()));
      }
      Value given = words("cgroup.subtree_control");
      return canGiveAll() && given instanceof Value.Words(List<String> words)
          ? with(words, offered)
          : given;
    }

    /**
     * Whether the cgroup at the root of v2 can enable all its controllers for its children. The
     * machine's real root, which alone has no cgroup.type, can. A container's root can if it
     * contains no process; cgroup-v2.rst, no internal process constraint.
     */
    private boolean canGiveAll() {
      String root = tree.unified().orElseThrow().point();
      if (!host.has(root + "/cgroup.type")) {
        return true;
      }
      boolean isEmpty =
          host.text(root + "/cgroup.procs") instanceof Present(var content, _) && content.isBlank();
      if (isEmpty) {
        evidence.add(Evidence.of(root + "/cgroup.procs", "processes", "none"));
      }
      return isEmpty;
    }

    private Value swapLimit() {
      return Value.of(
          SwapLimit.read(host).isAvailable(),
          (is, source) -> {
            evidence.add(Evidence.of(source, "swap limit", is ? "available" : "not available"));
            return new Value.Flag(is);
          });
    }

    private static Value with(List<String> words, Value others) {
      if (!(others instanceof Value.Words(List<String> more))) {
        return others;
      }
      Set<String> all = new LinkedHashSet<>(words);
      all.addAll(more);
      return new Value.Words(List.copyOf(all));
    }
  }
}
