package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.cli.Project;
import io.hostready.expect.Criterion;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.probe.ProofProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** overlay-mount-works tries overlay where the layers of the host's Docker lie. */
class LayersProofTest {

  private static final Host HOST =
      FakeHost.with("/proc/sys/kernel/osrelease", "6.8.0\n")
          .file("/proc/filesystems", "nodev\toverlay\n\text4\n")
          .file("/proc/self/mountinfo", "20 1 8:1 / / rw - ext4 /dev/a rw\n")
          .file("/etc/docker/daemon.json", "{\"data-root\": \"/srv/docker\"}")
          .file("/etc/containerd/config.toml", "root = \"/srv/containerd\" # the large disk\n")
          .directory("/usr/bin")
          .directory("/dev")
          .host();

  private static List<Criterion.Where> cases(String version) {
    RuleBook book =
        RuleBook.read(
            Host.localFiles(),
            List.of(
                new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));
    Selection selection =
        Selection.proving(
            book, List.of("docker-engine"), List.of(), Map.of("docker-version", version));
    Rule rule = selection.find(new RuleId("overlay-mount-works")).orElseThrow();
    Criterion.All all = (Criterion.All) rule.check().bind(selection.parametersFor(HOST));
    return all.parts().stream().map(Criterion.Where.class::cast).toList();
  }

  private static ProofProbe proof(Criterion.Where one) {
    return (ProofProbe) ((Criterion.Leaf) one.then()).probe();
  }

  @ParameterizedTest
  @CsvSource({"19.03, /srv/docker", "28, /srv/docker", "29, /srv/containerd"})
  void itIsTriedInTheDirectoryOfTheImageStore(String version, String directory) {
    List<String> directories = new ArrayList<>();
    for (Criterion.Where one : cases(version)) {
      if (one.condition().judge(HOST).passes()) {
        directories.add(proof(one).proof().directory().orElseThrow());
      }
    }
    assertEquals(List.of(directory), directories);
  }

  @Test
  void theSameIsTriedInEachAndShownOnce() {
    assertEquals(1, cases("29").stream().map(one -> proof(one).script()).distinct().count());
    String page = Project.hostready("rules", "show", "overlay-mount-works").out();
    assertEquals(2, page.split("mount -t overlay ", -1).length, page);
  }
}
