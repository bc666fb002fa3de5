package io.hostready.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A throw-away Debian host: real files, apt, dpkg, ufw and iptables, in namespaces of its own over
 * a tree that all boxes share and none changes. Everything in it is gone when it is closed, or when
 * this JVM ends in whatever way. It has a loopback interface and no other network.
 *
 * <p>Not its own, and shut against writing: sysctls outside net/, the clock and the kernel's
 * modules (a box has no modules to load). A file of /proc or /sys that exists can be replaced by a
 * {@link BoxOptions#standIn stand-in}; one that does not exist cannot be added, since those file
 * systems create no names, but {@link BoxOptions#tmpfs} hides a whole directory of them under an
 * empty one.
 *
 * <p>Source: scripts/testbed/box, unshare(1), pivot_root(2).
 */
public final class Box implements ThrowAwayHost {

  /** It installs real packages then, on a machine that may have much else to do. */
  private static final Duration PACKAGED_LIMIT = Duration.ofMinutes(6);

  private final Process outer;
  private final long pid;
  private final boolean booted;
  private final boolean packaged;
  private final Path directory;
  private final AtomicInteger commands = new AtomicInteger();

  private Box(Process outer, long pid, boolean booted, boolean packaged, Path directory) {
    this.outer = outer;
    this.pid = pid;
    this.booted = booted;
    this.packaged = packaged;
    this.directory = directory;
  }

  /** A fresh Debian host without systemd running. */
  public static Box start() {
    return with().start();
  }

  /** A fresh host that differs from the usual one. */
  public static BoxOptions with() {
    return new BoxOptions();
  }

  static Box start(Path tree, List<String> options, boolean booted, boolean packaged) {
    try {
      Path directory = Testbed.scratch("box");
      List<String> argv = new ArrayList<>();
      argv.add(Testbed.script("box").toString());
      argv.add(tree.toString());
      argv.addAll(options);
      Path errors = directory.resolve("err");
      Process outer = new ProcessBuilder(argv).redirectError(errors.toFile()).start();
      // Its standard input stays open for as long as the box is wanted.
      BufferedReader said =
          new BufferedReader(new InputStreamReader(outer.getInputStream(), StandardCharsets.UTF_8));
      String line = said.readLine();
      if (line == null || !line.startsWith("ready ")) {
        outer.destroyForcibly();
        String why = Files.readString(errors).strip();
        throw new IllegalStateException("no box could be started: " + why);
      }
      long pid = Long.parseLong(line.substring(6).strip());
      return new Box(outer, pid, booted, packaged, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command to be run in this box. */
  public BoxCommand command(String... argv) {
    return new BoxCommand(this, List.of(argv));
  }

  @Override
  public ProgramRun run(String... argv) {
    return command(argv).run();
  }

  @Override
  public ProgramRun sh(String lines) {
    return run("sh", "-euc", lines);
  }

  @Override
  public ProgramRun hostready(String... arguments) {
    return startHostready(arguments).await();
  }

  @Override
  public Running startHostready(String... arguments) {
    BoxCommand command = hostreadyCommand(arguments);
    return packaged ? command.limit(PACKAGED_LIMIT).start() : command.start();
  }

  @Override
  public Running start(String... argv) {
    return command(argv).start();
  }

  /** The program under test as a command: the executable where there is one, else the classes. */
  public BoxCommand hostreadyCommand(String... arguments) {
    if (!packaged && BoxOptions.EXECUTABLE.isEmpty()) {
      return classesCommand(List.of(), arguments);
    }
    List<String> argv = new ArrayList<>();
    argv.add(packaged ? Guest.PROGRAM : BoxOptions.PROGRAM + "/bin/hostready");
    argv.addAll(List.of(arguments));
    return new BoxCommand(this, argv);
  }

  /** The classes under test as a command, with options for its JVM such as {@code -Dname=value}. */
  public BoxCommand classesCommand(List<String> jvmOptions, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(BoxOptions.JDK + "/bin/java");
    argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    argv.addAll(List.of("-Xmx64m", "-Xlog:disable", "-Xlog:all=error:stderr"));
    argv.add("-Dhostready.rules=" + BoxOptions.HOSTREADY + "/rules");
    argv.addAll(jvmOptions);
    argv.add("--enable-native-access=ALL-UNNAMED");
    argv.addAll(List.of("-cp", BoxOptions.CLASS_PATH, "io.hostready.cli.Hostready"));
    argv.addAll(List.of(arguments));
    return new BoxCommand(this, argv);
  }

  /** Ends a process with SIGKILL, by the PID that it has in the box. */
  public void kill(long pidInBox) {
    run("kill", "-KILL", Long.toString(pidInBox)).succeeds();
  }

  /** The PID of the box's first process, as seen from outside. */
  @Override
  public long pid() {
    return pid;
  }

  /**
   * The box's root as seen from outside, below /proc/PID/root. Never follow an absolute symbolic
   * link in it and never call toRealPath: the kernel resolves both against this machine's root. Use
   * {@link #path} for what may have links on its way.
   */
  public Path root() {
    return Path.of("/proc/" + pid + "/root");
  }

  /**
   * Where a path of the box is, seen from outside, with the links on its way followed as the box
   * would follow them. A link at its end is not followed. Not for /proc and /sys, which show some
   * of this machine when looked at from outside: {@link #read} and {@link #write} know that.
   */
  public Path path(String inBox) {
    return BoxLinks.parentsFollowed(root(), inBox);
  }

  /** A file's text; a link to it is followed. */
  @Override
  public String read(String inBox) {
    if (isKernels(inBox)) {
      return run("cat", inBox).succeeds().out();
    }
    try {
      return Files.readString(BoxLinks.followed(root(), inBox));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(String inBox, String text) {
    if (isKernels(inBox)) {
      command("sh", "-c", "cat >\"$1\"", "sh", inBox).input(text).run().succeeds();
      return;
    }
    try {
      Path file = BoxLinks.followed(root(), inBox);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a path is in /proc or /sys. Seen from outside, /proc/sys/net shows the reader's own
   * network namespace, even through {@link #root}: reading it there would tell about this machine,
   * and writing would change it.
   */
  private static boolean isKernels(String inBox) {
    return inBox.startsWith("/proc/") || inBox.startsWith("/sys/");
  }

  @Override
  public boolean exists(String inBox) {
    return Files.exists(path(inBox), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether the box still lives. */
  public boolean isAlive() {
    return ProcessHandle.of(pid).isPresent();
  }

  /** Ends everything that runs in the box. Its files are gone with it. */
  @Override
  public void close() {
    try {
      outer.getOutputStream().close();
      if (!outer.waitFor(Eventually.LIMIT)) {
        outer.destroyForcibly();
        throw new IllegalStateException("box " + pid + " did not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      outer.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  List<String> wayIn() {
    // Tests run in a shell's background or below nohup(1) would inherit that signals are ignored.
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,QUIT"));
    words.addAll(List.of("nsenter", "-t", Long.toString(pid), "-m", "-n", "-p", "-i", "-u", "-C"));
    words.add("--");
    if (booted) {
      // nsenter's own --join-cgroup knows only machines with nothing but version 2.
      words.addAll(
          List.of("sh", "-c", "echo 0 >/sys/fs/cgroup/init.scope/cgroup.procs; exec \"$@\"", "sh"));
    }
    return words;
  }

  @Override
  public String outside() {
    return "127.0.0.1";
  }

  /** Nothing answers there before {@code systemctl start ssh}. */
  @Override
  public int sshPort() {
    return 22;
  }

  @Override
  public Running startFromOutside(List<String> argv) {
    try {
      Path mine = directoryForCommand();
      List<String> words =
          new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid), "-n", "-p", "--"));
      words.addAll(argv);
      Process way =
          new ProcessBuilder(words)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(mine.resolve("out").toFile())
              .redirectError(mine.resolve("err").toFile())
              .start();
      return new Running(argv, way, mine, Duration.ofMinutes(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directoryForCommand() throws IOException {
    return Files.createDirectory(directory.resolve(Integer.toString(commands.incrementAndGet())));
  }
}
