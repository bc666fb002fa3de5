package io.hostready.probe;

import io.hostready.text.VersionNumber;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;

/** The argument {@code docker-version} of probes that depend on the version of Docker. */
final class DockerVersionArgument {

  private static final String NAME = "docker-version";

  static final MapSchema.Key KEY =
      MapSchema.required(
          NAME,
          ValueSchema.matching("a version such as 29 or 1.6.2", "\\d.*"),
          "the version of Docker");

  private DockerVersionArgument() {}

  static VersionNumber of(Values arguments) {
    return VersionNumber.parse(arguments.text(NAME));
  }
}
