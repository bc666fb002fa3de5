package io.hostready.probe;

import io.hostready.docker.PulledServers;
import io.hostready.facts.Cgroups;
import io.hostready.facts.Mounts.Mount;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.host.ProofOutcome;
import io.hostready.host.ProofScript;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.ShellCommands;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tests a feature instead of reading about it, in temporary namespaces of this machine.
 *
 * @param thing the tested feature, such as: a user namespace
 * @param controller a cgroup controller; the script gets a cgroup of it
 * @param registry a registry; the script gets the servers that the daemon asks for its images
 * @param repository a package repository; the script gets the server that apt asks
 */
public record ProofProbe(
    String thing,
    Optional<String> controller,
    Optional<String> registry,
    Optional<String> repository,
    ProofScript proof)
    implements Probe {

  /** The name of the kind: a rule whose check has it is a proof. */
  public static final String NAME = "proof";

  private static final String PASSES = "passes";
  private static final long TIMEOUT_SECONDS = 20;

  private static final String EXECUTABLE = "[A-Za-z0-9_][A-Za-z0-9_.+-]* of [a-z0-9][a-z0-9.+-]*";

  /**
   * Functions of proof-functions.sh, and the programs that they call in addition to those of every
   * proof.
   */
  static final Map<String, List<String>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("step", List.of()),
          Map.entry("fail", List.of()),
          Map.entry("skip", List.of()),
          Map.entry("started", List.of()),
          Map.entry("is_stale", List.of()),
          Map.entry("lacks_controller", List.of()),
          Map.entry("is_true_soon", List.of()),
          Map.entry("is_apart", List.of()),
          Map.entry("network", List.of("ip")),
          Map.entry("container_network", List.of("ip")),
          Map.entry("is_answered", List.of("bash")),
          Map.entry("servers", List.of("curl", "bash", "date", "mount")),
          Map.entry("answers", List.of("curl", "bash", "date")),
          Map.entry("reaches", List.of("curl", "bash", "date")),
          Map.entry("refuses", List.of()),
          Map.entry("request", List.of("curl")),
          Map.entry("distrusted", List.of("curl", "date")),
          Map.entry("field", List.of()),
          Map.entry("resolves", List.of("bash")));

  /** Arguments for which the script contacts servers. */
  public static final List<String> OF_SERVERS = List.of("registry", "repository");

  static final ProbeKind KIND =
      new ProbeKind(
          NAME,
          "a functional test of a feature; runs only with --prove, and only in 'check'",
          MapSchema.of(
              MapSchema.required(
                  "what", ValueSchema.text(), "what is tested, such as 'a user namespace'"),
              MapSchema.required(
                  "script",
                  ValueSchema.text(),
                  "lines for sh -eu. They run as root in temporary mount and PID namespaces"
                      + " and must leave nothing behind elsewhere. They can call 'step WORDS' (what"
                      + " comes next), 'fail WORDS', 'skip WORDS' (ends as unknown), 'is_true_soon"
                      + " COMMAND', 'network', 'container_network' and 'lacks_controller NAME', and"
                      + " the others that proof-functions.sh describes; $proof is a unique name"),
              MapSchema.optional(
                  "namespaces",
                  ValueSchema.listOf(
                      ValueSchema.word(
                          List.of("mount", "pid", "uts", "ipc", "net", "cgroup", "user")),
                      1),
                  "namespaces that it needs; without them, it fails"),
              MapSchema.optional(
                  "executables",
                  ValueSchema.listOf(
                      ValueSchema.matching(
                          "EXECUTABLE of PACKAGE, such as ip of iproute2", EXECUTABLE),
                      1),
                  "each program that the script calls, except "
                      + ProofScript.ALWAYS.stream()
                          .map(ProofScript.Executable::name)
                          .collect(Collectors.joining(", "))
                      + "; if one is missing, the result is unknown. 'network' and"
                      + " 'container_network' call ip, 'is_answered' calls bash"),
              MapSchema.optional(
                  "directory",
                  ValueSchema.path(),
                  "it starts in a new directory, $directory, on the filesystem of this path"),
              MapSchema.optional(
                  "cgroup-controller",
                  ValueSchema.word(List.of("cpu", "memory", "pids")),
                  "it gets a cgroup with this controller, $group"),
              MapSchema.optional(
                  "registry",
                  ValueSchema.matching(
                      "HOST or HOST:PORT, such as docker.io", PulledServers.REGISTRY),
                  "the function 'servers' asks this registry and its mirrors, with the proxy and"
                      + " the certificates of the Docker daemon"),
              MapSchema.optional(
                  "repository",
                  ValueSchema.matching("the URL of a repository", PulledServers.REPOSITORY),
                  "the function 'servers' asks this package repository, with the proxy and the"
                      + " certificates of apt"),
              MapSchema.optional(
                  "cleanup",
                  ValueSchema.text(),
                  "lines for sh that clean up on the host in any case; they can call 'is_stale"
                      + " NAME', which succeeds if the proof that made NAME has ended"),
              MapSchema.optional(
                  "timeout",
                  ValueSchema.number(1, 120),
                  "timeout in seconds; " + TIMEOUT_SECONDS + " by default")),
          List.of(
              Facet.text("outcome", "'" + PASSES + "', or 'fails' with the step and the error")
                  .said("{subject} {}")),
          false,
          "this machine, never a tree or capture; unknown without root, which"
              + " unshare(1) requires",
          """
          proof:
            what: a filesystem in memory
            executables: [mount of mount]
            script: |
              step mounting it
              mount -t tmpfs -o size=1m proof /tmp
              step writing to it
              echo hello >/tmp/file
            expect: {outcome: passes}
          """,
          ProofProbe::of);

  private static ProofProbe of(Values arguments) {
    ProofScript proof =
        new ProofScript(
            arguments.texts("namespaces"),
            arguments.texts("executables").stream()
                .map(words -> words.split(" of "))
                .map(words -> new ProofScript.Executable(words[0], words[1]))
                .toList(),
            arguments.text("script"),
            arguments.findText("cleanup"),
            arguments.findText("directory"),
            Optional.empty(),
            Map.of(),
            Duration.ofSeconds(arguments.number("timeout", TIMEOUT_SECONDS)));
    Set<String> unnamed = unnamed(proof);
    if (!unnamed.isEmpty()) {
      throw new IllegalArgumentException(
          "missing from 'executables': "
              + String.join(", ", unnamed)
              + " (called by the script). Add '"
              + unnamed.iterator().next()
              + " of PACKAGE'.");
    }
    return new ProofProbe(
        arguments.text("what"),
        arguments.findText("cgroup-controller"),
        arguments.findText("registry"),
        arguments.findText("repository"),
        proof);
  }

  /**
   * Programs that a proof's script calls and that are neither in its list nor in the list for every
   * proof.
   */
  private static Set<String> unnamed(ProofScript proof) {
    Set<String> called = new LinkedHashSet<>();
    for (String name : ShellCommands.in(proof.script() + "\n" + proof.cleanup().orElse(""))) {
      called.addAll(FUNCTIONS.getOrDefault(name, List.of(name)));
    }
    Stream.concat(ProofScript.ALWAYS.stream(), proof.executables().stream())
        .forEach(program -> called.remove(program.name()));
    return called;
  }

  public String script() {
    return proof.script();
  }

  public Optional<String> cleanup() {
    return proof.cleanup();
  }

  @Override
  public String subject() {
    return "proof of " + thing;
  }

  /** Runs it with its directory and cgroup on this host. */
  @Override
  public List<String> commands() {
    return List.of();
  }

  @Override
  public Observation observe(Host host) {
    ProofScript placed = proof;
    if (proof.directory().isPresent()) {
      switch (ResolvedPath.of(host, proof.directory().get())) {
        case Present(var path, _) -> placed = proof.at(Optional.of(path.path()), Optional.empty());
        case Absent(var where) -> {
          return skipped(where + " is not there");
        }
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    if (controller.isPresent() && host.source().isThisMachine()) {
      Optional<Mount> hierarchy = hierarchy(host, controller.get());
      if (hierarchy.isEmpty()) {
        return new Facets()
            .text(
                "outcome",
                "fails: no cgroup hierarchy with the controller "
                    + controller.get()
                    + " is mounted")
            .found(Evidence.of("/proc/self/mountinfo", controller.get(), null));
      }
      placed = proof.at(placed.directory(), Optional.of(hierarchy.get().point()));
    }
    if (host.source().isThisMachine()) {
      switch (servers(host)) {
        case Present(var lines, _) -> placed = placed.with("servers", lines);
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    return told(host.runProof(placed));
  }

  private Reading<String> servers(Host host) {
    return registry
        .map(name -> PulledServers.ofRegistry(host, name))
        .or(() -> repository.map(url -> PulledServers.ofRepository(host, url)))
        .orElseGet(() -> new Absent<>("the proof"));
  }

  /** The hierarchy for a controller's cgroups: its own v1 hierarchy, otherwise v2. */
  private static Optional<Mount> hierarchy(Host host, String controller) {
    return Cgroups.read(host)
        .tree()
        .toOptional()
        .flatMap(tree -> tree.hierarchyOf(controller).or(tree::unified));
  }

  private Observation told(ProofOutcome outcome) {
    return switch (outcome) {
      case ProofOutcome.Passes(List<String> steps) -> found(PASSES, evidence(steps, "done"));
      case ProofOutcome.Fails(List<String> steps, String why) -> {
        String at = steps.isEmpty() ? "" : " at " + steps.getLast();
        yield found("fails" + at + ": " + why, evidence(steps, why));
      }
      case ProofOutcome.Skipped(String why) -> skipped(why);
    };
  }

  private Observation skipped(String why) {
    return new Observation.Unreadable("not tried", why);
  }

  private static Observation found(String outcome, List<Evidence> evidence) {
    return new Facets().text("outcome", outcome).found(evidence);
  }

  private List<Evidence> evidence(List<String> steps, String last) {
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      evidence.add(Evidence.of(subject(), steps.get(i), i < steps.size() - 1 ? "done" : last));
    }
    return evidence;
  }
}
