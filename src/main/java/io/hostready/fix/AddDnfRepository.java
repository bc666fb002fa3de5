package io.hostready.fix;

import io.hostready.change.Dnf;
import io.hostready.change.RequireRelease;
import io.hostready.change.RpmKey;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Adds a repository to dnf's, with its signing key. Entries for the same repository in other files
 * are disabled, because dnf accepts only one with its identifier. Source: dnf.conf(5).
 *
 * @param uri its address for a release and an architecture
 * @param keyUri the address of its signing key
 * @param key the file for the signing key
 */
record AddDnfRepository(String name, String uri, String keyUri, String key, String fingerprint)
    implements Fix {

  private static final String DIRECTORY = "/etc/yum.repos.d";

  private static final String OTHERWISE =
      "Wait until the repository has them, name a mirror that has them, or take the packages of the"
          + " distribution itself.";

  static final FixKind KIND =
      new FixKind(
          "add-dnf-repository",
          "adds a repository to those of dnf 4 for this release and architecture, with gpgcheck=1"
              + " and the signing key with the pinned fingerprint, and disables older entries of"
              + " the same repository",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching(
                      "a repository's identifier", Pattern.compile("[a-z0-9][a-z0-9_-]*")),
                  "its identifier, and the file's name: " + DIRECTORY + "/NAME.repo"),
              MapSchema.required(
                  "uri",
                  InstallSigningKey.URL,
                  "its URL; {distribution} is rhel, centos or fedora, {release} the number of the"
                      + " release, {architecture} that of rpm"),
              MapSchema.required("key-uri", InstallSigningKey.URL, "the URL of its signing key"),
              MapSchema.required("key", InstallSigningKey.FILE, "the file for the signing key"),
              MapSchema.required(
                  "fingerprint",
                  InstallSigningKey.FINGERPRINT,
                  "the key's fingerprint; compared before the file is written")),
          "dnf.conf(5), rpmkeys(8), os-release(5) VERSION_ID",
          """
          add-dnf-repository:
            name: docker-ce-stable
            uri: https://download.docker.com/linux/rhel/{release}/x86_64/stable
            key-uri: https://download.docker.com/linux/rhel/gpg
            key: /etc/pki/rpm-gpg/docker.asc
            fingerprint: 060A 61C5 1B55 8A7F 742B 77AA C52F EB6B 621E 9F35
          """,
          arguments ->
              new AddDnfRepository(
                  arguments.text("name"),
                  arguments.text("uri"),
                  arguments.text("key-uri"),
                  arguments.text("key"),
                  arguments.text("fingerprint")));

  AddDnfRepository {
    fingerprint = fingerprint.replaceAll("\\s+", "").toUpperCase(Locale.ROOT);
  }

  @Override
  public String description() {
    return "add the repository " + Distribution.description(uri) + " to dnf's";
  }

  @Override
  public Optional<String> refusal(Host host) {
    return OtherSystem.refusalWithoutDnf(host);
  }

  @Override
  public void plan(PlanBuilder builder) {
    Host host = builder.host();
    Distribution distribution = Distribution.of(host, uri);
    String where = distribution.fill(uri).replaceFirst("/+$", "");
    String own = DIRECTORY + "/" + name + ".repo";
    builder.find(new RequireRelease(new Dnf(), where, distribution.codename(), OTHERWISE));
    builder.fetchKey(distribution.fill(keyUri), key, fingerprint);
    RepositoryFiles files = new RepositoryFiles(builder, DIRECTORY);
    for (String file : files.paths(each -> each.endsWith(".repo"))) {
      if (!file.equals(own)) {
        files.disable(
            file,
            text ->
                new DnfRepositoryText(text)
                    .without(name, where, distribution.codename(), distribution.architecture()));
      }
    }
    builder.write(own, section(where, distribution), 0644);
    builder.set(new RpmKey(key, fingerprint), RpmKey.IMPORTED);
  }

  private String section(String where, Distribution distribution) {
    return FileHeader.comment("# ")
        + """
        [%s]
        name=%s
        baseurl=%s
        enabled=1
        gpgcheck=1
        gpgkey=file://%s
        """
            .formatted(name, name, where, key)
        // Without this, the module container-tools of release 8 hides packages of other
        // repositories: dnf.conf(5), dnf.modularity(7).
        + (distribution.codename().equals("8") ? "module_hotfixes=1\n" : "");
  }
}
