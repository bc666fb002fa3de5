package io.hostready.probe;

import io.hostready.facts.AptSources;
import io.hostready.facts.AptSources.Source;
import io.hostready.facts.OsRelease;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads apt's configuration of a repository. Source: sources.list(5). */
record AptSourceProbe(List<String> uris) implements Probe {

  /** Prints apt's sources. */
  static final String LIST_COMMAND =
      "grep -rn -e '^deb' -e '^[A-Z][A-Za-z-]*:' /etc/apt/sources.list /etc/apt/sources.list.d";

  AptSourceProbe {
    uris = uris.stream().map(Source::withoutScheme).distinct().toList();
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "apt-source",
          "the entries of a repository in apt's sources",
          MapSchema.of(
              MapSchema.required(
                  "uris",
                  ValueSchema.oneOrMore(ValueSchema.text()),
                  "the start of its URI without the scheme: a host, or a host and a path")),
          List.of(
              Facet.count("entries", "the number of entries, one for each suite")
                  .said("entries of {subject}: {}"),
              Facet.words("suites", "the suites, such as noble").said("suites of {subject}: {}"),
              Facet.words("files", "the files that have entries for it")
                  .said("files with {subject}: {}"),
              Facet.words("signed-by", "the keys in Signed-By").said("Signed-By of {subject}: {}"),
              Facet.flag("signed-by-set", "whether every entry has Signed-By")
                  .saidIfTrue(
                      "every entry of {subject} sets Signed-By",
                      "an entry of {subject} does not set Signed-By"),
              Facet.flag(
                      "signed-by-conflicts",
                      "whether two entries of one suite have different keys in Signed-By, which"
                          + " apt rejects")
                  .saidIfTrue(
                      "entries of {subject} have different Signed-By values",
                      "entries of {subject} have the same Signed-By value"),
              Facet.flag(
                      "suite-matches-release",
                      "whether every suite has this release's codename (noble,"
                          + " noble-updates), and every URI that ends with /linux/debian,"
                          + " /linux/ubuntu or /linux/raspbian is for this distribution")
                  .saidIfTrue(
                      "the suite of {subject} matches this OS release",
                      "the suite of {subject} does not match this OS release"),
              Facet.count("key-files", "the number of key files in Signed-By")
                  .said("key files of {subject}: {}"),
              Facet.flag(
                      "keys-readable",
                      "whether every key file exists, is readable by apt's user _apt, and is"
                          + " armored if its name ends with .asc, else binary")
                  .saidIfTrue(
                      "apt can read the key files of {subject}",
                      "apt cannot read a key file of {subject}")),
          true,
          "/etc/apt/sources.list, *.list and *.sources in /etc/apt/sources.list.d,"
              + " without disabled entries; /etc/os-release (sources.list(5))",
          """
          apt-source:
            uris: download.docker.com
            expect: {signed-by-conflicts: false}
          """,
          arguments -> new AptSourceProbe(arguments.texts("uris")));

  @Override
  public String subject() {
    return "apt repository " + String.join(", ", uris);
  }

  @Override
  public String presence() {
    return subject() + " is configured";
  }

  @Override
  public String absence() {
    return subject() + " is not configured";
  }

  @Override
  public List<String> commands() {
    return List.of(LIST_COMMAND);
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        AptSources.read(host).sources(),
        (sources, where) -> {
          List<Source> found = sources.stream().filter(source -> source.isOf(uris)).toList();
          return found.isEmpty() ? Observation.absent(where, subject()) : found(host, found);
        });
  }

  private static Observation found(Host host, List<Source> sources) {
    Facets facets = new Facets();
    facets.count("entries", sources.size());
    facets.value("suites", words(sources, source -> List.of(source.suite())));
    facets.value("files", words(sources, source -> List.of(source.path())));
    facets.value("signed-by", words(sources, Source::shownKeys));
    facets.flag("signed-by-set", sources.stream().noneMatch(s -> s.signedBy().isEmpty()));
    facets.flag("signed-by-conflicts", contradicts(sources));
    facets.value("suite-matches-release", SuiteCheck.of(OsRelease.read(host), sources));
    List<Evidence> evidence = new ArrayList<>();
    for (Source source : sources) {
      String keys = source.signedBy().isEmpty() ? "any" : String.join(", ", source.shownKeys());
      evidence.add(Evidence.of(source.path(), source.line(), source.name(), "signed by " + keys));
    }
    List<String> keyFiles =
        sources.stream().flatMap(source -> source.keyFiles().stream()).distinct().toList();
    facets.count("key-files", keyFiles.size());
    facets.value("keys-readable", AptKeyFiles.areReadable(host, keyFiles, evidence));
    return facets.found(evidence);
  }

  private static Value words(List<Source> sources, Function<Source, List<String>> part) {
    return new Value.Words(
        sources.stream().flatMap(source -> part.apply(source).stream()).distinct().toList());
  }

  private static boolean contradicts(List<Source> sources) {
    return sources.stream()
        .collect(
            Collectors.groupingBy(
                Source::name, Collectors.mapping(Source::signedBy, Collectors.toSet())))
        .values()
        .stream()
        .anyMatch(keys -> keys.size() > 1);
  }
}
