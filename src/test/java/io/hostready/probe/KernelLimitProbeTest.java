package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelLimitProbeTest {

  private static final Host HOST =
      FakeHost.with("/proc/sys/fs/file-nr", "1728\t0\t18446744073709551615\n")
          .file("/proc/self/mountinfo", "1 0 8:1 / / rw - ext4 /dev/a rw\n")
          .file("/proc/sys/fs/mount-max", "4\n")
          .file("/proc/loadavg", "0.42 0.36 0.30 2/600 48211\n")
          .file("/proc/sys/kernel/threads-max", "1200\n")
          .file("/proc/sys/kernel/pid_max", "4194304\n")
          .file("/proc/key-users", "   0:  44 43/43 38/200 812/20000\n  100: 1 1/1 199/200 9/9\n")
          .file("/proc/sys/net/netfilter/nf_conntrack_count", "199\n")
          .file("/proc/sys/net/netfilter/nf_conntrack_max", "200\n")
          .file("/proc/sys/fs/aio-nr", "0\n")
          .file("/proc/sys/fs/aio-max-nr", "0\n")
          .file("/sys/fs/cgroup/pids.max", "512\n")
          .file("/sys/fs/cgroup/pids.current", "499\n")
          .file("/sys/fs/cgroup/system.slice/docker.service/pids.max", "max\n")
          .host();

  @ParameterizedTest
  @CsvSource({
    "file-handles, 1728, 9223372036854775807, 0",
    "mounts, 1, 4, 25",
    "threads, 600, 1200, 50",
    "root-keys, 38, 200, 19",
    "async-io, 0, 0, 100",
    "connections, 199, 200, 99",
    "all-tasks, 499, 512, 97"
  })
  void useIsComparedWithItsLimit(String resource, String used, String limit, String percent) {
    String probe = "kernel-limit: {resource: " + resource + "}";
    assertEquals(used, RuleResult.facet(HOST, probe, "used"));
    assertEquals(limit, RuleResult.facet(HOST, probe, "limit"));
    assertEquals(percent, RuleResult.facet(HOST, probe, "percent"));
  }

  @ParameterizedTest
  @CsvSource({"docker-tasks, pass", "committed-memory, pass", "mounts, fail"})
  void aResourceWithoutALimitIsAbsent(String resource, String verdict) {
    assertEquals(
        verdict,
        RuleResult.word(
            HOST, "kernel-limit: {resource: " + resource + ", expect: {present: false}}"));
  }

  @Test
  void memoryIsLimitedOnlyIfTheKernelDoesNotOvercommit() {
    FakeHost memory =
        FakeHost.with(
            "/proc/meminfo", "MemTotal: 400 kB\nCommitLimit: 200 kB\nCommitted_AS: 300 kB\n");
    String probe = "kernel-limit: {resource: committed-memory}";
    Host strict = memory.file("/proc/sys/vm/overcommit_memory", "2\n").host();
    assertEquals("150", RuleResult.facet(strict, probe, "percent"));
  }

  @ParameterizedTest
  @CsvSource({
    "file-handles, /proc/sys/fs/file-nr",
    "threads, /proc/loadavg",
    "async-io, /proc/sys/fs/aio-nr"
  })
  void aDamagedFileIsUnknown(String resource, String path) {
    Host damaged =
        FakeHost.with("/proc/sys/fs/aio-max-nr", "9\n")
            .file("/proc/sys/kernel/threads-max", "1200\n")
            .file("/proc/sys/kernel/pid_max", "4194304\n")
            .file(path, "many\n")
            .host();
    assertEquals(
        "unknown",
        RuleResult.word(
            damaged, "kernel-limit: {resource: " + resource + ", expect: {percent: 1}}"));
  }
}
