package io.hostready.dist;

import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The root directory of another system, to run a program in: files, mounts, processes and network
 * are its own, the kernel is this machine's. What a command writes is gone when the command ends.
 * Needs root.
 *
 * @param tree the directory; nothing is written there
 * @param point an empty directory to mount on
 */
record ForeignRoot(Path tree, Path point) {

  /** Where {@link #run} shows the program's directory. */
  static final String PROGRAM = "/opt/hostready";

  /** Arguments: {@link #point}, {@link #tree}, the program's directory, the command. */
  private static final String ENTER =
      """
      point=$1 tree=$2 program=$3
      shift 3
      mount -t tmpfs -o mode=755 root "$point"
      mkdir "$point/upper" "$point/work" "$point/root"
      mount -t overlay -o "lowerdir=$tree,upperdir=$point/upper,workdir=$point/work" overlay "$point/root"
      cd "$point/root"
      mkdir -p opt/hostready dev proc sys tmp
      mount -o bind,ro "$program" opt/hostready
      mount -t proc proc proc
      mount -t sysfs -o ro sysfs sys
      mount -t tmpfs -o mode=755 dev dev
      mknod -m 666 dev/null c 1 3
      mknod -m 666 dev/full c 1 7
      mknod -m 666 dev/urandom c 1 9
      exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot . "$@"
      """;

  /** A release of Debian, by its codename. Source: scripts/testbed/prepare. */
  static ForeignRoot debian(String codename, Path scratch) throws IOException {
    String tree =
        Bundle.run(Bundle.PROJECT, Map.of(), "scripts/testbed/prepare", codename).succeeds().out();
    return new ForeignRoot(
        Path.of(tree.lines().toList().getLast()), Files.createDirectory(scratch.resolve("point")));
  }

  /** A system with busybox and no C library at all. */
  static ForeignRoot busybox(Path scratch) throws IOException {
    Path tree = Files.createDirectory(scratch.resolve("busybox"));
    String lines =
        """
        mkdir -p bin etc var/lib
        cp "$(command -v busybox)" bin/busybox
        for applet in $(busybox --list); do [ -e "bin/$applet" ] || ln -s busybox "bin/$applet"; done
        """;
    Bundle.run(tree, Map.of(), "sh", "-euc", lines).succeeds();
    return new ForeignRoot(tree, Files.createDirectory(scratch.resolve("point")));
  }

  /** Runs a command there; the program's directory is read-only at {@link #PROGRAM}. */
  ProgramRun run(Path program, String... argv) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child"));
    words.addAll(List.of("--propagation", "private", "--", "sh", "-euc", ENTER, "sh"));
    words.addAll(List.of(point.toString(), tree.toString(), program.toAbsolutePath().toString()));
    words.addAll(List.of(argv));
    return Bundle.run(Bundle.PROJECT, Map.of(), words.toArray(String[]::new));
  }
}
