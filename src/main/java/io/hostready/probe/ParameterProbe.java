package io.hostready.probe;

import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Optional;

/**
 * Reads a parameter of the pack. The reader of criteria sets the value, so that this reads no host.
 */
public record ParameterProbe(String name, Optional<String> value) implements Probe {

  public static final ProbeKind KIND =
      new ProbeKind(
          "parameter",
          "the value of a parameter of the pack",
          MapSchema.of(MapSchema.required("name", ValueSchema.text(), "the parameter's name")),
          List.of(
              Facet.text("text", "the value as text").said("{subject} is {}"),
              Facet.version("version", "the value as a version").said("{subject} is {}")),
          false,
          "the pack's default, what it detects on the host, or --set NAME=VALUE",
          """
          parameter:
            name: docker-version
            expect: {version: {below: 25}}
          """,
          arguments -> new ParameterProbe(arguments.text("name"), Optional.empty()));

  /** The same probe with the value bound. */
  public ParameterProbe bound(String known) {
    return new ParameterProbe(name, Optional.of(known));
  }

  @Override
  public String subject() {
    return name;
  }

  @Override
  public List<String> commands() {
    return List.of();
  }

  @Override
  public Observation observe(Host host) {
    if (value.isEmpty()) {
      return new Observation.Unreadable("parameter " + name, "no value was given");
    }
    Facets facets = new Facets();
    facets.text("text", value.get());
    try {
      facets.value("version", new Value.Version(VersionNumber.parse(value.get())));
    } catch (IllegalArgumentException notAVersion) {
      facets.value("version", new Value.Unreadable(subject(), notAVersion.getMessage()));
    }
    return facets.found(Evidence.of("parameters", name, value.get()));
  }
}
