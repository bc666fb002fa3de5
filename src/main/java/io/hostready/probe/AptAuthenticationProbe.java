package io.hostready.probe;

import io.hostready.facts.AptConfig;
import io.hostready.facts.AptConfig.Setting;
import io.hostready.facts.AptSources;
import io.hostready.facts.AptSources.Source;
import io.hostready.facts.Fact;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks whether apt takes packages that nobody has signed. Source: apt-secure(8), sources.list(5).
 */
record AptAuthenticationProbe() implements Probe {

  private static final List<String> SETTINGS =
      List.of(
          "Acquire::AllowInsecureRepositories",
          "Acquire::AllowWeakRepositories",
          "Acquire::AllowDowngradeToInsecureRepositories",
          "APT::Get::AllowUnauthenticated",
          "APT::Get::Force-Yes");

  /** Repositories on the host itself, which only root can change. */
  private static final Pattern LOCAL = Pattern.compile("(?:file|copy|cdrom):.*");

  static final ProbeKind KIND =
      new ProbeKind(
          "apt-authentication",
          "whether apt takes packages of repositories without a valid signature",
          Shape.of(),
          List.of(
              Facet.flag(
                  "required",
                  "whether no setting and no source makes apt take packages without a valid"
                      + " signature; sources of file:, copy: and cdrom: are not looked at"),
              Facet.words(
                  "exceptions",
                  "what does, such as APT::Get::AllowUnauthenticated, or trusted=yes of a source")),
          true,
          "/etc/apt/apt.conf.d and /etc/apt/apt.conf, as apt reads them (apt.conf(5)); apt's"
              + " sources (sources.list(5)); absent where there is no apt",
          """
          apt-authentication: {expect: {required: true}}
          """,
          arguments -> new AptAuthenticationProbe());

  @Override
  public String subject() {
    return "apt's check of signatures";
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        AptConfig.read(host).settings(),
        settings ->
            Observation.of(AptSources.read(host).sources(), sources -> found(settings, sources)));
  }

  private Observation found(Fact.Known<List<Setting>> settings, Fact.Known<List<Source>> sources) {
    List<String> exceptions = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (String name : SETTINGS) {
      AptConfig.last(settings.value(), name)
          .filter(setting -> AptSources.isYes(setting.value()))
          .ifPresent(
              setting -> {
                exceptions.add(name);
                evidence.add(Evidence.of(setting.path(), setting.line(), name, setting.value()));
              });
    }
    for (Source source : sources.value()) {
      if (!source.unsigned().isEmpty() && !LOCAL.matcher(source.uri()).matches()) {
        String options = String.join(", ", source.unsigned());
        exceptions.add(options + " of " + source.name());
        evidence.add(Evidence.of(source.path(), source.line(), source.name(), options));
      }
    }
    if (evidence.isEmpty()) {
      evidence.add(Evidence.of(settings.source(), subject(), "required"));
    }
    return new Observation.Found(
        Map.of(
            "required",
            exceptions.isEmpty()
                ? new Value.Flag(true)
                : new Value.Flag(
                    false,
                    evidence.stream()
                        .map(each -> each.source() + ":" + each.line().getAsInt())
                        .collect(Collectors.joining(", "))),
            "exceptions",
            new Value.Words(exceptions.stream().distinct().toList())),
        evidence);
  }
}
