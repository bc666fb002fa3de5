package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.expect.Criterion;
import io.hostready.host.ProofScript.Executable;
import io.hostready.probe.Observation;
import io.hostready.probe.ProofProbe;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.Selection;
import io.hostready.testbed.Needed;
import io.hostready.testbed.NeedsRoot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped proof names what its script calls: no more is needed, and no less is tried. */
@NeedsRoot
class ProofExecutablesTest {

  /**
   * One has a root directory with only /usr and the like of the host, and no directory of links;
   * one asks a Docker daemon, which the machine of these tests has not, and is tried by {@code
   * scenario.ProofsTest}; two ask servers, and are tried by {@link ServersProofTest}.
   */
  private static final List<String> ELSEWHERE =
      List.of(
          "mount-namespace-works",
          "docker-runs-containers",
          "registry-connection-works",
          "repository-connection-works");

  /** What a proof tries where it is there; its rule asks for one of them. */
  private static final List<Executable> IF_PRESENT =
      Stream.of("iptables-legacy", "iptables-nft").map(n -> new Executable(n, "iptables")).toList();

  private Path directories;

  /** Not below /tmp: proofs mount a /tmp of their own. */
  @BeforeEach
  void makeDirectories() throws IOException {
    directories = Files.createTempDirectory(Path.of("/var/tmp"), "hostready-");
  }

  @AfterEach
  void removeDirectories() throws IOException {
    try (Stream<Path> all = Files.walk(directories)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  static Stream<Arguments> proofs() {
    Map<String, List<ProofProbe>> proofs = new TreeMap<>();
    RuleBook book =
        RuleBook.read(
            Host.localFiles(),
            List.of(
                new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));
    Selection selection =
        Selection.proving(book, List.copyOf(book.packs().keySet()), List.of(), Map.of());
    for (Rule rule : selection.rules()) {
      List<ProofProbe> found =
          in(rule.check().bind(selection.parametersFor(FakeHost.empty().host())));
      if (!found.isEmpty()) {
        proofs.put(rule.id().toString(), found);
      }
    }
    return proofs.entrySet().stream()
        .flatMap(each -> each.getValue().stream().map(p -> Arguments.of(each.getKey(), p)));
  }

  static Stream<Arguments> proofsForLinks() {
    return proofs().filter(proof -> !ELSEWHERE.contains((String) proof.get()[0]));
  }

  private static List<ProofProbe> in(Criterion criterion) {
    return criterion
        .probes()
        .filter(ProofProbe.class::isInstance)
        .map(ProofProbe.class::cast)
        .toList();
  }

  /** All executables of a proof, with the file that is linked for each. */
  private static Map<Executable, File> executables(ProofScript proof) {
    Map<Executable, File> executables = new LinkedHashMap<>();
    for (Executable executable :
        Stream.concat(ProofScript.ALWAYS.stream(), proof.executables().stream()).toList()) {
      executables.put(
          executable, SearchPath.OF_ROOT.find(executable.name()).orElse(new File("/bin/true")));
    }
    return executables;
  }

  private Path linked(Map<Executable, File> executables) throws IOException {
    Path directory = Files.createTempDirectory(directories, "path");
    for (Map.Entry<Executable, File> each : executables.entrySet()) {
      Files.createSymbolicLink(directory.resolve(each.getKey().name()), each.getValue().toPath());
    }
    return directory;
  }

  private static Observation observed(ProofProbe probe, Path directory) {
    return probe.observe(Host.live().withProofs(SearchPath.parse(directory.toString())));
  }

  @Test
  void thereAreProofs() {
    assertTrue(proofs().count() >= 18);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  void withoutOneOfItsExecutablesItIsUnknownAndNamesIt(String rule, ProofProbe probe)
      throws IOException {
    Map<Executable, File> executables = executables(probe.proof());
    Path directory = linked(executables);
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (Executable executable : executables.keySet()) {
      Path link = directory.resolve(executable.name());
      Files.delete(link);
      expected.add("there is no program " + executable.name() + ". Install " + executable.source());
      found.add(
          assertInstanceOf(
                  Observation.Unreadable.class, observed(probe, directory), () -> rule + executable)
              .why());
      Files.createSymbolicLink(link, executables.get(executable).toPath());
    }
    assertEquals(expected, found);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofsForLinks")
  void whatItNamesIsEnough(String rule, ProofProbe probe) throws IOException {
    Map<Executable, File> executables = executables(probe.proof());
    IF_PRESENT.forEach(
        executable ->
            SearchPath.OF_ROOT
                .find(executable.name())
                .ifPresent(file -> executables.put(executable, file)));
    for (Executable executable : executables.keySet()) {
      if (SearchPath.OF_ROOT.find(executable.name()).isEmpty()) {
        Needed.isMissing(executable.name() + " is not installed; it is in " + executable.source());
      }
    }
    assertEquals(
        probe.observe(Host.live().withProofs()), observed(probe, linked(executables)), rule);
  }
}
