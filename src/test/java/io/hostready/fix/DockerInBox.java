package io.hostready.fix;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.RepositoryServer;
import java.util.ArrayList;
import java.util.List;

/** A throw-away host with a repository like Docker's, and the rule that installs Docker from it. */
final class DockerInBox {

  static final String RULE = "docker-package-installed";
  static final String SOURCES = "/etc/apt/sources.list.d/docker.sources";
  static final String KEY = "/etc/apt/keyrings/docker.asc";

  private DockerInBox() {}

  /** The rule, pointed at a repository that is served in the box. */
  static FixedBox rule(Box box, AptRepository repository, RepositoryServer server, String... more) {
    // Nothing that these hosts write has to outlive a loss of power.
    box.write("/etc/dpkg/dpkg.cfg.d/test", "force-unsafe-io\n");
    box.write("/etc/apt/apt.conf.d/test", "Acquire::Retries \"0\";\n");
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--set", "docker-repository=" + server.url().replace("/linux", "")));
    options.addAll(List.of("--set", "docker-key-fingerprint=" + repository.fingerprint()));
    options.addAll(List.of(more));
    return FixedBox.of(box, RULE, options.toArray(String[]::new));
  }

  static String version(Box box, String name) {
    return box.run("dpkg-query", "-W", "-f=${db:Status-Status} ${Version}", name).out();
  }
}
