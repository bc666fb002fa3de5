package io.hostready.expect;

import io.hostready.host.Host;
import io.hostready.probe.Observation;
import io.hostready.probe.Probe;
import java.util.List;

/** A probe of which only the words are asked for. */
record NamedProbe(String subject) implements Probe {

  @Override
  public List<String> commands() {
    return List.of();
  }

  @Override
  public Observation observe(Host host) {
    throw new UnsupportedOperationException();
  }
}
