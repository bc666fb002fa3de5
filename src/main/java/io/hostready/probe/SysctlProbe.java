package io.hostready.probe;

import io.hostready.facts.SysctlKey;
import io.hostready.facts.SysctlSettings;
import io.hostready.facts.SysctlSettings.Setting;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;

/** Reads the current value of a sysctl and its value after the next boot. Source: sysctl.d(5). */
record SysctlProbe(SysctlKey key) implements Probe {

  private static final String KEY = "(?!.*\\.\\.)[A-Za-z0-9_-]+([./][A-Za-z0-9_:@-]+)+";

  static final ProbeKind KIND =
      new ProbeKind(
          "sysctl",
          "a kernel parameter, now and at boot",
          MapSchema.of(
              MapSchema.required(
                  "key",
                  ValueSchema.matching("a key such as net.ipv4.ip_forward", KEY),
                  "the parameter, with dots or slashes; net.ipv4.conf.eth0/100.forwarding names"
                      + " the interface eth0.100")),
          List.of(
              Facet.text("live", "its value now, with single spaces").said("{subject} = {}"),
              Facet.text(
                      "at-boot",
                      "the last value in sysctl.d and sysctl.conf, and in ufw's file if ufw is"
                          + " enabled; missing if no file sets it, so that the kernel's default"
                          + " applies")
                  .said("({} at boot)", "(no sysctl file sets it)"),
              Facet.text(
                      "sysctl-system",
                      "the value that 'sysctl --system' sets; missing if it does not set the key")
                  .said("({} after 'sysctl --system')", "('sysctl --system' does not set it)")),
          true,
          "/proc/sys; sysctl.d in /etc, /run, /usr/local/lib, /usr/lib and /lib,"
              + " sorted by name; a file masks files of the same name in later directories"
              + " (sysctl.d(5)); /etc/sysctl.conf, at boot only if it is linked from there,"
              + " or if a start script of sysvinit, upstart or OpenRC reads it and systemd"
              + " is not installed; at boot, if ufw is enabled, its IPT_SYSCTL last."
              + " net.ipv4.conf.all.forwarding is another name of net.ipv4.ip_forward, and"
              + " net.ipv6.conf.all.forwarding sets that of default too",
          """
          sysctl:
            key: net.ipv4.ip_forward
            expect:
              live: "1"
              at-boot: "1"
          """,
          arguments -> new SysctlProbe(SysctlKey.parse(arguments.text("key"))));

  @Override
  public String subject() {
    return key.toString();
  }

  @Override
  public String presence() {
    return "sysctl " + key + " exists";
  }

  @Override
  public String absence() {
    return "sysctl " + key + " does not exist";
  }

  @Override
  public List<String> commands() {
    String name = key.toString();
    return List.of(
        name.contains("*")
            ? "sysctl -ar '^" + name.replace(".", "\\.").replace("*", ".*") + "$'"
            : ShellCommand.of("sysctl", name));
  }

  @Override
  public Observation observe(Host host) {
    List<Evidence> evidence = new ArrayList<>();
    Reading<String> file = host.text(key.file());
    if (file instanceof Present(var content, var path)) {
      evidence.add(Evidence.of(path, key.dotted(), SysctlSettings.words(content)));
    }
    SysctlSettings settings = SysctlSettings.read(host);
    Value atBoot = written(settings.atBoot(key), evidence);
    Value bySysctlSystem = written(settings.bySysctlSystem(key), evidence);
    if (file instanceof Absent(var path) && host.has("/proc/sys")) {
      evidence.addFirst(Evidence.of(path, key.dotted(), null));
      return new Observation.Absent(path, evidence);
    }
    Value live =
        Value.of(
            file.or(
                () ->
                    new Unreadable<>(
                        "/proc/sys", "no such directory: no kernel runs in this tree")),
            content -> new Value.Text(SysctlSettings.words(content)));
    return new Facets()
        .value("live", live)
        .value("at-boot", atBoot)
        .value("sysctl-system", bySysctlSystem)
        .found(evidence);
  }

  private static Value written(Reading<Setting> setting, List<Evidence> evidence) {
    return Value.of(
        setting,
        (known, source) -> {
          Evidence line = Evidence.of(source, known.line(), known.key().dotted(), known.value());
          if (!evidence.contains(line)) {
            evidence.add(line);
          }
          return new Value.Text(known.value());
        });
  }
}
