package io.hostready.probe;

import io.hostready.facts.AptSources;
import io.hostready.facts.AptSources.Source;
import io.hostready.facts.OpenPgpKeys;
import io.hostready.host.Bytes;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the public keys with which apt verifies a repository. Source: sources.list(5). */
record AptSigningKeysProbe(List<String> uris, String fingerprint) implements Probe {

  AptSigningKeysProbe {
    uris = uris.stream().map(Source::withoutScheme).distinct().toList();
    fingerprint = OpenPgpKeysProbe.plain(fingerprint);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "apt-signing-keys",
          "the signing keys of a repository in apt's sources (Signed-By)",
          MapSchema.of(
              MapSchema.required(
                  "uris",
                  ValueSchema.oneOrMore(ValueSchema.text()),
                  "the start of its URI without the scheme: a host, or a host and a path"),
              MapSchema.required(
                  "fingerprint", OpenPgpKeysProbe.FINGERPRINT, "the key's fingerprint")),
          OpenPgpKeysProbe.FACETS,
          true,
          "apt's sources, and the keys in them or in the files that Signed-By names,"
              + " armored or binary (RFC 9580); absent without Signed-By, or if no such file"
              + " exists",
          """
          apt-signing-keys:
            uris: download.docker.com
            fingerprint: 9DC8 5822 9FC7 DD38 854A E2D8 8D81 803C 0EBF CD88
            expect: {only: true}
          """,
          arguments ->
              new AptSigningKeysProbe(arguments.texts("uris"), arguments.text("fingerprint")));

  @Override
  public String subject() {
    return "signing keys of apt repository " + String.join(", ", uris);
  }

  @Override
  public String absence() {
    return "no " + subject();
  }

  @Override
  public List<String> commands() {
    return List.of(
        AptSourceProbe.LIST_COMMAND, "gpg --show-keys --with-fingerprint /etc/apt/keyrings/*");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        AptSources.read(host).sources(), (sources, where) -> observe(host, sources, where));
  }

  private Observation observe(Host host, List<Source> sources, String where) {
    List<String> found = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    Set<String> looked = new LinkedHashSet<>();
    for (Source source : sources) {
      for (String key : source.isOf(uris) ? source.signedBy() : List.<String>of()) {
        Optional<Observation> stopped =
            looked.add(key) ? look(host, source, key, found, evidence) : Optional.empty();
        if (stopped.isPresent()) {
          return stopped.get();
        }
      }
    }
    return evidence.isEmpty()
        ? Observation.absent(where, subject())
        : OpenPgpKeysProbe.found(found, fingerprint, evidence);
  }

  private static Optional<Observation> look(
      Host host, Source source, String key, List<String> found, List<Evidence> evidence) {
    if (key.startsWith("/") && !AptSources.isArmored(key)) {
      return OpenPgpKeysProbe.look(host, key, found, evidence);
    }
    List<String> named;
    if (AptSources.isArmored(key)) {
      try {
        named = OpenPgpKeys.read(Bytes.of(key)).fingerprints();
      } catch (IllegalArgumentException noKeys) {
        return Optional.of(
            new Observation.Unreadable(
                source.path(), "the key in Signed-By: " + noKeys.getMessage()));
      }
    } else {
      // sources.list(5): an exclamation mark excludes the subkeys of that key.
      named = List.of(OpenPgpKeysProbe.plain(key.replaceFirst("!$", "")));
    }
    found.addAll(named);
    evidence.add(Evidence.of(source.path(), source.line(), "keys", String.join(", ", named)));
    return Optional.empty();
  }
}
