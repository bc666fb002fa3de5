package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How a box differs from the usual one. Paths are absolute, in the box. */
public final class BoxOptions {

  static final String JDK = "/opt/jdk";
  static final String HOSTREADY = "/opt/hostready";

  /** The packaged program to run instead of the classes; scripts/test names it. */
  static final String EXECUTABLE = System.getProperty("hostready.program", "");

  /** The directory of the packaged program in a box. */
  static final String PROGRAM = "/opt/hostready-program";

  static final String CLASS_PATH = HOSTREADY + "/classes:" + HOSTREADY + "/lib/*";

  private static final Duration BOOT_LIMIT = Eventually.LIMIT;

  private static final Pattern LIBRARY =
      Pattern.compile("/usr/lib/[^/]+-linux-gnu[^/]*/[^/]+\\.so\\.[0-9]+");

  private final List<String> options = new ArrayList<>();
  private final List<String> modules = new ArrayList<>();
  private String osRelease = "";
  private boolean booted;
  private boolean hasKernel;
  private boolean hasSelinux;
  private String unit = "";
  private boolean packaged;
  private String suite = Testbed.SUITE;

  BoxOptions() {}

  /**
   * An empty file system of its own at that directory, of that size, as mount(8) writes it ({@code
   * 256k}): for a full disk, or to hide what is below.
   */
  public BoxOptions tmpfs(String path, String size) {
    options.addAll(List.of("--tmpfs", path, size));
    return this;
  }

  /** Room for everything that the box writes anywhere else, 16g by default. */
  public BoxOptions disk(String size) {
    options.addAll(List.of("--disk", size));
    return this;
  }

  /** Makes what is at that path read-only, for everybody and from outside as well. */
  public BoxOptions readOnly(String path) {
    options.addAll(List.of("--read-only", path));
    return this;
  }

  /** Shows Debian's dockerd, containerd and runc below a path, read-only and not installed. */
  public BoxOptions engine(String path) {
    return bind(Testbed.engine(), path);
  }

  /**
   * SELinux is enforcing by the files of /sys, and {@code path} has Debian's programs for its
   * labels and its policy, read-only and not installed. The kernel has no SELinux.
   */
  public BoxOptions selinux(String path) {
    hasSelinux = true;
    return tmpfs("/sys/fs", "1m").bind(Testbed.selinux(), path);
  }

  /** Shows a file or directory of this machine, read-only. */
  public BoxOptions bind(Path from, String path) {
    options.addAll(List.of("--bind", from.toAbsolutePath().toString(), path));
    return this;
  }

  /** A writable plain file with that text in place of an existing file of /proc or /sys. */
  public BoxOptions standIn(String path, String text) {
    try {
      Path file = Files.writeString(Testbed.scratch("stand-in").resolve("file"), text);
      options.addAll(List.of("--stand-in", file.toString(), path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A module that a stand-in for modprobe loads and removes, none of it in the kernel: it makes
   * /sys/module/NAME, where the box then has no other modules. {@code module("dm_mod",
   * "/proc/devices", "253 device-mapper")} also adds that line to a stand-in for that file. An
   * unknown module is refused as modprobe would.
   *
   * <p>Source: scripts/testbed/kmod.
   */
  public BoxOptions module(String name, String... fileAndLine) {
    modules.add(name + (fileAndLine.length == 0 ? "" : " " + String.join(" ", fileAndLine)));
    if (fileAndLine.length > 0 && !options.contains(fileAndLine[0])) {
      String kernels = Disk.run(Path.of("/"), List.of("cat", fileAndLine[0]));
      String line = fileAndLine[1] + "\n";
      standIn(fileAndLine[0], kernels.replace(line, ""));
    }
    return this;
  }

  /**
   * Another kernel by the files of /proc and /sys, where no module is loaded. A booted box is a
   * machine then, and no container, which would use the modules of its host. uname(2) keeps to this
   * machine's kernel.
   */
  public BoxOptions kernel(String release) {
    hasKernel = true;
    if (Files.exists(Path.of("/proc/modules"))) {
      standIn("/proc/modules", "");
    }
    return standIn("/proc/sys/kernel/osrelease", release + "\n").tmpfs("/sys/module", "1m");
  }

  /** Runs systemd as the first process; {@link #start} then waits until it is done. */
  public BoxOptions booted() {
    booted = true;
    return this;
  }

  /**
   * The same, but {@link #start} does not wait for one unit, which is a part of the boot.
   *
   * @param name as {@code cloud-final.service}
   * @param text its file
   */
  public BoxOptions booting(String name, String text) {
    unit = name;
    String units = "/etc/systemd/system/";
    try {
      Path scratch = Testbed.scratch("unit");
      Path file = Files.writeString(scratch.resolve(name), text);
      Path wants = Files.writeString(scratch.resolve("wants.conf"), "[Unit]\nWants=" + name + "\n");
      return booted()
          .bind(file, units + name)
          .bind(wants, units + "multi-user.target.d/testbed.conf");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Has the packaged program at {@link Guest#PROGRAM}, to be what is under test, with a container's
   * files beside it, and room for Docker in a file system that it can lay others over.
   *
   * <p>Source: scripts/test-host.
   */
  public BoxOptions packaged() {
    packaged = true;
    Path bundle = GuestImage.bundle();
    bind(bundle, Path.of(Guest.PROGRAM).getParent().getParent().toString());
    bind(GuestImage.directory().resolve("container.tar"), "/opt/testbed/container.tar");
    return tmpfs("/var/lib/docker", "2g").tmpfs("/var/lib/containerd", "1g");
  }

  /**
   * Lays the box over another release of Debian: {@code bookworm} is Debian 12, with apt 2.6. Its C
   * library is that of Debian 13, which the JDK under test may need; all else is its own. {@code
   * dnf} is a host of the Red Hat family by its facts, with dnf 4 and rpm of Debian 13.
   */
  public BoxOptions suite(String codename) {
    suite = codename;
    if (!codename.equals(Testbed.SUITE) && !codename.equals("dnf")) {
      Path newer = Testbed.tree();
      for (String file : Testbed.files(newer, "libc6")) {
        if (LIBRARY.matcher(file).matches()) {
          bind(newer.resolve(file.substring(1)), file);
        }
      }
    }
    return this;
  }

  /** Rewrites os-release, as in {@code osRelease("ubuntu", "24.04", "noble")}. */
  public BoxOptions osRelease(String id, String versionId, String codename) {
    String text =
        """
        PRETTY_NAME="%1$s %2$s"
        NAME="%1$s"
        VERSION_ID="%2$s"
        VERSION="%2$s (%3$s)"
        VERSION_CODENAME=%3$s
        ID=%1$s
        """
            .formatted(id, versionId, codename);
    return osRelease(
        id.equals("ubuntu") ? text + "ID_LIKE=debian\nUBUNTU_CODENAME=" + codename + "\n" : text);
  }

  /** Replaces os-release, for derivatives. */
  public BoxOptions osRelease(String wholeText) {
    osRelease = wholeText;
    return this;
  }

  private static Path bundle(Path program) {
    return program.toAbsolutePath().getParent().getParent();
  }

  /** Starts the box. */
  public Box start() {
    List<String> all = new ArrayList<>();
    Path classes = Testbed.project().resolve("target/classes");
    Path rules = Testbed.project().resolve("rules");
    all.addAll(List.of("--bind", Testbed.jdk().toString(), JDK));
    for (Path directory : List.of(classes, rules)) {
      if (Files.isDirectory(directory)) {
        all.addAll(
            List.of("--bind", directory.toString(), HOSTREADY + "/" + directory.getFileName()));
      }
    }
    all.addAll(List.of("--bind", Testbed.libraries().toString(), HOSTREADY + "/lib"));
    if (!EXECUTABLE.isEmpty()) {
      all.addAll(List.of("--bind", bundle(Path.of(EXECUTABLE)).toString(), PROGRAM));
    }
    if (!modules.isEmpty()) {
      all.addAll(List.of("--tmpfs", "/sys/module", "1m"));
      all.addAll(List.of("--bind", Testbed.script("kmod").toString(), "/usr/bin/kmod"));
    }
    all.addAll(options);
    if (booted) {
      all.add("--boot");
    }
    Box box = Box.start(Testbed.tree(suite), all, booted, packaged);
    try {
      if (!osRelease.isEmpty()) {
        box.write("/usr/lib/os-release", osRelease);
      }
      if (!modules.isEmpty()) {
        writeCatalogue(box);
      }
      if (booted) {
        awaitBoot(box);
      }
      if (hasSelinux) {
        box.sh("mkdir /sys/fs/selinux; echo 1 >/sys/fs/selinux/enforce").succeeds();
      }
      if (booted && hasKernel) {
        box.sh("rm /run/systemd/container; mount --bind /dev/null /proc/1/environ").succeeds();
      }
      return box;
    } catch (RuntimeException | Error e) {
      box.close();
      throw e;
    }
  }

  private void writeCatalogue(Box box) {
    String directory = "/usr/lib/modules/" + box.run("uname", "-r").succeeds().out().strip();
    StringBuilder dependencies = new StringBuilder();
    for (String module : modules) {
      // modules.dep(5): path, colon, what it needs.
      dependencies.append("kernel/%s.ko:%n".formatted(module.replaceFirst(" .*", "")));
    }
    box.write(directory + "/modules.dep", dependencies.toString());
    box.write(directory + "/modules.builtin", "");
    box.write(directory + "/testbed", String.join("\n", modules) + "\n");
  }

  private void awaitBoot(Box box) {
    if (!unit.isEmpty()) {
      // Every other unit is either there or waits for this one.
      box.await(
          BOOT_LIMIT,
          "[ \"$(systemctl list-jobs --no-legend | grep -c ' running$')\" = 1 ] && [ \"$(systemctl"
              + " is-active "
              + unit
              + ")\" = activating ]");
      return;
    }
    long limit = System.nanoTime() + BOOT_LIMIT.toNanos();
    while (true) {
      // Until systemd listens, this fails at once and says "offline".
      ProgramRun state = box.run("systemctl", "is-system-running", "--wait");
      if (state.exit() == 0) {
        return;
      }
      if (state.out().startsWith("degraded") || System.nanoTime() > limit) {
        throw new IllegalStateException(
            "the box did not boot:\n" + state + box.run("systemctl", "--failed", "--no-pager"));
      }
    }
  }
}
