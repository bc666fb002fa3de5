package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Unreadable;
import java.util.OptionalInt;

/** The architecture of an executable, from its ELF header. Source: elf(5). */
final class ElfHeader {

  private static final int CLASS = 4;
  private static final int DATA = 5;
  private static final int MACHINE = 18;
  private static final int FLAGS_32 = 36;
  private static final int ARM_HARD_FLOAT = 0x400; // EF_ARM_ABI_FLOAT_HARD

  private ElfHeader() {}

  static Reading<Architecture.Machine> ofFile(Host host, String path) {
    return host.bytes(path)
        .<Architecture.Machine>tryMap(ElfHeader::parse)
        .or(() -> new Unreadable<>(path, "no such file"));
  }

  /**
   * Reads the header of an executable.
   *
   * @throws IllegalArgumentException if the bytes do not start with an ELF header
   */
  static Architecture.Machine parse(byte[] file) {
    boolean isElf =
        file.length >= 40
            && file[0] == 0x7f
            && file[1] == 'E'
            && file[2] == 'L'
            && file[3] == 'F'
            && (file[CLASS] == 1 || file[CLASS] == 2);
    if (!isElf) {
      throw new IllegalArgumentException("it is no ELF program");
    }
    int bits = file[CLASS] == 2 ? 64 : 32;
    boolean isBigEndian = file[DATA] == 2;
    int machine = number(file, MACHINE, 2, isBigEndian);
    int flags = number(file, FLAGS_32, 4, isBigEndian);
    return new Architecture.Machine(packageName(machine, bits, isBigEndian, flags), bits(bits));
  }

  private static OptionalInt bits(int bits) {
    return OptionalInt.of(bits);
  }

  private static int number(byte[] file, int offset, int length, boolean isBigEndian) {
    int number = 0;
    for (int i = 0; i < length; i++) {
      int at = isBigEndian ? offset + i : offset + length - 1 - i;
      number = number << 8 | file[at] & 0xff;
    }
    return number;
  }

  /** dpkg's name for a machine number of elf.h, for all ports of Debian. */
  private static String packageName(int machine, int bits, boolean isBigEndian, int flags) {
    return switch (machine) {
      case 3 -> "i386";
      case 62 -> bits == 64 ? "amd64" : "x32";
      case 183 -> "arm64";
      case 40 -> (flags & ARM_HARD_FLOAT) != 0 ? "armhf" : "armel";
      case 21 -> isBigEndian ? "ppc64" : "ppc64el";
      case 20 -> "powerpc";
      case 22 -> bits == 64 ? "s390x" : "s390";
      case 243 -> bits == 64 ? "riscv64" : "riscv32";
      case 258 -> "loong64";
      case 8 -> (bits == 64 ? "mips64" : "mips") + (isBigEndian ? "" : "el");
      default -> "elf-machine-" + machine;
    };
  }

  /** The word size of an architecture by dpkg's name; see dpkg's cputable. */
  static OptionalInt bitsOfPackages(String name) {
    return switch (name) {
      case "amd64",
          "arm64",
          "ppc64",
          "ppc64el",
          "s390x",
          "riscv64",
          "loong64",
          "mips64el",
          "mips64",
          "alpha",
          "sparc64",
          "ia64" ->
          bits(64);
      case "i386",
          "armhf",
          "armel",
          "arm",
          "x32",
          "powerpc",
          "mips",
          "mipsel",
          "s390",
          "m68k",
          "hppa",
          "sh4",
          "riscv32" ->
          bits(32);
      default -> OptionalInt.empty();
    };
  }
}
