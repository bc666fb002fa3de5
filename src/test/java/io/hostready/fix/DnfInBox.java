package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.Box;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RpmRepository;
import java.util.ArrayList;
import java.util.List;

/**
 * A temporary host with dnf 4 and a repository like Docker's, and the rule that installs Docker.
 */
record DnfInBox(Box box, FixedBox fixed) {

  static final String REPOSITORY = "/etc/yum.repos.d/docker-ce-stable.repo";
  static final String STABLE = "http://127.0.0.1:8080/linux/rhel/9/x86_64/stable";

  static Box start() {
    return Box.with().suite("dnf").start();
  }

  /** The rule for Docker's packages, with the served repository. */
  static DnfInBox of(Box box, RpmRepository repository, String... more) {
    repository.serve(box);
    return rule(box, repository, more);
  }

  /** The same for a repository that is served already. */
  static DnfInBox rule(Box box, RpmRepository repository, String... more) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--set", "docker-repository=http://127.0.0.1:8080"));
    options.addAll(List.of("--set", "docker-rpm-key-fingerprint=" + repository.fingerprint()));
    options.addAll(List.of(more));
    return new DnfInBox(
        box, FixedBox.of(box, "docker-package-installed", options.toArray(String[]::new)));
  }

  /** The packages and keys in rpm's database. */
  static List<String> packages(Box box) {
    return box.run("rpm", "-qa").succeeds().out().lines().sorted().toList();
  }

  /** As {@link FixedBox#goesThereAndBack}, and rpm lists the same packages and keys as before. */
  ProgramRun goesThereAndBack() {
    List<String> before = packages(box);
    ProgramRun plan = fixed.goesThereAndBack();
    assertEquals(before, packages(box));
    return plan;
  }
}
