package io.hostready.change;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.List;

/** Whether a package is on hold. apt-mark(8), dnf-versionlock(8). */
public record PackageHold(PackageManager manager, String name) implements Setting {

  public static final String HELD = "held";
  public static final String NOT_HELD = "not held";

  public PackageHold {
    PackageRequest.checkName(name);
  }

  @Override
  public String description() {
    return "hold of package " + name;
  }

  @Override
  public ChangeSummary change(String value) {
    return ChangeSummary.change(value.equals(HELD) ? "hold" : "unhold", "package " + name);
  }

  @Override
  public Reading<String> read(Host host) {
    return manager.readHold(host, name);
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return List.of(
        value.equals(HELD) ? manager.hold(List.of(name)) : manager.unhold(List.of(name)));
  }

  @Override
  public void check(String value) {
    Words.checkEither(value, HELD, NOT_HELD);
  }
}
