package io.hostready.fix;

import static io.hostready.fix.DockerInBox.version;
import static io.hostready.fix.FixedBox.CHANGES;
import static io.hostready.fix.FixedBox.FAILED;
import static io.hostready.fix.FixedBox.READY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.AptCommands;
import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.TreeSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages come from the repository that the plan names, and its key has signed them. */
@NeedsBox
class PackageOriginInBoxTest {

  private static final String INSECURE =
      """
      Acquire::AllowInsecureRepositories "true";
      Acquire { AllowWeakRepositories "1"; };
      APT::Get::AllowUnauthenticated "yes";
      APT::Get::Force-Yes "true";
      """;

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void settingsThatTakeUnsignedPackagesDoNotHoldForAFix(String suite) {
    try (Box box = Box.with().suite(suite).start()) {
      AptRepository repository = AptRepository.docker(suite);
      RepositoryServer server = repository.serve(box);
      FixedBox fixed = DockerInBox.rule(box, repository, server);
      repository.signWithAnotherKey();
      box.write("/etc/apt/apt.conf.d/99insecure", INSECURE);
      TreeSnapshot before = fixed.snapshot();
      ProgramRun fix = fixed.fix().exits(FAILED);
      assertTrue(fix.said().contains("is not signed"), fix.toString());
      assertFalse(box.exists("/usr/bin/dockerd"), "Docker is installed all the same");
      fixed.undo().exits(READY);
      fixed.assertUnchanged(before, "a fix that failed, and undo");
      // That apt itself would have taken them.
      server.addToApt(suite);
      box.run("apt-get", "update", "--error-on=any").succeeds();
      box.run("apt-get", "-y", "--download-only", "install", "docker-ce").succeeds();
      box.run("apt-get", "clean").succeeds();
      List<String> own = new ArrayList<>(AptCommands.install(List.of("docker-ce"), false).argv());
      own.add(1, "--download-only");
      ProgramRun refused = box.run(own.toArray(String[]::new)).fails();
      assertTrue(refused.said().contains("without --allow-unauthenticated"), refused.toString());

      ProgramRun check =
          new FixedBox(box, "apt-signatures-required", fixed.options()).check().fails();
      assertTrue(check.out().contains("/etc/apt/apt.conf.d/99insecure:1"), check.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void packagesOfATrustedStrangerAreRefused(String suite) {
    try (Box box = Box.with().suite(suite).start()) {
      AptRepository repository = AptRepository.docker(suite);
      RepositoryServer docker = repository.serve(box);
      FixedBox fixed = DockerInBox.rule(box, repository, docker);
      String stranger = AptRepository.stranger(suite).serve(box).url(suite);
      box.write(
          "/etc/apt/sources.list.d/stranger.list",
          "deb [trusted=yes] " + stranger + " " + suite + " stable\n");
      box.run("apt-get", "update", "--error-on=any").succeeds();
      TreeSnapshot before = fixed.snapshot();
      ProgramRun plan = fixed.plan().exits(CHANGES);
      assertTrue(plan.out().contains("only from " + docker.url(suite)), plan.out());
      ProgramRun fix = fixed.fix().exits(FAILED);
      assertTrue(fix.said().contains("docker-ce 5:29.9.9"), fix.toString());
      assertTrue(fix.said().contains("from " + stranger), fix.toString());
      assertFalse(box.exists("/usr/bin/dockerd"), "Docker is installed all the same");
      fixed.undo().exits(READY);
      fixed.assertUnchanged(before, "a fix that failed, and undo");

      ProgramRun check =
          new FixedBox(box, "apt-signatures-required", fixed.options()).check().fails();
      assertTrue(check.out().contains("stranger.list:1"), check.toString());

      box.run("rm", "/etc/apt/sources.list.d/stranger.list").succeeds();
      fixed.fix().exits(READY);
      assertEquals("installed", version(box, "docker-ce").split(" ")[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void packagesOfATrustedSourceBelowTheRepositoryAreRefusedInThePlanAndAfterIt(String suite) {
    try (Box box = Box.with().suite(suite).start()) {
      AptRepository repository = AptRepository.docker(suite);
      repository.nest(AptRepository.stranger(suite), suite, "internal");
      RepositoryServer docker = repository.serve(box);
      FixedBox fixed = DockerInBox.rule(box, repository, docker);
      String below = docker.url(suite) + "/internal";
      String plan = fixed.plan("-o", "/root/plan.json").exits(CHANGES).out();
      assertTrue(plan.contains("only from " + docker.url(suite)), plan);
      box.write(
          "/etc/apt/sources.list.d/internal.list",
          "deb [trusted=yes] " + below + "/./x/.. " + suite + " stable\n");
      ProgramRun refused = fixed.plan().exits(READY);
      assertTrue(
          refused.out().replaceAll("\\s+", " ").contains("has trusted=yes and is in"),
          refused.toString());
      box.run("apt-get", "update", "--error-on=any").succeeds();
      TreeSnapshot before = fixed.snapshot();
      ProgramRun fix = box.hostready("fix", "--plan", "/root/plan.json").exits(FAILED);
      assertTrue(fix.said().contains("apt would take docker-ce 5:29.9.9"), fix.toString());
      assertTrue(fix.said().contains("from " + below), fix.toString());
      assertFalse(box.exists("/usr/bin/dockerd"), "Docker is installed all the same");
      fixed.undo().exits(READY);
      fixed.assertUnchanged(before, "a fix that failed, and undo");
    }
  }
}
