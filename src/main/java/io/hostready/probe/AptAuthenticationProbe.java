package io.hostready.probe;

import io.hostready.facts.AptConfig;
import io.hostready.facts.AptConfig.Setting;
import io.hostready.facts.AptSources;
import io.hostready.facts.AptSources.Source;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks whether apt accepts unsigned packages. Source: apt-secure(8), sources.list(5). */
record AptAuthenticationProbe() implements Probe {

  /** For these, yes is insecure. */
  private static final List<String> SETTINGS =
      List.of(
          "Acquire::AllowInsecureRepositories",
          "Acquire::AllowWeakRepositories",
          "Acquire::AllowDowngradeToInsecureRepositories",
          "APT::Get::AllowUnauthenticated",
          "APT::Get::Force-Yes");

  /**
   * For these, no lets apt accept signed lists that have expired: an attacker can send old ones
   * again, with packages that have known vulnerabilities. Acquire::AllowReleaseInfoChange is not
   * included: the signer stays the same.
   */
  private static final List<String> DATES =
      List.of("Acquire::Check-Valid-Until", "Acquire::Check-Date");

  /** The scopes of apt.conf(5) for a single program of apt, such as Binary::apt::A::B. */
  private static final Pattern OF_PROGRAM =
      Pattern.compile("Binary::[^:]+::(?<name>.+)", Pattern.CASE_INSENSITIVE);

  /** Settings that move the sources; then apt reads other files than this probe. */
  private static final List<String> PLACES =
      List.of("Dir::Etc::SourceList", "Dir::Etc::SourceParts");

  /** Repositories on the host itself, which only root can change. */
  private static final Pattern LOCAL = Pattern.compile("(?:file|copy|cdrom):.*");

  static final ProbeKind KIND =
      new ProbeKind(
          "apt-authentication",
          "whether apt accepts packages without a valid signature, or expired package lists",
          MapSchema.of(),
          List.of(
              Facet.flag(
                      "required",
                      "whether no setting and no source lets apt accept packages without a valid"
                          + " signature, or expired lists; file:, copy: and cdrom: sources are"
                          + " ignored")
                  .saidIfTrue(
                      "apt requires valid signatures",
                      "apt accepts packages or lists without a valid signature"),
              Facet.words(
                      "exceptions",
                      "the settings that do, such as APT::Get::AllowUnauthenticated, or"
                          + " trusted=yes of a source")
                  .said("settings that accept missing signatures: {}")),
          true,
          "/etc/apt/apt.conf.d and /etc/apt/apt.conf, as apt reads them (apt.conf(5));"
              + " apt's sources (sources.list(5)); absent without apt",
          """
          apt-authentication: {expect: {required: true}}
          """,
          arguments -> new AptAuthenticationProbe());

  @Override
  public String subject() {
    return "apt";
  }

  @Override
  public String presence() {
    return "apt is installed";
  }

  @Override
  public String absence() {
    return "apt is not installed";
  }

  @Override
  public List<String> commands() {
    return List.of(
        "apt-config dump | grep -i -e AllowInsecure -e AllowUnauthenticated",
        "grep -rniE 'trusted|allow-insecure' /etc/apt/sources.list /etc/apt/sources.list.d");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        AptConfig.read(host).settings(),
        (settings, source) ->
            Observation.of(
                AptSources.read(host).sources(), sources -> found(settings, sources, source)));
  }

  private Observation found(List<Setting> settings, List<Source> sources, String where) {
    List<String> exceptions = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (Setting setting : holding(settings)) {
      String name = OF_PROGRAM.matcher(setting.name()).replaceFirst("${name}");
      if (isOneOf(PLACES, name)) {
        return new Observation.Unreadable(
            setting.path(), "line " + setting.line() + " moves apt's sources with " + name);
      }
      if (isOneOf(SETTINGS, name) && AptSources.isYes(setting.value())
          || isOneOf(DATES, name) && AptSources.isNo(setting.value())) {
        exceptions.add(setting.name());
        evidence.add(Evidence.of(setting.path(), setting.line(), setting.name(), setting.value()));
      }
    }
    for (Source source : sources) {
      List<String> weak = new ArrayList<>(source.unsigned());
      weak.addAll(source.undated());
      if (!weak.isEmpty() && !LOCAL.matcher(source.uri()).matches()) {
        String options = String.join(", ", weak);
        exceptions.add(options + " of " + source.name());
        evidence.add(Evidence.of(source.path(), source.line(), source.name(), options));
      }
    }
    if (evidence.isEmpty()) {
      evidence.add(Evidence.of(where, "signature verification", "required"));
    }
    return new Facets()
        .value(
            "required",
            exceptions.isEmpty()
                ? new Value.Flag(true)
                : new Value.Flag(
                    false,
                    evidence.stream()
                        .map(each -> each.source() + ":" + each.line().getAsInt())
                        .collect(Collectors.joining(", "))))
        .words("exceptions", exceptions.stream().distinct().toList())
        .found(evidence);
  }

  /** The last setting of each name, in the order of the files. */
  private static List<Setting> holding(List<Setting> settings) {
    Map<String, Setting> last = new LinkedHashMap<>();
    for (Setting setting : settings) {
      last.put(setting.name().toLowerCase(Locale.ROOT), setting);
    }
    return List.copyOf(last.values());
  }

  private static boolean isOneOf(List<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }
}
