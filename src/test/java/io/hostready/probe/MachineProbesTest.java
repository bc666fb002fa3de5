package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.facts.Cpuinfo;
import io.hostready.facts.Meminfo;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineProbesTest {

  private static final Host HOST =
      FakeHost.with(
              "/proc/meminfo",
              "MemTotal:        5904188 kB\n"
                  + "MemFree:  1 kB\n"
                  + "HugePages_Total:       3\n"
                  + "SwapTotal: 0 kB\n")
          .file("/sys/devices/system/cpu/online", "0-1,4\n")
          .file(
              "/proc/cpuinfo",
              "processor\t: 0\nflags\t\t: fpu lm vmx\n\nprocessor\t: 1\nflags\t: no\n")
          .host();

  @ParameterizedTest
  @CsvSource({
    "memory, total, 6045888512",
    "memory, swap, 0",
    "memory, available, nothing in /proc/meminfo",
    "cpus, online, 3",
    "cpus, flags, 'fpu, lm, vmx'",
  })
  void amountsAreBytesAndProcessorsAreCounted(String kind, String facet, String shown) {
    assertEquals(shown, RuleResult.facet(HOST, kind + ": {}", facet));
  }

  @ParameterizedTest
  @CsvSource({"512MiB, pass", "6GiB, fail"})
  void memoryIsJudgedInBytes(String least, String verdict) {
    assertEquals(
        verdict, RuleResult.word(HOST, "memory: {expect: {total: {at-least: " + least + "}}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "MemTotal: many kB", "MemTotal: 1 MB", "MemTotal: 9999999999999999999 kB"})
  void withoutATotalItIsNoMeminfo(String text) {
    assertThrows(IllegalArgumentException.class, () -> Meminfo.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0-3, 4", "'0-1,4', 3", "'0,2-2', 2"})
  void aListOfProcessorsIsCounted(String list, int count) {
    assertEquals(count, Cpuinfo.parseOnline(list + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "3-0", "0-99999", "0,", "-1", "0-999999999999", "0-1-2"})
  void whatIsNoListOfProcessorsIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Cpuinfo.parseOnline(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'processor : 0\nBogoMIPS : 50\nFeatures : fp asimd\nprocessor : 1' | 2 | fp, asimd",
        "'vendor_id : IBM/S390\n"
            + "features : esan3 zarch\n"
            + "processor 0: version = 00' | 1 | esan3, zarch",
        "'processor : 0\ncpu : POWER9' | 1 | nothing in /proc/cpuinfo",
      })
  void machinesDescribeTheirProcessorsInTheirOwnWay(String text, String count, String flags) {
    Host host = FakeHost.with("/proc/cpuinfo", text + "\n").host();
    assertEquals(count, RuleResult.facet(host, "cpus: {}", "online"));
    assertEquals(flags, RuleResult.facet(host, "cpus: {}", "flags"));
  }

  @Test
  void aTreeWithoutTheFilesIsUnknown() {
    Host empty = FakeHost.empty().host();
    assertEquals("unknown", RuleResult.word(empty, "memory: {expect: {total: {at-least: 1GiB}}}"));
    assertEquals("unknown", RuleResult.word(empty, "cpus: {expect: {online: {at-least: 1}}}"));
    assertEquals("unknown", RuleResult.word(empty, "cpus: {expect: {flags: {lacks: [vmx]}}}"));
    Host denied = FakeHost.empty().denied("/proc/meminfo").denied("/proc/cpuinfo").host();
    assertEquals("unknown", RuleResult.word(denied, "memory: {expect: {total: {at-least: 1GiB}}}"));
    assertEquals("unknown", RuleResult.word(denied, "cpus: {expect: {online: {at-least: 1}}}"));
  }
}
