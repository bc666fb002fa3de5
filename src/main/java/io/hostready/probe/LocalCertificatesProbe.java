package io.hostready.probe;

import io.hostready.facts.MatchingPaths;
import io.hostready.facts.PemCertificates;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares the CA certificates that the administrator added with the bundle that programs read.
 * Source: update-ca-certificates(8).
 */
record LocalCertificatesProbe() implements Probe {

  private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";

  private static final List<String> PATTERNS =
      List.of("/usr/local/share/ca-certificates/*", "/usr/local/share/ca-certificates/*/*");

  /** dockerd writes it when it starts. */
  private static final String STARTED = "/run/docker.pid";

  private static final Pattern CHANGED = Pattern.compile("(?m)^(\\d{1,18}):(/.*)$");

  /** More files are not read. */
  private static final int MOST = 500;

  static final ProbeKind KIND =
      new ProbeKind(
          "local-certificates",
          "the CA certificates in /usr/local/share/ca-certificates, and the bundle of the host",
          MapSchema.of(),
          List.of(
              Facet.words("missing", "files .crt with a certificate that the bundle does not have")
                  .said("not in the bundle: {}"),
              Facet.words("no-pem", "files .crt without a certificate in PEM format")
                  .said("not in PEM format: {}"),
              Facet.words(
                      "ignored",
                      "files .pem, .cer, .ca and .der, which update-ca-certificates ignores, with"
                          + " another certificate than those of the bundle")
                  .said("ignored because of their names: {}"),
              Facet.words(
                      "newer", "files .crt that changed after dockerd had started (stat(2), ctime)")
                  .said("newer than the process dockerd: {}")),
          true,
          "the files in /usr/local/share/ca-certificates and its directories, and "
              + BUNDLE
              + "; stat -c %Z:%n of the files and /run/docker.pid",
          """
          local-certificates:
            expect: {missing: {only: []}}
          """,
          _ -> new LocalCertificatesProbe());

  @Override
  public String subject() {
    return "local CA certificates";
  }

  @Override
  public String presence() {
    return "/usr/local/share/ca-certificates has files";
  }

  @Override
  public String absence() {
    return "/usr/local/share/ca-certificates has no files";
  }

  @Override
  public List<String> commands() {
    return List.of("ls -R /usr/local/share/ca-certificates", "ls -l " + BUNDLE);
  }

  @Override
  public Observation observe(Host host) {
    List<String> files = new ArrayList<>();
    for (String pattern : PATTERNS) {
      switch (MatchingPaths.of(host, pattern)) {
        case Present(var paths, _) ->
            paths.stream()
                .filter(
                    path ->
                        host.status(path).toOptional().filter(FileStatus::isDirectory).isEmpty())
                .limit(MOST)
                .forEach(files::add);
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    return files.isEmpty()
        ? Observation.absent("/usr/local/share/ca-certificates", "files")
        : Observation.of(bundle(host, files), trusted -> found(host, files, trusted));
  }

  /** The certificates of the bundle; none if there is no bundle, or no file to compare. */
  private static Reading<Set<String>> bundle(Host host, List<String> files) {
    return files.stream().noneMatch(path -> isCertificate(path) || isIgnored(path))
        ? new Present<>(Set.of(), BUNDLE)
        : host.text(BUNDLE)
            .<Set<String>>map(text -> new HashSet<>(PemCertificates.parse(text)))
            .or(() -> new Present<>(Set.of(), BUNDLE));
  }

  private static boolean isCertificate(String path) {
    return path.endsWith(".crt");
  }

  private static boolean isIgnored(String path) {
    return path.matches(".*\\.(?:pem|cer|ca|der)");
  }

  private static Observation found(Host host, List<String> files, Set<String> trusted) {
    List<String> missing = new ArrayList<>();
    List<String> noPem = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (String path : files) {
      if (!isCertificate(path) && !isIgnored(path)) {
        continue;
      }
      switch (host.text(path).map(PemCertificates::parse)) {
        case Present(var certificates, _) -> {
          boolean isTrusted = !certificates.isEmpty() && trusted.containsAll(certificates);
          if (!isTrusted) {
            (isIgnored(path) ? ignored : certificates.isEmpty() ? noPem : missing).add(path);
          }
          evidence.add(Evidence.of(path, path, isTrusted ? "in the bundle" : "not in the bundle"));
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    return new Facets()
        .words("missing", missing)
        .words("no-pem", noPem)
        .words("ignored", ignored)
        .value("newer", newer(host, files))
        .found(evidence);
  }

  /** dockerd reads the certificates once. */
  private static Value newer(Host host, List<String> files) {
    List<String> certificates =
        files.stream().filter(LocalCertificatesProbe::isCertificate).toList();
    if (certificates.isEmpty() || !host.has(STARTED)) {
      return new Value.Words(List.of());
    }
    List<String> command = new ArrayList<>(List.of("stat", "-c", "%Z:%n", STARTED));
    command.addAll(certificates);
    return Value.of(
        host.output(command),
        text -> {
          Map<String, Long> changed = new HashMap<>();
          CHANGED
              .matcher(text)
              .results()
              .forEach(line -> changed.put(line.group(2), Long.valueOf(line.group(1))));
          long started = changed.getOrDefault(STARTED, Long.MAX_VALUE);
          return new Value.Words(
              certificates.stream()
                  .filter(path -> changed.getOrDefault(path, 0L) > started)
                  .toList());
        });
  }
}
