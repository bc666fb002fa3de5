package io.hostready.probe;

import io.hostready.docker.KnownMessage.Explanation;
import io.hostready.docker.LastStart;
import io.hostready.docker.LoggedService;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Reads why the last start of a service failed, from the log. Source: journalctl(1). */
record UnitLogProbe(LoggedService service) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "unit-log",
          "the log of the last start of Docker or containerd: the error that ended it",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.word(
                      Arrays.stream(LoggedService.values()).map(LoggedService::unit).toList()),
                  "the unit; docker.service has the lines of docker.socket, too")),
          List.of(
              Facet.text("error", "the line of the log that ended the last start, if it failed")
                  .said("log of {subject}: {}", "the last start of {subject} did not fail"),
              Facet.text("cause", "the cause of a known error, as a clause")
                  .said("cause: {}", "the cause is not known"),
              Facet.words("rules", "the rules that check the cause").said("rules: {}"),
              Facet.text("remedy", "what to do about a known error")
                  .said("remedy: {}", "no remedy is known"),
              Facet.text(
                      "step",
                      "the step of dockerd's start that has started and not ended: Loading"
                          + " containers")
                  .said("the start has not finished: {}", "no step of the start is unfinished")),
          true,
          "the journal of this boot (journalctl -b -u NAME), or a recorded journalctl or systemctl"
              + " status; without a journal /var/log/docker.log, /var/log/daemon.log,"
              + " /var/log/syslog, /var/log/messages and similar files. Absent: a log was read and"
              + " has no line of it. Known errors are those of moby, containerd and systemd",
          """
          unit-log:
            name: docker.service
            expect: {rules: {lacks: containerd-running}}
          """,
          arguments -> new UnitLogProbe(LoggedService.of(arguments.text("name")).orElseThrow()));

  /** The last starts by the logs of a host, each read once. */
  private static final class Starts {

    private final Map<LoggedService, Reading<LastStart>> known = new ConcurrentHashMap<>();

    Reading<LastStart> of(LoggedService service, Host host) {
      return known.computeIfAbsent(
          service, each -> each.read(host).map(lines -> LastStart.of(each, lines)));
    }
  }

  @Override
  public String subject() {
    return service.unit();
  }

  @Override
  public String presence() {
    return "the log has lines of " + service.unit();
  }

  @Override
  public String absence() {
    return "the log has no lines of " + service.unit();
  }

  @Override
  public List<String> commands() {
    return List.of(service.commandForPeople());
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        host.fact(Starts.class, _ -> new Starts()).of(service, host),
        (start, source) -> {
          return new Facets()
              .value("error", Value.text(start.error(), source))
              .value("cause", text(start, Explanation::cause, source))
              .words("rules", start.explanation().map(Explanation::rules).orElse(List.of()))
              .value("remedy", text(start, Explanation::remedy, source))
              .value("step", Value.text(start.step(), source))
              .found(Evidence.of(source, "last start", start.error().orElse("no error")));
        });
  }

  private static Value text(LastStart start, Function<Explanation, String> part, String source) {
    return Value.text(start.explanation().map(part).filter(value -> !value.isEmpty()), source);
  }
}
