package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelCommandLineTest {

  @Test
  void argumentsAreSplitOutsideQuotesAndEndAtInitsOwn() {
    assertEquals(
        List.of("ro", "dyndbg=file x +p", "quiet", "cgroup_disable=memory"),
        KernelCommandLine.parse(
            "ro dyndbg=\"file x +p\"  quiet cgroup_disable=memory -- quiet2\n"));
    assertEquals(List.of("a=b c"), KernelCommandLine.parse("a=\"b c"));
    assertEquals(List.of(), KernelCommandLine.parse(""));
  }

  @Test
  void valuesOfAParameterAreGatheredWhereverItStands() {
    KernelCommandLine line =
        KernelCommandLine.read(
            FakeHost.with(
                    KernelCommandLine.PATH,
                    "module_blacklist=nouveau,snd-pcm module-blacklist=floppy xmodule_blacklist=no")
                .host());
    assertEquals(List.of("nouveau", "snd-pcm", "floppy"), line.valuesOf("module_blacklist"));
    assertEquals(List.of(), line.valuesOf("swapaccount"));
  }
}
