package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.ChangedHost;
import io.hostready.cli.Project;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two hosts that are ready, each with one thing that keeps Docker from starting again or containers
 * from starting: none of them may be called ready, and the rule that finds it is the right one.
 */
class WronglyReadyTest {

  private static final String OLDER = "ubuntu-22.04-docker-28";
  private static final String NEWER = "ubuntu-26.04-docker-29";
  private static final List<String> BOTH = List.of(OLDER, NEWER);

  private static final Map<String, String> UNIT_RULES =
      Map.of(
          "docker.service", "docker-service-unit-valid",
          "docker.socket", "docker-service-unit-valid",
          "containerd.service", "containerd-service-unit-valid");

  private static final String UNIT = "/usr/lib/systemd/system/docker.service";
  private static final String DROP_IN = "/etc/systemd/system/docker.service.d/override.conf";
  private static final String JSON = "/etc/docker/daemon.json";
  private static final String TOML = "/etc/containerd/config.toml";
  private static final String STATUS = "/var/lib/dpkg/status";

  private static final Selection SELECTION =
      Selection.of(
          RuleBook.read(
              Host.localFiles(),
              List.of(
                  new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true))),
          List.of("docker-engine"),
          List.of(),
          Map.of());

  /** A change of a host, and the rule that must fail there, at which level. */
  private record Situation(
      String name,
      List<String> hosts,
      UnaryOperator<ChangedHost> change,
      String rule,
      Level level) {

    @Override
    public String toString() {
      return name;
    }

    Situation on(String host) {
      return new Situation(name, List.of(host), change, rule, level);
    }
  }

  private static Situation required(String name, String rule, UnaryOperator<ChangedHost> change) {
    return new Situation(name, BOTH, change, rule, Level.REQUIRED);
  }

  private static Situation recommended(
      String name, String rule, UnaryOperator<ChangedHost> change) {
    return new Situation(name, BOTH, change, rule, Level.RECOMMENDED);
  }

  private static Situation option(String json) {
    return required("daemon.json " + json, "daemon-options-valid", host -> host.file(JSON, json));
  }

  private static Situation execStart(String name, String rule, String dropIn) {
    return required(name, rule, host -> host.file(DROP_IN, "[Service]\n" + dropIn + "\n"));
  }

  private static Situation containerdPackage(String status) {
    return required(
        "containerd.io " + status,
        "containerd-package-installed",
        host ->
            host.edit(
                STATUS,
                "Package: containerd.io\nStatus: install ok installed",
                "Package: containerd.io\nStatus: " + status));
  }

  private static Situation namespaces(String kind) {
    return required(
        "no " + kind + " namespaces",
        "namespace-limits-not-zero",
        host -> host.file("/proc/sys/user/max_" + kind + "_namespaces", "0\n"));
  }

  private static ChangedHost enabled(ChangedHost host, String word) {
    return host.commands(
        said ->
            said.replaceFirst("(?s)(show docker\\.service .*?UnitFileState=)enabled", "$1" + word));
  }

  private static ChangedHost loaded(ChangedHost host, String unit, String word) {
    return host.commands(
        said ->
            said.replaceFirst(
                "(?s)(show " + Pattern.quote(unit) + " .*?LoadState=)loaded", "$1" + word));
  }

  static List<Situation> situations() {
    List<Situation> all = new ArrayList<>();
    for (String json :
        List.of(
            "{\"live-restor\": true}",
            "{\"log-opts\": {\"max-size\": 10}}",
            "{\"log-opts\": [\"max-size=10m\"]}",
            "{\"iptables\": \"true\"}",
            "{\"live-restore\": 1}",
            "{\"mtu\": \"1400\"}",
            "{\"mtu\": 1400.5}",
            "{\"dns-search\": \"example.com\"}",
            "{\"dns\": [\"one.one\"]}",
            "{\"insecure-registries\": {}}",
            "{\"registry-mirrors\": [\"mirror.example\"]}",
            "{\"labels\": [\"site\"]}",
            "{\"default-ulimits\": []}",
            "{\"runtimes\": []}",
            "{\"runtimes\": {\"x\": {}}}",
            "{\"runtimes\": {\"runc\": {\"path\": \"/usr/bin/runc\"}}}",
            "{\"features\": {\"containerd-snapshotter\": \"true\"}}",
            "{\"bip\": \"172.17.0.1\"}",
            "{\"bip\": \"172.17.0.300/16\"}",
            "{\"fixed-cidr\": \"10.0.0.0\"}",
            "{\"data-root\": \"docker\"}",
            "{\"default-runtime\": \"nvidia\"}",
            "{\"exec-opts\": [\"native.cgroupdriver=cgroups\"]}",
            "{\"log-level\": \"verbose\"}",
            "{\"log-format\": \"xml\"}",
            "{\"default-ipc-mode\": \"host\"}",
            "{\"tlsverify\": true}",
            "{\"tls\": true, \"tlscert\": \"/etc/docker/cert.pem\", \"tlskey\":"
                + " \"/etc/docker/key.pem\"}",
            "{\"seccomp-profile\": \"/etc/docker/seccomp.json\"}",
            "{\"debug\": true, \"debug\": \"yes\"}",
            "{\"log-driver\": \"local\", \"log-driver\": 1}",
            "{\"graph\": \"/srv/docker\"}",
            "{\"containerd\": \"/run/containerd/containerd.sock\"}")) {
      all.add(option(json));
    }
    all.add(option("{\"nri-opts\": {\"enable\": true}}").on(OLDER));
    all.add(
        required(
                "a storage driver that nobody has",
                "storage-driver-available",
                host -> host.file(JSON, "{\"storage-driver\": \"overlay3\"}"))
            .on(OLDER));
    all.add(
        required(
            "a log driver that nobody has",
            "default-log-driver-available",
            host -> host.file(JSON, "{\"log-driver\": \"jsonfile\"}")));
    all.add(
        required(
            "the default runtime's program is missing",
            "docker-runtimes-installed",
            host ->
                host.file(
                    JSON,
                    "{\"default-runtime\": \"crun\", \"runtimes\": {\"crun\": {\"path\":"
                        + " \"/usr/bin/crun\"}}}")));
    all.add(
        recommended(
            "another runtime's program is missing",
            "docker-runtimes-installed",
            host -> host.file(JSON, "{\"runtimes\": {\"crun\": {\"path\": \"/usr/bin/crun\"}}}")));
    all.add(
        required(
            "--config-file names a broken file",
            "daemon-json-valid",
            host ->
                host.file("/srv/docker.json", "{,}")
                    .file(
                        DROP_IN,
                        "[Service]\n"
                            + "ExecStart=\n"
                            + "ExecStart=/usr/bin/dockerd --config-file /srv/docker.json\n")));
    all.add(
        execStart(
            "--config-file names no file",
            "daemon-options-valid",
            "ExecStart=\nExecStart=/usr/bin/dockerd --config-file /srv/docker.json"));
    all.add(
        execStart(
            "an unknown flag",
            "daemon-options-valid",
            "ExecStart=\nExecStart=/usr/bin/dockerd -H fd:// --live-restor"));
    all.add(
        execStart(
            "a flag with a value of another type",
            "daemon-options-valid",
            "ExecStart=\nExecStart=/usr/bin/dockerd -H fd:// --mtu large"));
    all.add(
        execStart(
            "two ExecStart",
            "docker-service-unit-valid",
            "ExecStart=/usr/bin/dockerd -H fd:// --debug"));
    all.add(recommended("disabled", "docker-starts-at-boot", host -> enabled(host, "disabled")));
    all.add(
        required(
            "masked",
            "docker-units-not-masked",
            host ->
                enabled(host, "masked").link("/etc/systemd/system/docker.service", "/dev/null")));
    UNIT_RULES.forEach(
        (unit, rule) -> {
          if (!unit.equals("docker.service")) {
            all.add(
                required(
                    unit + " masked",
                    "docker-units-not-masked",
                    host -> host.link("/etc/systemd/system/" + unit, "/dev/null")));
          }
          for (String word : List.of("bad-setting", "error", "not-found")) {
            all.add(required(unit + " " + word, rule, host -> loaded(host, unit, word)));
          }
        });
    for (String program : List.of("dockerd", "containerd")) {
      String rule = UNIT_RULES.get(program.replace("dockerd", "docker") + ".service");
      all.add(required("no " + program, rule, host -> host.without("/usr/bin/" + program)));
      all.add(
          required(
              program + " not executable", rule, host -> host.mode("/usr/bin/" + program, 0644)));
    }
    all.add(
        required(
            "a docker.service without settings",
            "docker-service-unit-valid",
            host -> host.file("/etc/systemd/system/docker.service", "#\n")));
    all.add(execStart("no ExecStart", "docker-service-unit-valid", "ExecStart="));
    all.add(
        execStart(
            "a missing EnvironmentFile",
            "docker-service-unit-valid",
            "EnvironmentFile=/etc/default/docker-site"));
    all.add(
        execStart(
            "a missing program of ExecStartPre",
            "docker-service-unit-valid",
            "ExecStartPre=/usr/local/bin/gone"));
    all.add(
        required(
            "two ExecStart of containerd",
            "containerd-service-unit-valid",
            host ->
                host.file(
                    "/etc/systemd/system/containerd.service.d/override.conf",
                    "[Service]\nExecStart=/usr/bin/containerd -l warn\n")));
    for (String status :
        List.of(
            "install reinstreq half-installed",
            "install ok unpacked",
            "install ok half-configured",
            "deinstall ok config-files",
            "purge ok not-installed")) {
      all.add(containerdPackage(status));
    }
    all.add(
        required(
            "runc not executable",
            "docker-runtimes-installed",
            host -> host.mode("/usr/bin/runc", 0644)));
    all.add(
        required("no runc", "docker-runtimes-installed", host -> host.without("/usr/bin/runc")));
    all.add(
        required(
            "containerd stopped",
            "containerd-running",
            host ->
                host.without("/proc/1098/comm")
                    .without("/proc/1229/comm")
                    .without("/run/containerd/containerd.sock")));
    all.add(
        required(
            "config.toml is not TOML",
            "containerd-config-valid",
            host -> host.file(TOML, "disabled_plugins = [cri]\n")));
    all.add(
        required(
            "containerd's runtime disabled",
            "containerd-config-valid",
            host -> host.file(TOML, "disabled_plugins = [\"io.containerd.runtime.v2.task\"]\n")));
    all.add(
        required(
                "containerd's snapshotter disabled",
                "containerd-config-valid",
                host ->
                    host.file(
                        TOML, "disabled_plugins = [\"io.containerd.snapshotter.v1.overlayfs\"]\n"))
            .on(NEWER));
    for (String kind : List.of("mnt", "net", "pid", "ipc", "uts", "cgroup")) {
      all.add(namespaces(kind));
    }
    all.add(
        required(
            "pid_max 301",
            "thread-and-pid-limits-high",
            host -> host.file("/proc/sys/kernel/pid_max", "301\n")));
    all.add(
        recommended(
            "pid_max 2048",
            "thread-and-pid-limits-high",
            host -> host.file("/proc/sys/kernel/pid_max", "2048\n")));
    all.add(
        required(
            "no group docker",
            "docker-socket-group-exists",
            host -> host.file("/etc/group", "root:x:0:\nadm:x:4:syslog\n")));
    return all;
  }

  private static HostReport report(ChangedHost host) {
    return new Checker(Clock.systemUTC(), "0.1.0")
        .direct()
        .check(host.host(), SELECTION, Level.REQUIRED);
  }

  private static ChangedHost host(String name) {
    return ChangedHost.of(name);
  }

  @Test
  void theHostsAreReady() {
    for (String host : BOTH) {
      assertEquals(Outcome.READY, report(host(host)).outcome(), host);
    }
  }

  static List<Situation> healthy() {
    return List.of(
        execStart(
            "prefixes of ExecStart= and an argv[0]",
            "daemon-options-valid",
            "ExecStart=\nExecStart=-@/usr/bin/dockerd docker -H fd://"),
        required("daemon.json null", "daemon-json-valid", host -> host.file(JSON, "null\n"))
            .on(OLDER));
  }

  @ParameterizedTest
  @MethodSource("healthy")
  void noSuchHostIsCalledNotReady(Situation situation) {
    for (String name : situation.hosts()) {
      HostReport report = report(situation.change().apply(host(name)));
      assertEquals(Outcome.READY, report.outcome(), () -> name + ": " + failing(report));
    }
  }

  @ParameterizedTest
  @MethodSource("situations")
  void noSuchHostIsCalledReady(Situation situation) {
    for (String name : situation.hosts()) {
      HostReport report = report(situation.change().apply(host(name)));
      CheckResult result =
          report.results().stream()
              .filter(each -> each.rule().id().equals(new RuleId(situation.rule())))
              .findFirst()
              .orElseThrow();
      assertTrue(result.fails(), () -> name + ": " + result.finding());
      assertEquals(situation.level(), result.level(), name);
      boolean isRequired = situation.level() == Level.REQUIRED;
      assertEquals(isRequired ? Outcome.NOT_READY : Outcome.READY, report.outcome(), name);
    }
  }

  /** One cause has one finding: what fails besides is told of by name here. */
  @ParameterizedTest
  @MethodSource("situations")
  void oneCauseHasOneFinding(Situation situation) {
    // The daemon.json that situations replace sets the nftables backend of one host.
    List<String> also =
        List.of("docker-group-empty", "inotify-limits-high", "docker-iptables-rules-present");
    for (String name : situation.hosts()) {
      List<String> before = failing(report(host(name)));
      List<String> others =
          failing(report(situation.change().apply(host(name)))).stream()
              .filter(rule -> !before.contains(rule) && !rule.equals(situation.rule()))
              .filter(rule -> !also.contains(rule))
              .toList();
      assertEquals(List.of(), others, name);
    }
  }

  private static List<String> failing(HostReport report) {
    return report.results().stream()
        .filter(CheckResult::fails)
        .map(result -> result.rule().id().value())
        .toList();
  }
}
