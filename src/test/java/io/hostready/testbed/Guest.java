package io.hostready.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A real Debian 13 host in QEMU, fresh: booted once, with ufw active and no Docker. Everything in
 * it is its own, kernel and modules too. Its only network is this machine's end of {@link #pid}'s
 * namespace. The program under test is at {@link #PROGRAM}, {@code container.tar} beside it. It is
 * gone when it is closed, or when this JVM ends in whatever way.
 *
 * <p>Source: scripts/testbed/guest.
 */
public final class Guest implements ThrowAwayHost {

  /** The packaged program. */
  public static final String PROGRAM = "/opt/testbed/hostready/bin/hostready";

  private static final Duration BOOT_LIMIT = Duration.ofMinutes(15);
  // Where other work leaves the emulation a tenth of a processor, a fix with its proofs takes
  // seven.
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(15);

  private final Process outer;
  private final long pid;
  private final Path directory;
  private int commands;

  private Guest(Process outer, long pid, Path directory) {
    this.outer = outer;
    this.pid = pid;
    this.directory = directory;
  }

  /** A fresh host, as it is after its first boot; there in some seconds. */
  public static Guest fresh() {
    return start(List.of());
  }

  /** A fresh host that is booted with more words on its kernel's command line. */
  public static Guest bootedWith(String kernelArguments) {
    return start(List.of("--boot", "--append", kernelArguments));
  }

  private static Guest start(List<String> options) {
    long began = System.nanoTime();
    try {
      Path directory = Testbed.scratch("guest");
      List<String> argv = new ArrayList<>();
      argv.add(Testbed.script("guest").toString());
      argv.add(GuestImage.directory().toString());
      argv.add(directory.toString());
      argv.addAll(List.of("--disk", GuestImage.disk().toString()));
      argv.addAll(options);
      Path errors = directory.resolve("err");
      Process outer = new ProcessBuilder(argv).redirectError(errors.toFile()).start();
      BufferedReader said =
          new BufferedReader(new InputStreamReader(outer.getInputStream(), StandardCharsets.UTF_8));
      String line = said.readLine();
      if (line == null || !line.startsWith("ready ")) {
        outer.destroyForcibly();
        throw new IllegalStateException(
            "no guest could be started: " + Files.readString(errors).strip());
      }
      Guest guest = new Guest(outer, Long.parseLong(line.substring(6).strip()), directory);
      guest.settle();
      log(Duration.ofNanos(System.nanoTime() - began), "a host " + String.join(" ", options));
      return guest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until everything that starts at boot has started, and mounts the second disk. */
  private void settle() {
    sh("timeout 300 systemctl is-system-running --wait >/run/testbed-state || true");
    run("mount", "/opt/testbed").succeeds();
    // A little ahead: what is signed here a moment later must not be from its future.
    run("date", "-s", "@" + (Instant.now().getEpochSecond() + 2)).succeeds();
  }

  @Override
  public ProgramRun run(String... argv) {
    ProgramRun ran = start(COMMAND_LIMIT, argv).await();
    log(ran.took(), String.join(" ", argv));
    return ran;
  }

  /** systemctl waits as long for an answer as a busy machine needs; its default is 25 s. */
  @Override
  public ProgramRun sh(String lines) {
    return run("env", "SYSTEMD_BUS_TIMEOUT=5min", "sh", "-euc", lines);
  }

  @Override
  public ProgramRun hostready(String... arguments) {
    ProgramRun ran = startHostready(arguments).await();
    log(ran.took(), "hostready " + String.join(" ", arguments) + " = " + ran.exit());
    return ran;
  }

  /** It goes on when the way to it is cut. */
  @Override
  public Running startHostready(String... arguments) {
    List<String> argv = new ArrayList<>(List.of(PROGRAM));
    argv.addAll(List.of(arguments));
    return start(COMMAND_LIMIT, argv.toArray(String[]::new));
  }

  @Override
  public Running start(String... argv) {
    return start(COMMAND_LIMIT, argv);
  }

  private Running start(Duration limit, String... argv) {
    return start(limit, List.of("/dev/null"), argv);
  }

  private Running start(Duration limit, List<String> input, String... argv) {
    List<String> words = new ArrayList<>(wayIn());
    words.addAll(List.of("ssh", "-F", directory.resolve("ssh").toString(), "guest", "--"));
    for (String each : argv) {
      words.add(quoted(each));
    }
    try {
      Path mine = Files.createDirectory(directory.resolve("command-" + ++commands));
      Process way =
          new ProcessBuilder(words)
              .redirectInput(Path.of(input.getFirst()).toFile())
              .redirectOutput(mine.resolve("out").toFile())
              .redirectError(mine.resolve("err").toFile())
              .start();
      return new Running(List.of(argv), way, mine, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What ssh(1) hands over is one line for the shell there. */
  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private List<String> wayIn() {
    return List.of("nsenter", "-t", Long.toString(pid), "-n", "-p", "--");
  }

  /** Keeps the story for the log: emulation is slow, and it is good to know what took long. */
  private static void log(Duration took, String what) {
    String line = what.lines().findFirst().orElse("");
    System.out.printf(Locale.ROOT, "%8.1f s  %s%n", took.toMillis() / 1000.0, line);
  }

  @Override
  public String read(String path) {
    return run("cat", path).succeeds().out();
  }

  @Override
  public void write(String path, String text) {
    try {
      Path file = Files.writeString(Files.createTempFile(directory, "input", ""), text);
      String lines = "mkdir -p \"$(dirname \"$1\")\"; cat >\"$1\"";
      start(COMMAND_LIMIT, List.of(file.toString()), "sh", "-euc", lines, "sh", path)
          .await()
          .succeeds();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean exists(String path) {
    return run("test", "-e", path).exit() == 0;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public String outside() {
    // QEMU's user network: the gateway is the loopback interface of the one who runs it.
    return "10.0.2.2";
  }

  @Override
  public int sshPort() {
    return 22022;
  }

  @Override
  public Running startFromOutside(List<String> argv) {
    try {
      Path mine = Files.createDirectory(directory.resolve("server-" + ++commands));
      List<String> words = new ArrayList<>(wayIn());
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

  /** Reboots it in good order and waits until it has started again. */
  public void reboot() {
    String before = bootId();
    run("systemctl", "reboot");
    awaitBootAfter(before);
  }

  /**
   * Cuts its power and switches it on again: what was in memory only is lost, what the kernel gave
   * to the disk is kept.
   */
  public void cutPower() {
    String before = bootId();
    try {
      Files.writeString(directory.resolve("monitor.in"), "system_reset\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitBootAfter(before);
  }

  private String bootId() {
    return read("/proc/sys/kernel/random/boot_id");
  }

  private void awaitBootAfter(String before) {
    long began = System.nanoTime();
    // The old connection would only time out.
    Disk.runAnyway(
        directory, with("ssh", "-F", directory.resolve("ssh").toString(), "-O", "exit", "guest"));
    long end = System.nanoTime() + BOOT_LIMIT.toNanos();
    String why = "";
    while (System.nanoTime() < end) {
      ProgramRun asked =
          start(Duration.ofSeconds(60), "cat", "/proc/sys/kernel/random/boot_id").await();
      if (asked.exit() == 0 && !asked.out().equals(before)) {
        settle();
        log(Duration.ofNanos(System.nanoTime() - began), "booted again");
        return;
      }
      why = asked.toString();
      pause(Duration.ofMillis(500));
    }
    throw new AssertionError("not booted again within %s: %s".formatted(BOOT_LIMIT, why));
  }

  private List<String> with(String... argv) {
    List<String> words = new ArrayList<>(wayIn());
    words.addAll(List.of(argv));
    return words;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a guest", e);
    }
  }

  /** What its kernel wrote to its console. */
  public String console() {
    try {
      return new String(Files.readAllBytes(directory.resolve("console")), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      outer.getOutputStream().close();
      if (!outer.waitFor(Eventually.LIMIT)) {
        outer.destroyForcibly();
        throw new IllegalStateException("guest " + pid + " did not end");
      }
      Disk.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      outer.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
