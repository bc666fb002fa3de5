package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The architectures of the kernel and of the userland, which differ if a 64-bit kernel runs a
 * 32-bit system. The kernel's name is that of uname(2) (x86_64, aarch64), the userland's is that of
 * dpkg (amd64, arm64; dpkg-architecture(1)).
 */
public record Architecture(Reading<Machine> kernel, Reading<Machine> userland) {

  private static final String ARCH = "/proc/sys/kernel/arch"; // since Linux 6.1

  /** Names that emulators register with binfmt_misc. */
  private static final Pattern INTERPRETER = Pattern.compile("(?i)(qemu|box|fex).*");

  private static final String SHELL = "/bin/sh";

  /** A package of the native architecture, on systems with dpkg, rpm and apk. */
  private static final List<String> BASE_PACKAGES = List.of("dpkg", "rpm", "musl");

  /** dpkg's names of the architectures of rpm and apk. */
  private static final Map<String, String> DPKG_NAMES =
      Map.of(
          "x86_64", "amd64",
          "aarch64", "arm64",
          "armv7hl", "armhf",
          "armv7", "armhf",
          "x86", "i386",
          "i586", "i386",
          "i686", "i386",
          "ppc64le", "ppc64el");

  /** A name and its word size in bits, empty for an unknown name. */
  public record Machine(String name, OptionalInt bits) {}

  public static Architecture read(Host host) {
    return host.fact(Architecture.class, h -> new Architecture(kernel(h), userland(h)));
  }

  private static Reading<Machine> kernel(Host host) {
    Reading<Machine> file = host.text(ARCH).parse(Architecture::parseKernelName);
    if (file instanceof Present) {
      return file;
    }
    Reading<Machine> command = uname(host);
    if (is64Bit(command)) {
      return command;
    }
    // Under setarch(8), uname reports i686 on an x86_64 kernel; the kernel config has the real
    // architecture.
    Reading<Machine> config = KernelConfig.read(host).options().find(Architecture::ofOptions);
    boolean counts =
        is64Bit(config) || (config instanceof Present && !(command instanceof Present));
    return counts ? config : command;
  }

  private static boolean is64Bit(Reading<Machine> machine) {
    return machine.toOptional().filter(m -> m.bits().orElse(0) == 64).isPresent();
  }

  private static Reading<Machine> uname(Host host) {
    return host.output(List.of("uname", "-m"))
        .parse(Architecture::parseKernelName)
        .or(() -> new Unreadable<>("uname -m", "no such command, and no " + ARCH));
  }

  /**
   * Parses the output of uname -m.
   *
   * @throws IllegalArgumentException if the text is not a single short word
   */
  public static Machine parseKernelName(String text) {
    String name = text.strip();
    if (!name.matches("[A-Za-z0-9_+.-]{1,64}")) {
      throw new IllegalArgumentException("a machine's name is one word");
    }
    return new Machine(name, bitsOfKernelName(name));
  }

  private static OptionalInt bitsOfKernelName(String name) {
    if (name.contains("64") || name.equals("s390x") || name.equals("armv8l")) {
      return OptionalInt.of(64); // armv8l: uname of an arm64 kernel in a 32-bit process
    }
    return name.matches("i[3-6]86|arm.*|mips|ppc|ppcle|riscv32|s390|parisc|sparc|m68k|sh.*")
        ? OptionalInt.of(32)
        : OptionalInt.empty();
  }

  /** The architecture of a kernel config, for the architectures that Docker supports. */
  static Optional<Machine> ofOptions(KernelOptions options) {
    boolean is64Bit = options.isOn("64BIT") || options.isOn("X86_64") || options.isOn("ARM64");
    String name;
    if (options.isOn("X86_64")) {
      name = "x86_64";
    } else if (options.isOn("X86_32")) {
      name = "i686";
    } else if (options.isOn("ARM64")) {
      name = "aarch64";
    } else if (options.isOn("ARM")) {
      name = options.isOn("CPU_V7") ? "armv7l" : "armv6l";
    } else if (options.isOn("PPC64")) {
      name = options.isOn("CPU_LITTLE_ENDIAN") ? "ppc64le" : "ppc64";
      is64Bit = true;
    } else if (options.isOn("S390")) {
      name = is64Bit ? "s390x" : "s390";
    } else if (options.isOn("RISCV")) {
      name = is64Bit ? "riscv64" : "riscv32";
    } else if (options.isOn("LOONGARCH")) {
      name = is64Bit ? "loongarch64" : "loongarch32";
    } else if (options.isOn("PPC32")) {
      name = "ppc";
    } else if (options.isOn("MIPS")) {
      name = is64Bit ? "mips64" : "mips";
    } else if (options.isOn("M68K")) {
      name = "m68k";
    } else {
      return Optional.empty();
    }
    return Optional.of(new Machine(name, OptionalInt.of(is64Bit ? 64 : 32)));
  }

  /**
   * The architecture of a program, from the first bytes of its file. Unreadable if it is no ELF
   * file. Source: elf(5).
   */
  public static Reading<Machine> ofProgram(Host host, String path) {
    // A command, because a whole program can be too large to read.
    return host.output(List.of("od", "-An", "-tx1", "-N40", path))
        .tryMap(
            text ->
                ElfHeader.parse(
                    HexFormat.ofDelimiter(" ").parseHex(text.strip().replaceAll("\\s+", " "))));
  }

  /** Whether the kernel certainly cannot execute a program: not even with binfmt_misc. */
  public boolean cannotExecute(Host host, Machine program) {
    List<String> executed =
        switch (kernel.map(Machine::name).orElse("")) {
          case "x86_64" -> List.of("amd64", "i386", "x32");
          case "aarch64", "armv8l" -> List.of("arm64", "armhf", "armel");
          case "armv7l", "armv6l" -> List.of("armhf", "armel");
          case "i686", "i586" -> List.of("i386");
          case "ppc64le" -> List.of("ppc64el");
          case "s390x" -> List.of("s390x", "s390");
          case "riscv64" -> List.of("riscv64");
          default -> List.of(program.name());
        };
    return !executed.contains(program.name())
        && switch (host.list(BinaryFormats.DIRECTORY)) {
          case Present(var names, _) -> names.stream().noneMatch(INTERPRETER.asMatchPredicate());
          case Absent(_) -> true;
          case Unreadable(_, _) -> false;
        };
  }

  private static Reading<Machine> userland(Host host) {
    for (String name : BASE_PACKAGES) {
      for (InstalledPackage entry : InstalledPackages.read(host).entries(name)) {
        if (!entry.architecture().isEmpty() && !entry.architecture().equals("all")) {
          String dpkg = DPKG_NAMES.getOrDefault(entry.architecture(), entry.architecture());
          return new Present<>(
              new Machine(dpkg, ElfHeader.bitsOfPackages(dpkg)),
              InstalledPackages.read(host).database().place());
        }
      }
    }
    return ElfHeader.ofFile(host, SHELL);
  }
}
