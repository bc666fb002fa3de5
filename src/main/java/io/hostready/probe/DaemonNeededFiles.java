package io.hostready.probe;

import io.hostready.docker.DaemonCommand;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files without which the daemon does not start. Source: moby's {@code daemon/command}. */
final class DaemonNeededFiles {

  private DaemonNeededFiles() {}

  /** The configuration file, certificates if TLS is on, the seccomp profile and the proxy. */
  static Value missing(Host host, DaemonValues values) {
    Map<String, String> needed = new LinkedHashMap<>();
    values
        .command()
        .flatMap(started -> started.value("config-file"))
        .ifPresent(path -> needed.put("config-file", path));
    boolean isByFlag =
        flag(values, "tls").filter("true"::equals).isPresent()
            || flag(values, "tlsverify").isPresent();
    if (isByFlag || values.file().containsKey("tlsverify") || values.is("tls", true)) {
      // The files in ~/.docker apply only to flags: moby's daemon/command/options.go.
      String directory = isByFlag ? "/root/.docker/" : "";
      for (String name : List.of("cert", "key")) {
        String key = "tls" + name;
        needed.put(key, values.text(key).orElse(isByFlag ? directory + name + ".pem" : ""));
      }
      values.text("tlscacert").ifPresent(path -> needed.put("tlscacert", path));
    }
    values
        .text("seccomp-profile")
        .filter(path -> !List.of("unconfined", "builtin", "default").contains(path))
        .ifPresent(path -> needed.put("seccomp-profile", path));
    values
        .text("userland-proxy-path")
        .filter(_ -> !values.is("userland-proxy", false))
        .ifPresent(path -> needed.put("userland-proxy-path", path));
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, String> each : needed.entrySet()) {
      if (each.getValue().isEmpty()) {
        missing.add(each.getKey() + " (not set)");
      } else if (each.getValue().startsWith("/")) {
        switch (host.status(each.getValue())) {
          case Present(_, _) -> {}
          case Absent(_) -> missing.add(each.getKey() + " (" + each.getValue() + ")");
          case Unreadable(_, var why) -> {
            return new Value.Unreadable(each.getValue(), why);
          }
        }
      }
    }
    return new Value.Words(missing);
  }

  private static java.util.Optional<String> flag(DaemonValues values, String name) {
    return values.command().flatMap((DaemonCommand started) -> started.value(name));
  }
}
