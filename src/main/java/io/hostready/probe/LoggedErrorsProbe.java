package io.hostready.probe;

import io.hostready.docker.JournaldLog;
import io.hostready.docker.KernelLog;
import io.hostready.docker.LastStart;
import io.hostready.docker.LoggedErrors;
import io.hostready.docker.LoggedErrors.Match;
import io.hostready.docker.LoggedService;
import io.hostready.docker.MessageTable;
import io.hostready.docker.RootlessLog;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds known errors in the log of the running daemon or of the kernel. Source: journalctl(1). */
record LoggedErrorsProbe(Log log) implements Probe {

  /** A log. */
  enum Log {
    DOCKER(MessageTable.DAEMON, LoggedService.DOCKER.commandForPeople()) {
      @Override
      Reading<List<String>> read(Host host) {
        return LoggedService.DOCKER
            .read(host)
            .map(lines -> LastStart.messagesSince(LoggedService.DOCKER, lines));
      }
    },
    ROOTLESS(MessageTable.DAEMON, RootlessLog.commandForPeople()) {
      @Override
      Reading<List<String>> read(Host host) {
        return RootlessLog.read(host);
      }
    },
    JOURNALD(MessageTable.DAEMON, JournaldLog.commandForPeople()) {
      @Override
      Reading<List<String>> read(Host host) {
        return JournaldLog.read(host);
      }
    },
    KERNEL(MessageTable.KERNEL, KernelLog.commandForPeople()) {
      @Override
      Reading<List<String>> read(Host host) {
        return KernelLog.read(host);
      }
    };

    private final MessageTable table;
    private final String command;

    Log(MessageTable table, String command) {
      this.table = table;
      this.command = command;
    }

    abstract Reading<List<String>> read(Host host);

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "logged-errors",
          "known errors in the log of the running Docker daemon, of rootless daemons or of the"
              + " kernel",
          MapSchema.of(
              MapSchema.required(
                  "log",
                  ValueSchema.word(List.of("docker", "rootless", "journald", "kernel")),
                  "docker: dockerd's errors and warnings since its last start; rootless: those of"
                      + " rootless daemons; journald: its messages about itself since its last"
                      + " start; kernel: the kernel's messages since the last boot")),
          List.of(
              Facet.text("cause", "the causes, as clauses, the worst and latest first")
                  .said("{subject}: {}"),
              Facet.text("message", "the last line with the first cause").said("log: {}"),
              Facet.text("remedy", "what to do about the first cause").said("remedy: {}"),
              Facet.words("rules", "the rules that check the causes").said("rules: {}"),
              Facet.count("count", "the number of lines with known errors")
                  .said("lines of {subject} with known errors: {}"),
              Facet.flag("severe", "whether one of them is never harmless")
                  .saidIfTrue("{subject} has severe errors", "{subject} has no severe errors")),
          true,
          "docker: the log as for unit-log. rootless: journalctl _SYSTEMD_USER_UNIT=docker.service."
              + " journald: journalctl -u systemd-journald.service. kernel: journalctl -k, else"
              + " dmesg, else /var/log/kern.log and similar files. Absent: a log was read and has"
              + " no known error. Known errors are in tables of messages of moby, runc and Linux",
          """
          logged-errors:
            log: kernel
            expect: {present: false}
          """,
          arguments ->
              new LoggedErrorsProbe(Log.valueOf(arguments.text("log").toUpperCase(Locale.ROOT))));

  /** The errors by the logs of a host, each read once. */
  private static final class Known {

    private final Map<Log, Reading<LoggedErrors>> byLog = new ConcurrentHashMap<>();

    Reading<LoggedErrors> of(Log log, Host host) {
      return byLog.computeIfAbsent(
          log, each -> each.read(host).map(messages -> LoggedErrors.of(each.table, messages)));
    }
  }

  @Override
  public String subject() {
    return "the " + log.word() + " log";
  }

  @Override
  public String presence() {
    return subject() + " has a known error";
  }

  @Override
  public String absence() {
    return subject() + " has no known error";
  }

  @Override
  public List<String> commands() {
    return List.of(log.command);
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        host.fact(Known.class, _ -> new Known()).of(log, host),
        "known errors",
        (errors, source) -> {
          List<Match> matches = errors.matches();
          return matches.isEmpty()
              ? Observation.absent(source, "known errors")
              : new Facets()
                  .text(
                      "cause",
                      String.join(
                          "; ", matches.stream().map(m -> m.explanation().cause()).toList()))
                  .text("message", matches.getFirst().message())
                  .text("remedy", matches.getFirst().explanation().remedy())
                  .words(
                      "rules",
                      matches.stream()
                          .flatMap(m -> m.explanation().rules().stream())
                          .distinct()
                          .toList())
                  .count("count", matches.stream().mapToInt(Match::count).sum())
                  .flag("severe", matches.stream().anyMatch(Match::isError))
                  .found(
                      matches.stream()
                          .map(m -> Evidence.of(source, m.explanation().cause(), m.message()))
                          .toList());
        });
  }
}
