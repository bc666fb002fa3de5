package io.hostready.fix;

import io.hostready.change.Apt;
import io.hostready.change.RequireRelease;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.Optional;

/**
 * Checks that a repository has packages for the host's release, before anything is changed. Source:
 * wiki.debian.org/DebianRepository/Format.
 */
record RequireAptSuite(String uri) implements Fix {

  private static final String OTHERWISE =
      "Wait until the repository has them, name a mirror that has them, or take the packages of the"
          + " distribution itself.";

  static final FixKind KIND =
      new FixKind(
          "require-apt-suite",
          "stops the fix if a repository has no suite for this release; a suite of"
              + " another release is never used",
          MapSchema.of(
              MapSchema.required(
                  "uri",
                  InstallSigningKey.URL,
                  "its URL; {distribution} is debian, ubuntu or raspbian; {distribution:29} is"
                      + " the directory of Docker 29")),
          "os-release(5) UBUNTU_CODENAME and VERSION_CODENAME; dists/CODENAME/Release",
          """
          require-apt-suite: {uri: "https://download.docker.com/linux/{distribution}"}
          """,
          arguments -> new RequireAptSuite(arguments.text("uri")));

  @Override
  public String description() {
    return "check that " + Distribution.description(uri) + " has packages for this OS release";
  }

  @Override
  public Optional<String> refusal(Host host) {
    return OtherSystem.refusalWithoutApt(host);
  }

  @Override
  public void plan(PlanBuilder builder) {
    Distribution distribution = Distribution.of(builder.host(), uri);
    RequireRelease look =
        new RequireRelease(
            new Apt(),
            distribution.fill(uri).replaceFirst("/+$", ""),
            distribution.codename(),
            OTHERWISE);
    if (!builder.changes().contains(look)) {
      builder.find(look);
    }
  }
}
