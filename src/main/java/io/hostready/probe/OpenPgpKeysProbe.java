package io.hostready.probe;

import io.hostready.facts.MatchingPaths;
import io.hostready.facts.OpenPgpKeys;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the public keys in files. Source: RFC 9580, apt-secure(8). */
record OpenPgpKeysProbe(List<String> paths, String fingerprint) implements Probe {

  private static final String FORM = "([0-9A-Fa-f]{4} *){10}";

  static final ValueSchema<String> FINGERPRINT =
      ValueSchema.matching("forty hexadecimal digits, with or without spaces", FORM);

  static final List<Facet> FACETS =
      List.of(
          Facet.flag("holds", "whether the key is one of them")
              .saidIfTrue(
                  "{subject} include the expected key",
                  "{subject} do not include the expected key"),
          Facet.flag("only", "whether there is no other key")
              .saidIfTrue("all {subject} are the expected key", "{subject} include another key"),
          Facet.words("fingerprints", "the keys, without spaces").said("{subject}: {}"));

  OpenPgpKeysProbe {
    paths = List.copyOf(paths);
    fingerprint = plain(fingerprint);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "openpgp-keys",
          "OpenPGP public keys in files, such as signing keys of repositories",
          MapSchema.of(
              MapSchema.required(
                  "paths",
                  ValueSchema.oneOrMore(ValueSchema.path()),
                  "the files; * and ? are wildcards"),
              MapSchema.required("fingerprint", FINGERPRINT, "the key's fingerprint")),
          FACETS,
          true,
          "the files, armored or binary (RFC 9580); absent if none exists",
          """
          openpgp-keys:
            paths: /etc/apt/keyrings/docker.asc
            fingerprint: 9DC8 5822 9FC7 DD38 854A E2D8 8D81 803C 0EBF CD88
            expect: {only: true}
          """,
          arguments ->
              new OpenPgpKeysProbe(arguments.texts("paths"), arguments.text("fingerprint")));

  /** A fingerprint in the form of {@link OpenPgpKeys}. */
  static String plain(String fingerprint) {
    return fingerprint.replace(" ", "").toUpperCase(Locale.ROOT);
  }

  @Override
  public String subject() {
    return "keys in " + String.join(", ", paths);
  }

  @Override
  public String absence() {
    return "no " + subject();
  }

  @Override
  public List<String> commands() {
    return List.of(
        "gpg --show-keys --with-fingerprint "
            + String.join(" ", paths.stream().map(ShellCommand::path).toList()));
  }

  @Override
  public Observation observe(Host host) {
    List<String> found = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (String pattern : paths) {
      switch (MatchingPaths.of(host, pattern)) {
        case Present(var files, _) -> {
          for (String file : files) {
            Optional<Observation> stopped = look(host, file, found, evidence);
            if (stopped.isPresent()) {
              return stopped.get();
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    if (evidence.isEmpty()) {
      String where = String.join(", ", paths);
      return Observation.absent(where, "keys");
    }
    return found(found, fingerprint, evidence);
  }

  /** The observation for files, each of which has evidence. */
  static Observation found(List<String> found, String fingerprint, List<Evidence> evidence) {
    return new Facets()
        .flag("holds", found.contains(fingerprint))
        .flag("only", found.stream().allMatch(fingerprint::equals))
        .words("fingerprints", found)
        .found(evidence);
  }

  /** Adds a file's keys, or the reason why they are unknown. */
  static Optional<Observation> look(
      Host host, String file, List<String> found, List<Evidence> evidence) {
    Reading<List<String>> keys =
        host.bytes(file).tryMap(content -> OpenPgpKeys.of(host, file, content).fingerprints());
    return switch (keys) {
      case Present(var known, _) -> {
        found.addAll(known);
        evidence.add(Evidence.of(file, "keys", String.join(", ", known)));
        yield Optional.empty();
      }
      // Only in the tree's attributes, or a dangling link.
      case Absent(_) ->
          host.has(file)
              ? Optional.of(new Observation.Unreadable(file, "its text is not in this tree"))
              : Optional.empty();
      case Unreadable(_, var why) -> Optional.of(new Observation.Unreadable(file, why));
    };
  }
}
