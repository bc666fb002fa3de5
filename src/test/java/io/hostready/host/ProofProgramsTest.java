package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.expect.Criterion;
import io.hostready.host.ProofScript.Program;
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
class ProofProgramsTest {

  /**
   * One has a root directory with only /usr and the like of the host, and no directory of links;
   * one asks a Docker daemon, which the machine of these tests has not, and is tried by {@code
   * scenario.ProofsTest}.
   */
  private static final List<String> ELSEWHERE =
      List.of("mount-namespace-works", "docker-runs-containers");

  /** What a proof tries where it is there; its rule asks for one of them. */
  private static final List<Program> IF_PRESENT =
      Stream.of("iptables-legacy", "iptables-nft").map(n -> new Program(n, "iptables")).toList();

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
    return switch (criterion) {
      case Criterion.Leaf(ProofProbe probe, _) -> List.of(probe);
      case Criterion.Leaf _ -> List.of();
      case Criterion.All(List<Criterion> parts) -> inAll(parts);
      case Criterion.Any(List<Criterion> parts) -> inAll(parts);
      case Criterion.None(List<Criterion> parts) -> inAll(parts);
      case Criterion.Where(Criterion condition, Criterion then) -> inAll(List.of(condition, then));
    };
  }

  private static List<ProofProbe> inAll(List<Criterion> parts) {
    return parts.stream().flatMap(part -> in(part).stream()).toList();
  }

  /** All programs of a proof, with the file that is linked for each. */
  private static Map<Program, File> programs(ProofScript proof) {
    Map<Program, File> programs = new LinkedHashMap<>();
    for (Program program :
        Stream.concat(ProofScript.ALWAYS.stream(), proof.programs().stream()).toList()) {
      programs.put(program, SearchPath.OF_ROOT.find(program.name()).orElse(new File("/bin/true")));
    }
    return programs;
  }

  private Path linked(Map<Program, File> programs) throws IOException {
    Path directory = Files.createTempDirectory(directories, "path");
    for (Map.Entry<Program, File> each : programs.entrySet()) {
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
  void withoutOneOfItsProgramsItIsUnknownAndNamesIt(String rule, ProofProbe probe)
      throws IOException {
    Map<Program, File> programs = programs(probe.proof());
    Path directory = linked(programs);
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (Program program : programs.keySet()) {
      Path link = directory.resolve(program.name());
      Files.delete(link);
      expected.add("there is no program " + program.name() + ". Install " + program.source());
      found.add(
          assertInstanceOf(
                  Observation.Unreadable.class, observed(probe, directory), () -> rule + program)
              .why());
      Files.createSymbolicLink(link, programs.get(program).toPath());
    }
    assertEquals(expected, found);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofsForLinks")
  void whatItNamesIsEnough(String rule, ProofProbe probe) throws IOException {
    Map<Program, File> programs = programs(probe.proof());
    IF_PRESENT.forEach(
        program ->
            SearchPath.OF_ROOT.find(program.name()).ifPresent(file -> programs.put(program, file)));
    for (Program program : programs.keySet()) {
      if (SearchPath.OF_ROOT.find(program.name()).isEmpty()) {
        Needed.isMissing(program.name() + " is not installed; it is in " + program.source());
      }
    }
    assertEquals(probe.observe(Host.live().withProofs()), observed(probe, linked(programs)), rule);
  }
}
