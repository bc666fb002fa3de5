package io.hostready.run;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * cloud-init, which at the first boot installs packages and writes files at the same time as a fix
 * would. Source: cloudinit/cmd/status.py and systemd/*.service of canonical/cloud-init.
 *
 * @param progress receives lines for display while it waits
 */
record CloudInit(Machine machine, Consumer<String> progress) {

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** The units that run user data: each stage has its own before 24.3, since then one has all. */
  private static final Pattern ITS_UNIT =
      Pattern.compile("/cloud-(init|config|final)[^/\\n]*\\.service");

  /** Waits until it has finished, unless it started this process. */
  void await() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (boolean told = false; isRunning(machine.now()); told = true) {
      if (!told) {
        progress.accept("waiting for cloud-init to finish the first boot");
      }
      if (System.nanoTime() > deadline) {
        progress.accept(
            "cloud-init has not finished after " + LIMIT.toMinutes() + " minutes; continuing");
        return;
      }
      try {
        Thread.sleep(TICK);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** If a stage fails, there is never a result: then systemd has finished the boot. */
  private static boolean isRunning(Host host) {
    return host.has("/run/cloud-init/status.json")
        && !host.has("/run/cloud-init/result.json")
        && !host.has("/run/cloud-init/disabled")
        && !host.trimmedText("/proc/self/cgroup").map(ITS_UNIT::matcher).stream()
            .anyMatch(matcher -> matcher.find())
        && isStarting(host);
  }

  private static boolean isStarting(Host host) {
    return switch (host.run(List.of("systemctl", "is-system-running"))) {
      case CommandOutcome.Ended(_, String out, _) ->
          List.of("initializing", "starting").contains(out.strip());
      case CommandOutcome.NotFound(_), CommandOutcome.NotRun(_) -> false;
    };
  }
}
