package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  private static String kernel(FakeHost host) {
    return shown(Architecture.read(host.host()).kernel());
  }

  private static String userland(FakeHost host) {
    return shown(Architecture.read(host.host()).userland());
  }

  private static String shown(Reading<Architecture.Machine> fact) {
    return switch (fact) {
      case Present(var machine, var source) ->
          machine.name() + " " + machine.bits().orElse(0) + " by " + source;
      case Absent(var where) -> "absent: " + where;
      case Unreadable(var where, var why) -> where + ": " + why;
    };
  }

  private static FakeHost configured(String options) {
    return FakeHost.empty().file("/proc/config.gz", KernelConfigTest.gzip(options));
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64, 64",
    "aarch64, 64",
    "ppc64le, 64",
    "s390x, 64",
    "riscv64, 64",
    "mips64, 64",
    "armv8l, 64",
    "i386, 32",
    "i586, 32",
    "i686, 32",
    "armv7l, 32",
    "armv6l, 32",
    "s390, 32",
    "ppc, 32",
    "riscv32, 32",
    "frob, 0",
  })
  void namesHaveTheirWordSize(String name, int bits) {
    assertEquals(
        new Architecture.Machine(name, bits == 0 ? OptionalInt.empty() : OptionalInt.of(bits)),
        Architecture.parseKernelName(name + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x86_64 GNU/Linux", "x86\u001b[0m"})
  void aNameIsOneWord(String text) {
    assertThrows(IllegalArgumentException.class, () -> Architecture.parseKernelName(text));
  }

  @Test
  void theKernelsFileIsTheTruthUnderAnotherPersonality() {
    assertEquals(
        "x86_64 64 by /proc/sys/kernel/arch",
        kernel(FakeHost.with("/proc/sys/kernel/arch", "x86_64\n").command("uname -m", "i686\n")));
  }

  @Test
  void theConfigurationCorrectsA32BitAnswerOfUname() {
    String options = "CONFIG_64BIT=y\nCONFIG_X86_64=y\n";
    assertEquals(
        "x86_64 64 by /proc/config.gz", kernel(configured(options).command("uname -m", "i686\n")));
    assertEquals(
        "i686 32 by uname -m",
        kernel(configured("CONFIG_X86_32=y\n").command("uname -m", "i686\n")));
    assertEquals("i686 32 by uname -m", kernel(FakeHost.empty().command("uname -m", "i686\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "X86_64 64BIT, x86_64 64",
    "X86_32, i686 32",
    "ARM64 64BIT, aarch64 64",
    "ARM CPU_V7, armv7l 32",
    "PPC64 CPU_LITTLE_ENDIAN, ppc64le 64",
    "S390 64BIT, s390x 64",
    "RISCV 64BIT, riscv64 64",
    "RISCV, riscv32 32",
    "PPC32, ppc 32",
    "MIPS, mips 32",
    "MIPS 64BIT, mips64 64",
    "M68K, m68k 32",
  })
  void aBareTreeTellsByItsConfiguration(String options, String machine) {
    String text = "CONFIG_" + options.replace(" ", "=y\nCONFIG_") + "=y\n";
    assertEquals(machine + " by /proc/config.gz", kernel(configured(text)));
  }

  @Test
  void withoutAnyWitnessTheKernelsMachineIsNotKnown() {
    assertEquals("uname -m: not recorded of this host", kernel(FakeHost.empty()));
  }

  @Test
  void a32BitSystemOnA64BitKernelIsSeen() {
    FakeHost host =
        FakeHost.with("/proc/sys/kernel/arch", "aarch64\n")
            .file(
                "/var/lib/dpkg/status",
                """
                Package: dpkg-dev
                Status: install ok installed
                Architecture: all

                Package: dpkg
                Status: install ok installed
                Architecture: armhf
                """);
    assertEquals("aarch64 64 by /proc/sys/kernel/arch", kernel(host));
    assertEquals("armhf 32 by /var/lib/dpkg/status", userland(host));
  }

  private static byte[] elf(int bits, boolean isBigEndian, int machine, int flags) {
    byte[] file = new byte[64];
    file[0] = 0x7f;
    file[1] = 'E';
    file[2] = 'L';
    file[3] = 'F';
    file[4] = (byte) (bits == 64 ? 2 : 1);
    file[5] = (byte) (isBigEndian ? 2 : 1);
    file[isBigEndian ? 18 : 19] = (byte) (machine >> 8);
    file[isBigEndian ? 19 : 18] = (byte) machine;
    file[37] = (byte) (flags >> 8); // little endian only
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "64, false, 62, 0, amd64 64",
    "32, false, 62, 0, x32 32",
    "32, false, 3, 0, i386 32",
    "64, false, 183, 0, arm64 64",
    "32, false, 40, 1024, armhf 32",
    "32, false, 40, 512, armel 32",
    "64, false, 21, 0, ppc64el 64",
    "64, true, 22, 0, s390x 64",
    "64, false, 258, 0, loong64 64",
    "64, false, 999, 0, elf-machine-999 64",
  })
  void withoutDpkgTheShellTells(int bits, boolean big, int machine, int flags, String expected) {
    FakeHost host =
        FakeHost.empty()
            .file("/usr/bin/dash", elf(bits, big, machine, flags))
            .link("/usr/bin/sh", "dash")
            .link("/bin", "usr/bin");
    assertEquals(expected + " by /bin/sh", userland(host));
  }

  @Test
  void aShellThatIsNoProgramTellsNothing() {
    assertEquals("/bin/sh: it is no ELF program", userland(FakeHost.with("/bin/sh", "\u007fELF")));
    assertEquals("/bin/sh: no such file", userland(FakeHost.empty()));
  }
}
