package io.hostready.probe;

import io.hostready.facts.AptSources;
import io.hostready.facts.AptSources.Source;
import io.hostready.facts.OsRelease;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks how apt is told to take packages from a repository. Source: sources.list(5). */
record AptSourceProbe(List<String> uris) implements Probe {

  AptSourceProbe {
    uris = uris.stream().map(AptSourceProbe::withoutScheme).distinct().toList();
  }

  private static final int READABLE_BY_OTHERS = 0004; // inode(7), S_IROTH

  static final ProbeKind KIND =
      new ProbeKind(
          "apt-source",
          "a repository among apt's sources",
          () ->
              Shape.of(
                  Shape.required(
                      "uris",
                      ValueType.oneOrMore(ValueType.text()),
                      "what its address starts with, after the scheme: a host, or a host and a path")),
          List.of(
              Facet.count("entries", "how often it is named, once for each suite"),
              Facet.words("suites", "the suites taken from it, such as noble"),
              Facet.words("files", "the files that name it"),
              Facet.words("signed-by", "the keys that it is to be signed by"),
              Facet.flag("names-keys", "whether every entry says by which key"),
              Facet.flag(
                  "contradicts",
                  "whether two entries of one suite name different keys, which apt refuses"),
              Facet.flag(
                  "fits-release",
                  "whether every suite is called after this release's codename (noble,"
                      + " noble-updates)"),
              Facet.flag(
                  "keys-readable",
                  "whether every key file is there and everybody may read it, as apt's own user"
                      + " _apt must")),
          true,
          "/etc/apt/sources.list, *.list and *.sources in /etc/apt/sources.list.d, entries that are"
              + " switched off left out; /etc/os-release (sources.list(5))",
          """
          apt-source:
            uris: download.docker.com
            expect: {contradicts: false}
          """,
          arguments -> new AptSourceProbe(arguments.texts("uris")));

  @Override
  public String subject() {
    return "apt's source " + String.join(", ", uris);
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        AptSources.read(host).sources(),
        known -> {
          List<Source> found =
              known.value().stream().filter(source -> isMeant(source.uri())).toList();
          return found.isEmpty()
              ? new Observation.Absent(
                  known.source(), List.of(Evidence.of(known.source(), subject(), null)))
              : found(host, found);
        });
  }

  /** Whether an address is one of those asked about, or lies below it. */
  private boolean isMeant(String address) {
    String plain = withoutScheme(address);
    return uris.stream().anyMatch(uri -> plain.equals(uri) || plain.startsWith(uri + "/"));
  }

  private static String withoutScheme(String uri) {
    return uri.replaceFirst("^[a-z0-9+.-]+://", "").replaceFirst("/+$", "");
  }

  private static Observation found(Host host, List<Source> sources) {
    Map<String, Value> facets = new LinkedHashMap<>();
    facets.put("entries", new Value.Count(sources.size()));
    facets.put("suites", words(sources, source -> List.of(source.suite())));
    facets.put("files", words(sources, source -> List.of(source.path())));
    facets.put("signed-by", words(sources, Source::signedBy));
    facets.put(
        "names-keys", new Value.Flag(sources.stream().noneMatch(s -> s.signedBy().isEmpty())));
    facets.put("contradicts", new Value.Flag(contradicts(sources)));
    facets.put("fits-release", fitsRelease(host, sources));
    List<Evidence> evidence = new ArrayList<>();
    for (Source source : sources) {
      String keys = source.signedBy().isEmpty() ? "any" : String.join(", ", source.signedBy());
      evidence.add(Evidence.of(source.path(), source.line(), source.name(), "signed by " + keys));
    }
    facets.put("keys-readable", keysReadable(host, sources, evidence));
    return new Observation.Found(facets, evidence);
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

  private static Value fitsRelease(Host host, List<Source> sources) {
    Optional<String> codename = OsRelease.read(host).codename();
    return codename
        .<Value>map(
            name ->
                new Value.Flag(
                    sources.stream()
                        .map(Source::suite)
                        .allMatch(suite -> suite.equals(name) || suite.startsWith(name + "-"))))
        .orElse(new Value.Unreadable("/etc/os-release", "it does not tell the codename"));
  }

  private static Value keysReadable(Host host, List<Source> sources, List<Evidence> evidence) {
    boolean areReadable = true;
    for (String key : sources.stream().flatMap(s -> s.signedBy().stream()).distinct().toList()) {
      if (!key.startsWith("/")) {
        continue; // a fingerprint, or a key in the entry itself
      }
      switch (host.status(key)) {
        case FileStatus.Present there -> {
          evidence.add(Evidence.of(key, key, there.octalMode()));
          areReadable &= (there.mode() & READABLE_BY_OTHERS) != 0;
        }
        case FileStatus.Missing() -> {
          evidence.add(Evidence.of(key, key, null));
          areReadable = false;
        }
        case FileStatus.Unreadable(String why) -> {
          return new Value.Unreadable(key, why);
        }
      }
    }
    return new Value.Flag(areReadable);
  }
}
