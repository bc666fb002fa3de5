package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupsProbeTest {

  private static final String ROOT = "20 1 0:20 / / rw - ext4 /dev/root rw\n";

  private static String facet(FakeHost host, String facet) {
    return RuleResult.facet(host.host(), "cgroups: {}", facet);
  }

  private static FakeHost v2() {
    return FakeHost.with(
            "/proc/self/mountinfo", ROOT + "30 20 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .file("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n")
        .file("/sys/fs/cgroup/cgroup.subtree_control", "cpu memory\n");
  }

  private static FakeHost v1() {
    return FakeHost.with(
            "/proc/self/mountinfo",
            ROOT
                + "30 20 0:30 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n"
                + "31 30 0:31 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
                + "32 30 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n")
        .file(
            "/proc/cgroups",
            "#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpu\t1\t1\t1\ncpuacct\t1\t1\t1\n"
                + "memory\t2\t1\t1\nhugetlb\t0\t1\t0\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layout | v1",
        "controllers | cpu, cpuacct, memory",
        "mounted | cpu, cpuacct, memory",
        "delegated | cpu, cpuacct, memory",
        "swap-limit | no",
      })
  void v1TellsByProcCgroupsAndItsMounts(String facet, String shown) {
    assertEquals(shown, facet(v1(), facet));
  }

  @Test
  void theFileOfMemoryAndSwapTogetherIsV1sSwapLimit() {
    FakeHost host = v1().file("/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes", "1\n");
    assertEquals("yes", facet(host, "swap-limit"));
  }

  @Test
  void theMachinesOwnRootCanDelegateWhatItHas() {
    assertEquals("v2", facet(v2(), "layout"));
    assertEquals("cpuset, cpu, io, memory, pids", facet(v2(), "controllers"));
    assertEquals("cpuset, cpu, io, memory, pids", facet(v2(), "mounted"));
    assertEquals("cpu, memory, cpuset, io, pids", facet(v2(), "delegated"));
  }

  private static FakeHost container() {
    return v2().file("/sys/fs/cgroup/cgroup.type", "domain\n");
  }

  @Test
  void aContainersRootDelegatesOnlyWhatItWasGivenWhileProcessesAreInIt() {
    String processes = "/sys/fs/cgroup/cgroup.procs";
    assertEquals("cpu, memory", facet(container(), "delegated"));
    assertEquals("cpu, memory", facet(container().file(processes, "1\n24\n"), "delegated"));
    // 0 is a process outside the container's PID namespace.
    assertEquals("cpu, memory", facet(container().file(processes, "0\n"), "delegated"));
    assertEquals("cpu, memory", facet(container().denied(processes), "delegated"));
  }

  @Test
  void aContainersRootWithoutProcessesCanDelegateWhatItHas() {
    assertEquals(
        "cpu, memory, cpuset, io, pids",
        facet(container().file("/sys/fs/cgroup/cgroup.procs", ""), "delegated"));
  }

  @ParameterizedTest
  @CsvSource({"init.scope", "system.slice", "lxc"})
  void aGroupWithMemorySwapMaxIsV2sSwapLimit(String group) {
    String directory = "/sys/fs/cgroup/" + group;
    assertEquals(
        "yes",
        facet(
            v2().file(directory + "/memory.max", "max\n")
                .file(directory + "/memory.swap.max", "max\n"),
            "swap-limit"));
    assertEquals("no", facet(v2().file(directory + "/memory.max", "max\n"), "swap-limit"));
  }

  @Test
  void theOwnGroupIsLookedAtTooUnlessItIsOutside() {
    FakeHost own =
        v2().file("/proc/self/cgroup", "0::/a.mount/b\n")
            .file("/sys/fs/cgroup/a.mount/b/memory.swap.max", "max\n");
    assertEquals("yes", facet(own, "swap-limit"));
    FakeHost outside =
        v2().file("/proc/self/cgroup", "0::/../b\n").file("/sys/fs/b/memory.swap.max", "");
    assertEquals(
        "/sys/fs/cgroup: no group below it has the memory controller, so that none can show"
            + " memory.swap.max",
        facet(outside, "swap-limit"));
  }

  @Test
  void whatTheKernelShowsOfTheSwapLimitGoesBeforeItsCommandLine() {
    String disabled = "ro cgroup_disable=pids,memory quiet cgroup_enable=memory\n";
    FakeHost file = v1().file("/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes", "1\n");
    assertEquals("yes", facet(file.file("/proc/cmdline", disabled), "swap-limit"));
    FakeHost noGroups = v2().file("/sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
    assertEquals("no", facet(noGroups.file("/proc/cmdline", disabled), "swap-limit"));
    assertEquals(
        "no", facet(v2().file("/sys/fs/cgroup/cgroup.controllers", "cpu\n"), "swap-limit"));
  }

  @Test
  void hybridOffersDockerOnlyWhatVersionOneHas() {
    FakeHost hybrid =
        FakeHost.with(
                "/proc/self/mountinfo",
                ROOT
                    + "30 20 0:30 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n"
                    + "31 30 0:31 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
                    + "32 30 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n")
            .file("/proc/cgroups", "memory\t2\t1\t1\nhugetlb\t0\t1\t1\n");
    assertEquals("hybrid", facet(hybrid, "layout"));
    assertEquals("memory", facet(hybrid, "mounted"));
    FakeHost withFile = hybrid.file("/sys/fs/cgroup/unified/cgroup.controllers", "hugetlb\n");
    assertEquals("memory", facet(withFile, "mounted"));
    assertEquals("memory, hugetlb", facet(withFile, "controllers"));
    assertEquals("memory", facet(withFile, "delegated"));
  }

  @Test
  void nothingMountedIsLayoutNone() {
    FakeHost host = FakeHost.with("/proc/self/mountinfo", ROOT);
    assertEquals("none", facet(host, "layout"));
    assertEquals("none", facet(host, "mounted"));
    assertEquals("no", facet(host, "swap-limit"));
  }

  @Test
  void whatATreeLeftOutIsUnknownAndNoFailure() {
    String wanted = "cgroups: {expect: {controllers: {contains: [memory]}}}";
    assertEquals("pass", RuleResult.word(v2().host(), wanted));
    assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), wanted));
    assertEquals("unknown", RuleResult.word(v2().denied("/proc/self/mountinfo").host(), wanted));
    assertEquals(
        "unknown",
        RuleResult.word(v2().denied("/sys/fs/cgroup/cgroup.controllers").host(), wanted));
    assertEquals("unknown", RuleResult.word(v1().denied("/proc/cgroups").host(), wanted));
    String disabled = "memory\t0\t1\t0\n";
    assertEquals("fail", RuleResult.word(v1().file("/proc/cgroups", disabled).host(), wanted));
  }
}
