package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.facts.CgroupSubsystems.Subsystem;
import io.hostready.facts.Cgroups.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupsTest {

  private static final String ROOT = "20 1 0:20 / / rw - ext4 /dev/root rw\n";

  /** One mount below the root; words are "point filesystem options". */
  private static String mounts(String... mounts) {
    StringBuilder table = new StringBuilder(ROOT);
    int id = 30;
    for (String mount : mounts) {
      String[] words = mount.split(" ");
      table.append(
          "%d 20 0:%d / %s rw,nosuid - %s x rw%s%n"
              .formatted(id, id++, words[0], words[1], words.length > 2 ? "," + words[2] : ""));
    }
    return table.toString();
  }

  private static Cgroups.Tree tree(String... mounts) {
    return Cgroups.of(Mounts.parse(mounts(mounts)), "test");
  }

  @Test
  void v2AtItsPlaceIsV2EvenWithAStrayV1Mount() {
    assertEquals(Layout.V2, tree("/sys/fs/cgroup cgroup2 nsdelegate").layout());
    Cgroups.Tree stray = tree("/sys/fs/cgroup cgroup2", "/run/netcls cgroup net_cls");
    assertEquals(Layout.V2, stray.layout());
    assertEquals(List.of("net_cls"), stray.controllersOfHierarchies());
  }

  @Test
  void v1IsHybridOnceV2IsBesideIt() {
    assertEquals(
        Layout.V1, tree("/sys/fs/cgroup tmpfs", "/sys/fs/cgroup/memory cgroup memory").layout());
    assertEquals(
        Layout.HYBRID,
        tree(
                "/sys/fs/cgroup tmpfs",
                "/sys/fs/cgroup/unified cgroup2",
                "/sys/fs/cgroup/memory cgroup memory")
            .layout());
  }

  @Test
  void withoutAUsableMountThereIsNone() {
    assertEquals(Layout.NONE, tree().layout());
    assertEquals(Layout.NONE, tree("/mnt/cg cgroup2").layout());
    assertEquals(Layout.NONE, tree("/sys/fs/cgroup tmpfs").layout());
  }

  @Test
  void aHierarchyOfTwoControllersCountsForBothAndNamesAreNone() {
    Cgroups.Tree tree =
        tree(
            "/sys/fs/cgroup/cpu,cpuacct cgroup cpu,cpuacct",
            "/sys/fs/cgroup/systemd cgroup xattr,release_agent=/lib/agent,name=systemd",
            "/cgroup cgroup noprefix,memory,clone_children");
    assertEquals(List.of("cpu", "cpuacct", "memory"), tree.controllersOfHierarchies());
    assertEquals("/cgroup", tree.hierarchyOf("memory").orElseThrow().point());
  }

  @Test
  void subsystemsTellWhichControllersAreSwitchedOff() {
    assertEquals(
        List.of(new Subsystem("cpuset", true, 2), new Subsystem("memory", false, 3)),
        CgroupSubsystems.parse(
            "#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpuset\t3\t1\t1\nmemory\t0\t1\t0\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpuset", "cpuset 1 1 2", "cpuset 1 1 1 1", "\u0000"})
  void aSubsystemOfAnotherFormIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> CgroupSubsystems.parse(line));
  }

  @ParameterizedTest
  @CsvSource({"'cpuset cpu io\n', 3", "'', 0", "' \n', 0"})
  void controllersAreWords(String text, int count) {
    assertEquals(count, Cgroups.parseControllers(text).size());
  }
}
