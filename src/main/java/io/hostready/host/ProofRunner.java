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
 * Runs proofs on this machine. A shell, {@code proof.sh}, holds the resources of a proof and
 * removes them, also if this process is killed: the kernel then ends the shell (prctl(2),
 * PR_SET_PDEATHSIG), and with it all processes in the proof's namespaces.
 *
 * @param path where programs are found
 */
record ProofRunner(SearchPath path) {

  /**
   * The time limit for the cleanup of a proof that timed out, including the cleanup commands of its
   * rule.
   */
  private static final Duration CLEARING_UP = Duration.ofSeconds(90);

  private static final List<String> THROW_AWAY =
      List.of("--fork", "--kill-child=KILL", "--mount", "--pid", "--mount-proc");

  private static final int NOTHING_MADE = 76; // proof.sh
  private static final int SKIPPED = 77; // proof-functions.sh
  private static final int KILLED = 137; // timeout(1) -s KILL
  private static final Set<Integer> NO_PROGRAM =
      Set.of(126, 127); // POSIX, Exit Status for Commands

  private static final String BEGAN = "began";
  private static final char STEP = '\036';
  private static final int MOST_OUTPUT_BYTES = 64 * 1024;
  private static final int MOST_WORDS = 400;

  ProofOutcome run(ProofScript proof) {
    Optional<String> obstacle = skipReason(proof);
    if (obstacle.isPresent()) {
      return new ProofOutcome.Skipped(obstacle.get());
    }
    long began = System.nanoTime();
    try {
      ChildProcess.Result result = process(proof).run(proof.timeout().plus(CLEARING_UP));
      boolean wasLate = System.nanoTime() - began >= proof.timeout().toNanos();
      return result.exitCode() == KILLED && wasLate
          ? new ProofOutcome.Skipped(timeoutMessage(proof))
          : parse(result.exitCode(), result.out(), proof);
    } catch (IOException failed) {
      return new ProofOutcome.Skipped("it could not be started: " + failed.getMessage());
    } catch (TimeoutException late) {
      return new ProofOutcome.Skipped(timeoutMessage(proof));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new ProofOutcome.Skipped("it was interrupted");
    }
  }

  private Optional<String> skipReason(ProofScript proof) {
    if (!RootTrust.isRoot(Host.localFiles())) {
      return Optional.of("it needs root. Run hostready with sudo");
    }
    return Stream.concat(ProofScript.ALWAYS.stream(), proof.executables().stream())
        .filter(executable -> path.find(executable.name()).isEmpty())
        .findFirst()
        .map(
            executable ->
                "there is no program " + executable.name() + ". Install " + executable.source())
        .or(() -> proof.directory().flatMap(ProofRunner::untrusted));
  }

  /**
   * Why the proof's directory cannot be created at a path, or in the nearest existing directory
   * above it; empty if only root can write in every directory of the path. Then no other user can
   * replace a component of the path, and the path can be used by name.
   */
  private static Optional<String> untrusted(String directory) {
    String made = directory + "/.hostready-proof"; // so that a link at the end is followed
    try {
      TrustedPath.open(Path.of("/"), made, RootTrust.rootAlone(), TrustedPath.Use.CHANGE).close();
      return Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException judgedAsFarAsItGoes) {
      return Optional.empty();
    } catch (UntrustedException refused) {
      return Optional.of(refused.getMessage());
    } catch (IOException failed) {
      return Optional.of(directory + ": " + failed.getMessage());
    }
  }

  private ChildProcess process(ProofScript proof) {
    List<String> unshare = new ArrayList<>(THROW_AWAY);
    proof
        .namespaces()
        .forEach(kind -> unshare.add(kind.equals("user") ? "--map-root-user" : "--" + kind));
    Map<String, String> environment = new HashMap<>(ChildProcess.ENVIRONMENT);
    environment.putAll(proof.variables());
    environment.put("PATH", path.toString());
    environment.put("PROOF_FUNCTIONS", resource("proof-functions.sh"));
    environment.put("PROOF_SCRIPT", proof.script());
    environment.put("PROOF_UNSHARE", String.join(" ", unshare));
    environment.put("PROOF_DIRECTORY", proof.directory().orElse(""));
    environment.put("PROOF_HIERARCHY", proof.hierarchy().orElse(""));
    environment.put("PROOF_CLEANUP", proof.cleanup().orElse(""));
    environment.put("PROOF_TIMEOUT", Long.toString(proof.timeout().toSeconds()));
    return new ChildProcess(
        List.of(
            path.find("setpriv").orElseThrow().getPath(),
            "--pdeathsig",
            "TERM",
            "sh",
            "-c",
            resource("proof.sh"),
            "hostready-proof"),
        environment,
        new ChildProcess.Output.Kept(MOST_OUTPUT_BYTES, true),
        ChildProcess.Ending.TERMINATE_PROGRAM);
  }

  private static String resource(String name) {
    try (InputStream in = ProofRunner.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String timeoutMessage(ProofScript proof) {
    return "it did not end within " + proof.timeout().toSeconds() + " s";
  }

  /** The outcome for an exit code and the output. */
  static ProofOutcome parse(int exit, String said, ProofScript proof) {
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
      return new ProofOutcome.Passes(steps);
    }
    String why = words.isEmpty() ? "it ended with code " + exit : shortened(words);
    if (exit == SKIPPED) {
      return new ProofOutcome.Skipped(why);
    }
    if (NO_PROGRAM.contains(exit)) {
      String at = steps.isEmpty() ? "" : " at " + steps.getLast();
      return new ProofOutcome.Skipped("a program could not be started" + at + ": " + why);
    }
    if (!hasBegun && exit != NOTHING_MADE) {
      return proof.namespaces().isEmpty()
          ? new ProofOutcome.Skipped("namespaces to try it in are refused: " + why)
          : new ProofOutcome.Fails(
              List.of("making namespaces (" + String.join(", ", proof.namespaces()) + ")"), why);
    }
    return new ProofOutcome.Fails(steps, why);
  }

  private static String shortened(List<String> words) {
    String all = String.join("; ", words);
    return all.length() <= MOST_WORDS ? all : all.substring(0, MOST_WORDS) + "...";
  }
}
