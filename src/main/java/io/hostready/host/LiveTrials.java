package io.hostready.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Tries things on this machine. A shell, {@code trial.sh}, holds what a trial makes and clears it
 * up, also when this process is killed: the kernel then ends it (prctl(2), PR_SET_PDEATHSIG), as it
 * ends everything in the trial's namespaces.
 *
 * @param path where programs are found
 */
record LiveTrials(SearchPath path) {

  /** How long a trial that was given up may clear up, what its rule does afterwards included. */
  private static final Duration CLEARING_UP = Duration.ofSeconds(90);

  private static final List<String> THROW_AWAY =
      List.of("--fork", "--kill-child=KILL", "--mount", "--pid", "--mount-proc");

  private static final int NOTHING_MADE = 76; // trial.sh
  private static final int UNTRIED = 77; // trial-functions.sh
  private static final int KILLED = 137; // timeout(1) -s KILL
  private static final Set<Integer> NO_PROGRAM =
      Set.of(126, 127); // POSIX, Exit Status for Commands

  private static final String BEGAN = "began";
  private static final char STEP = '\036';
  private static final int MOST_OUTPUT_BYTES = 64 * 1024;
  private static final int MOST_WORDS = 400;

  TrialOutcome run(Trial trial) {
    Optional<String> obstacle = obstacle(trial);
    if (obstacle.isPresent()) {
      return new TrialOutcome.Untried(obstacle.get());
    }
    long began = System.nanoTime();
    try {
      ChildProcess.Result result = process(trial).run(trial.limit().plus(CLEARING_UP));
      boolean wasLate = System.nanoTime() - began >= trial.limit().toNanos();
      return result.exitCode() == KILLED && wasLate
          ? new TrialOutcome.Untried(late(trial))
          : parse(result.exitCode(), result.out(), trial);
    } catch (IOException failed) {
      return new TrialOutcome.Untried("it could not be started: " + failed.getMessage());
    } catch (TimeoutException late) {
      return new TrialOutcome.Untried(late(trial));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new TrialOutcome.Untried("it was given up");
    }
  }

  private Optional<String> obstacle(Trial trial) {
    if (!RootTrust.isRoot(Host.localFiles())) {
      return Optional.of("it needs root. Run hostready with sudo");
    }
    return Stream.concat(Trial.ALWAYS.stream(), trial.programs().stream())
        .filter(program -> path.find(program.name()).isEmpty())
        .findFirst()
        .map(program -> "there is no program " + program.name() + ". Install " + program.source())
        .or(() -> trial.folder().flatMap(LiveTrials::untrusted));
  }

  /**
   * Why the trial's directory cannot be made at a path, or in the nearest directory above it that
   * exists; empty where only root can write in each directory on the way. Then no other user can
   * exchange a component of the path, and it can be used by name.
   */
  private static Optional<String> untrusted(String folder) {
    String made = folder + "/.hostready-trial"; // so that a link at the end is followed
    try {
      TrustedPath.open(Path.of("/"), made, RootTrust.rootAlone(), TrustedPath.Use.CHANGE).close();
      return Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException judgedAsFarAsItGoes) {
      return Optional.empty();
    } catch (UntrustedException refused) {
      return Optional.of(refused.getMessage());
    } catch (IOException failed) {
      return Optional.of(folder + ": " + failed.getMessage());
    }
  }

  private ChildProcess process(Trial trial) {
    List<String> unshare = new ArrayList<>(THROW_AWAY);
    trial
        .namespaces()
        .forEach(kind -> unshare.add(kind.equals("user") ? "--map-root-user" : "--" + kind));
    Map<String, String> environment = new HashMap<>(ChildProcess.ENVIRONMENT);
    environment.put("PATH", path.toString());
    environment.put("TRIAL_FUNCTIONS", resource("trial-functions.sh"));
    environment.put("TRIAL_SCRIPT", trial.script());
    environment.put("TRIAL_UNSHARE", String.join(" ", unshare));
    environment.put("TRIAL_FOLDER", trial.folder().orElse(""));
    environment.put("TRIAL_HIERARCHY", trial.hierarchy().orElse(""));
    environment.put("TRIAL_AFTER", trial.afterwards().orElse(""));
    environment.put("TRIAL_LIMIT", Long.toString(trial.limit().toSeconds()));
    return new ChildProcess(
        List.of(
            path.find("setpriv").orElseThrow().getPath(),
            "--pdeathsig",
            "TERM",
            "sh",
            "-c",
            resource("trial.sh"),
            "hostready-trial"),
        environment,
        new ChildProcess.Output.Kept(MOST_OUTPUT_BYTES, true),
        ChildProcess.Ending.TERMINATE_PROGRAM);
  }

  private static String resource(String name) {
    try (InputStream in = LiveTrials.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String late(Trial trial) {
    return "it did not end within " + trial.limit().toSeconds() + " s";
  }

  /** Tells an outcome from an exit code and what was said. */
  static TrialOutcome parse(int exit, String said, Trial trial) {
    List<String> steps = new ArrayList<>();
    List<String> words = new ArrayList<>();
    boolean hasBegun = false;
    for (String line : said.lines().toList()) {
      if (!hasBegun && line.equals(BEGAN)) {
        hasBegun = true;
      } else if (!line.isEmpty() && line.charAt(0) == STEP) {
        steps.add(line.substring(1).strip());
        words.clear();
      } else if (!line.isBlank()) {
        words.add(line.strip());
      }
    }
    if (exit == 0) {
      return new TrialOutcome.Works(steps);
    }
    String why = words.isEmpty() ? "it ended with code " + exit : shortened(words);
    if (exit == UNTRIED) {
      return new TrialOutcome.Untried(why);
    }
    if (NO_PROGRAM.contains(exit)) {
      String at = steps.isEmpty() ? "" : " at " + steps.getLast();
      return new TrialOutcome.Untried("a program could not be started" + at + ": " + why);
    }
    if (!hasBegun && exit != NOTHING_MADE) {
      return trial.namespaces().isEmpty()
          ? new TrialOutcome.Untried("namespaces to try it in are refused: " + why)
          : new TrialOutcome.Fails(
              List.of("making namespaces (" + String.join(", ", trial.namespaces()) + ")"), why);
    }
    return new TrialOutcome.Fails(steps, why);
  }

  private static String shortened(List<String> words) {
    String all = String.join("; ", words);
    return all.length() <= MOST_WORDS ? all : all.substring(0, MOST_WORDS) + "...";
  }
}
