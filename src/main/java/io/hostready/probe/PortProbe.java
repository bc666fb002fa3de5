package io.hostready.probe;

import io.hostready.facts.ListeningSockets;
import io.hostready.facts.ListeningSockets.Listener;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Locale;

/** Checks whether a program uses a port. Source: proc_pid_net(5). */
record PortProbe(int number, String protocol) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "port",
          "a port with a listening socket",
          MapSchema.of(
              MapSchema.required("number", ValueSchema.number(1, 65535), "the port"),
              MapSchema.optional(
                  "protocol", ValueSchema.word(List.of("tcp", "udp")), "tcp (the default) or udp")),
          List.of(
              Facet.flag("loopback", "whether it listens on loopback addresses only")
                  .saidIfTrue(
                      "{subject} is open on loopback only",
                      "{subject} is open on other addresses than loopback")),
          true,
          "/proc/net/tcp, tcp6, udp, udp6 (proc_pid_net(5)); absent without a"
              + " listening socket",
          """
          port:
            number: 6443
            expect: {present: false}
          """,
          arguments ->
              new PortProbe(
                  (int) arguments.number("number", 0),
                  arguments.findText("protocol").orElse("tcp")));

  @Override
  public String subject() {
    return protocol.toUpperCase(Locale.ROOT) + " port " + number;
  }

  @Override
  public String presence() {
    return subject() + " is in use";
  }

  @Override
  public String absence() {
    return subject() + " is not in use";
  }

  @Override
  public List<String> commands() {
    return List.of("ss -ln" + (protocol.equals("udp") ? "u" : "t") + " 'sport = :" + number + "'");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        ListeningSockets.read(host, protocol).sockets(),
        (listeners, source) -> {
          List<Listener> found =
              listeners.stream().filter(listener -> listener.port() == number).toList();
          return found.isEmpty()
              ? Observation.absent(source, subject())
              : new Facets()
                  .flag("loopback", found.stream().allMatch(Listener::isLoopback))
                  .found(
                      found.stream()
                          .map(each -> Evidence.of(each.path(), each.line(), subject(), "in use"))
                          .toList());
        });
  }
}
