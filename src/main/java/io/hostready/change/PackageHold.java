package io.hostready.change;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import java.util.List;

/** Whether a package is on hold. apt-mark(8). */
public record PackageHold(String name) implements Setting {

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
    // ${db:Status-Want}: unknown, install, hold, deinstall or purge; dpkg-query(1)
    return Setting.ask(
        host,
        List.of("dpkg-query", "-W", "-f=${db:Status-Want}\\n", name),
        ended ->
            new Present<>(
                ended.exitCode() == 0 && ended.out().lines().anyMatch("hold"::equals)
                    ? HELD
                    : NOT_HELD,
                "dpkg-query -W " + name));
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return List.of(List.of("apt-mark", "-q", value.equals(HELD) ? "hold" : "unhold", name));
  }

  @Override
  public void check(String value) {
    Words.checkEither(value, HELD, NOT_HELD);
  }
}
