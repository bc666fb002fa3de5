package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.AptSources;
import io.hostready.facts.AptSources.Source;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Adds a repository to apt's sources for the host's release, and reads its lists. Entries for the
 * same repository in other files are disabled, because apt refuses all sources if two entries of
 * one repository have different Signed-By values. Source: sources.list(5), deb822(5).
 */
record AddAptSource(String name, String uri, List<String> components, String key) implements Fix {

  private static final String DIRECTORY = "/etc/apt/sources.list.d";

  static final FixKind KIND =
      new FixKind(
          "add-apt-source",
          "adds a repository to apt's sources for this release and architecture,"
              + " disables older entries of the same repository, and updates its package"
              + " lists",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching("a file's name", Pattern.compile("[a-z0-9][a-z0-9_-]*")),
                  "the file's name: " + DIRECTORY + "/NAME.sources"),
              MapSchema.required(
                  "uri",
                  InstallSigningKey.URL,
                  "its URL; {distribution} is debian, ubuntu or raspbian"),
              MapSchema.required(
                  "components",
                  ValueSchema.listOf(
                      ValueSchema.matching("a component", Pattern.compile("[A-Za-z0-9._/-]+")), 1),
                  "its components, such as stable"),
              MapSchema.required("key", ValueSchema.path(), "the file with its signing key")),
          "sources.list(5) deb822 style; os-release(5) UBUNTU_CODENAME and VERSION_CODENAME",
          """
          add-apt-source:
            name: docker
            uri: https://download.docker.com/linux/{distribution}
            components: [stable]
            key: /etc/apt/keyrings/docker.asc
          """,
          arguments ->
              new AddAptSource(
                  arguments.text("name"),
                  arguments.text("uri"),
                  arguments.texts("components"),
                  arguments.text("key")));

  AddAptSource {
    components = List.copyOf(components);
  }

  @Override
  public String description() {
    return "add the repository " + Distribution.description(uri) + " to apt's sources";
  }

  @Override
  public Optional<String> refusal(Host host) {
    return OtherSystem.refusalWithoutApt(host);
  }

  @Override
  public void plan(PlanBuilder builder) {
    Host host = builder.host();
    Distribution distribution = Distribution.of(host, uri);
    String where = distribution.fill(uri).replaceFirst("/+$", "");
    String own = DIRECTORY + "/" + name + ".sources";
    new RequireAptSuite(uri).plan(builder);
    RepositoryFiles files = new RepositoryFiles(builder, DIRECTORY);
    List<String> all = new ArrayList<>(List.of("/etc/apt/sources.list"));
    // sources.list(5): other names are skipped.
    all.addAll(files.paths(each -> each.matches("[A-Za-z0-9_.-]+\\.(list|sources)")));
    for (String file : all) {
      if (!file.equals(own)) {
        UnaryOperator<String> without = text -> new AptSourceText(file, text).without(where);
        files.text(file).map(without).ifPresent(rest -> refuseUnsigned(file, rest, where));
        files.disable(file, without);
      }
    }
    builder.write(own, stanza(where, distribution), 0644);
    builder.updatePackageLists(own, where);
  }

  private String stanza(String where, Distribution distribution) {
    return FileHeader.comment("# ")
        + """
        Types: deb
        URIs: %s
        Suites: %s
        Components: %s
        Architectures: %s
        Signed-By: %s
        """
            .formatted(
                where,
                distribution.codename(),
                String.join(" ", components),
                distribution.architecture(),
                key);
  }

  /**
   * A source whose address is below the repository's could provide unsigned packages as if they
   * were the repository's.
   */
  private static void refuseUnsigned(String file, String text, String where) {
    for (Source source : sources(file, text)) {
      if (!source.unsigned().isEmpty() && source.isOf(List.of(where))) {
        throw new PlanningException(
            file
                + ":"
                + source.line()
                + ": "
                + source.uri()
                + " has "
                + String.join(", ", source.unsigned())
                + " and is in "
                + where
                + ", so that apt could install unsigned packages from it; expected signed sources"
                + " there. Remove that entry, or its option.");
      }
    }
  }

  private static List<Source> sources(String file, String text) {
    try {
      return AptSources.parse(file, text);
    } catch (IllegalArgumentException tooMany) {
      throw new PlanningException(file + ": " + tooMany.getMessage() + ".");
    }
  }
}
