package io.hostready.fix;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Downloads the signing key of a package repository, if it has the expected fingerprint. */
record InstallSigningKey(String url, String path, String fingerprint) implements Fix {

  static final ValueSchema<String> URL =
      ValueSchema.matching(
          "an address such as https://download.docker.com, without a user or password",
          Pattern.compile("[a-z][a-z0-9+.-]*:/{1,3}(?![^/]*@)[^\\s'\"\\[\\]#]+"));

  static final ValueSchema<String> FILE =
      ValueSchema.matching(
          "a path that ends in .asc (armored) or .gpg",
          Pattern.compile("/([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-]+\\.(asc|gpg)"));

  static final ValueSchema<String> FINGERPRINT =
      ValueSchema.matching(
          "forty hexadecimal digits", Pattern.compile("\\s*([0-9A-Fa-f]\\s*){40}"));

  static final FixKind KIND =
      new FixKind(
          "install-signing-key",
          "downloads a repository's signing key with apt's downloader, and installs it"
              + " (0644) if it has the pinned fingerprint",
          MapSchema.of(
              MapSchema.required(
                  "url",
                  URL,
                  "its URL; {distribution} is debian, ubuntu or raspbian, {codename} the"
                      + " release's codename"),
              MapSchema.required("path", FILE, "the file, in /etc/apt/keyrings"),
              MapSchema.required(
                  "fingerprint",
                  FINGERPRINT,
                  "the key's fingerprint; compared before the file is written")),
          "apt-secure(8), sources.list(5) Signed-By, RFC 9580 5.5.4",
          """
          install-signing-key:
            url: https://download.docker.com/linux/{distribution}/gpg
            path: /etc/apt/keyrings/docker.asc
            fingerprint: 9DC8 5822 9FC7 DD38 854A E2D8 8D81 803C 0EBF CD88
          """,
          arguments ->
              new InstallSigningKey(
                  arguments.text("url"), arguments.text("path"), arguments.text("fingerprint")));

  InstallSigningKey {
    fingerprint = fingerprint.replaceAll("\\s+", "").toUpperCase(Locale.ROOT);
  }

  @Override
  public String description() {
    return "download the signing key " + path + " from " + Distribution.description(url);
  }

  @Override
  public Optional<String> refusal(Host host) {
    return OtherSystem.refusal(host);
  }

  @Override
  public void plan(PlanBuilder builder) {
    builder.fetchKey(Distribution.of(builder.host(), url).fill(url), path, fingerprint);
  }
}
