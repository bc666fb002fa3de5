package io.hostready.probe;

import io.hostready.facts.AptConfig;
import io.hostready.facts.AptConfig.Setting;
import io.hostready.facts.AptSources;
import io.hostready.facts.AptSources.Source;
import io.hostready.facts.DpkgStatus;
import io.hostready.facts.OriginPattern;
import io.hostready.facts.OsRelease;
import io.hostready.host.Host;
import io.hostready.text.TimeLimitedRegex;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Checks whether apt upgrades packages of Docker's repository automatically. Source:
 * unattended-upgrades' README, apt.systemd.daily.
 */
record UnattendedUpgradesProbe(List<String> packages, List<String> uris) implements Probe {

  private static final String PERIODIC = "APT::Periodic::";
  private static final String SCOPE = "Unattended-Upgrade::";

  // The fields in the Release file of every suite below https://download.docker.com/linux.
  private static final String ORIGIN = "Docker";
  private static final String LABEL = "Docker CE";

  UnattendedUpgradesProbe {
    packages = List.copyOf(packages);
    uris = uris.stream().map(Source::withoutScheme).distinct().toList();
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "unattended-upgrades",
          "whether unattended-upgrades upgrades Docker's packages",
          MapSchema.of(
              MapSchema.required(
                  "packages",
                  ValueSchema.oneOrMore(ValueSchema.text()),
                  "packages; the installed ones count"),
              MapSchema.required(
                  "uris",
                  ValueSchema.oneOrMore(ValueSchema.text()),
                  "the start of the repository's URI without the scheme: a host, or a host and"
                      + " a path")),
          List.of(
              Facet.flag("enabled", "whether unattended upgrades are enabled")
                  .saidIfTrue("{subject} is enabled", "{subject} is disabled"),
              Facet.flag(
                      "blacklisted",
                      "whether a regular expression in Package-Blacklist matches the start of each"
                          + " package's name")
                  .saidIfTrue(
                      "Package-Blacklist contains the Docker packages",
                      "Package-Blacklist does not contain all Docker packages"),
              Facet.flag(
                      "origin-allowed",
                      "whether Docker's repository is among Allowed-Origins or Origins-Pattern")
                  .saidIfTrue(
                      "{subject} upgrades from Docker's repository",
                      "{subject} does not upgrade from Docker's repository")),
          true,
          "/etc/apt/apt.conf.d and /etc/apt/apt.conf, as apt reads them (apt.conf(5));"
              + " /var/lib/dpkg/status, apt's sources and /etc/os-release",
          """
          unattended-upgrades:
            packages: docker-ce
            uris: download.docker.com
            expect: {blacklisted: true}
          """,
          arguments ->
              new UnattendedUpgradesProbe(arguments.texts("packages"), arguments.texts("uris")));

  @Override
  public String subject() {
    return "unattended-upgrades";
  }

  @Override
  public List<String> commands() {
    return List.of(
        "apt-config dump | grep -i Unattended-Upgrade", ShellCommand.of("apt-mark", "showhold"));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        AptConfig.read(host).settings(), (settings, source) -> observe(host, settings, source));
  }

  private Observation observe(Host host, List<Setting> settings, String where) {
    List<Evidence> evidence = new ArrayList<>();
    Facets facets = new Facets();
    facets.flag("enabled", isOn(settings, evidence));
    facets.value("blacklisted", excepted(host, settings, evidence));
    facets.flag("origin-allowed", takes(host, settings, evidence));
    if (evidence.isEmpty()) {
      evidence.add(Evidence.of(where, subject(), null));
    }
    return facets.found(evidence);
  }

  /** apt.systemd.daily is off at 0 days, which is also the default. */
  private static boolean isOn(List<Setting> settings, List<Evidence> evidence) {
    return !isZero(settings, "Unattended-Upgrade", "0", evidence)
        && !isZero(settings, "Enable", "1", evidence);
  }

  private static boolean isZero(
      List<Setting> settings, String name, String otherwise, List<Evidence> evidence) {
    return AptConfig.last(settings, PERIODIC + name)
        .map(
            setting -> {
              evidence.add(evidence(setting));
              return setting.value();
            })
        .filter(value -> !value.isBlank())
        .orElse(otherwise)
        .matches("0+[smhd]?");
  }

  private Value excepted(Host host, List<Setting> settings, List<Evidence> evidence) {
    List<Setting> exceptions = AptConfig.items(settings, SCOPE + "Package-Blacklist");
    TimeLimitedRegex search = new TimeLimitedRegex();
    boolean areAll = true;
    for (String name : installed(host)) {
      boolean isOne = false;
      for (Setting exception : exceptions) {
        try {
          if (search.find(fromStart(exception.value()), name).isPresent()) {
            evidence.add(evidence(exception));
            isOne = true;
          }
        } catch (PatternSyntaxException invalid) {
          evidence.add(evidence(exception)); // it excludes nothing
        } catch (TimeLimitedRegex.SearchTimeoutException givenUp) {
          return new Value.Unreadable(exception.path(), String.valueOf(givenUp.getMessage()));
        }
      }
      areAll &= isOne;
    }
    return new Value.Flag(areAll);
  }

  /** As Python's re.match, which need not match the whole name. */
  private static Pattern fromStart(String expression) {
    return Pattern.compile("\\A(?:" + expression + ")");
  }

  private List<String> installed(Host host) {
    DpkgStatus dpkg = DpkgStatus.read(host);
    List<String> installed =
        packages.stream()
            .filter(name -> dpkg.entries(name).stream().anyMatch(DpkgStatus.Entry::isInstalled))
            .toList();
    return installed.isEmpty() ? packages : installed;
  }

  private boolean takes(Host host, List<Setting> settings, List<Evidence> evidence) {
    String codename = OsRelease.read(host).codename().orElse("");
    OriginPattern.Repository repository = repository(host, codename);
    boolean takes = false;
    for (String list : List.of("Allowed-Origins", "Origins-Pattern")) {
      for (Setting item : AptConfig.items(settings, SCOPE + list)) {
        OriginPattern pattern =
            list.equals("Allowed-Origins")
                ? OriginPattern.ofAllowedOrigin(item.value())
                : new OriginPattern(item.value());
        if (pattern.takes(repository, codename)) {
          evidence.add(evidence(item));
          takes = true;
        }
      }
    }
    return takes;
  }

  /** Docker's suites have the name of the release, and so have their codenames. */
  private OriginPattern.Repository repository(Host host, String codename) {
    Set<String> suites = new HashSet<>();
    AptSources.read(host).sources().orElse(List.of()).stream()
        .filter(source -> source.isOf(uris))
        .forEach(source -> suites.add(source.suite()));
    if (!codename.isEmpty()) {
      suites.add(codename);
    }
    Set<String> sites =
        uris.stream().map(uri -> uri.replaceFirst("[:/].*", "")).collect(Collectors.toSet());
    return new OriginPattern.Repository(ORIGIN, LABEL, sites, suites);
  }

  private static Evidence evidence(Setting setting) {
    return Evidence.of(
        setting.path(), setting.line(), setting.name().replaceFirst("::$", ""), setting.value());
  }
}
