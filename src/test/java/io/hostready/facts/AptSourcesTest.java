package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.AptSources.Source;
import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AptSourcesTest {

  private static final String DOCKER = "https://download.docker.com/linux/ubuntu";

  @Test
  void oneLineStyleWithAndWithoutOptions() {
    assertEquals(
        List.of(
            new Source(
                DOCKER, "noble", List.of("/etc/apt/keyrings/docker.asc"), List.of(), "x.list", 2),
            new Source(
                "http://archive.ubuntu.com/ubuntu", "noble", List.of(), List.of(), "x.list", 3)),
        AptSources.parse(
            "x.list",
            """
            # deb https://get.docker.io/ubuntu docker main
            deb [arch=amd64 signed-by=/etc/apt/keyrings/docker.asc] %s noble stable # ours
            deb-src http://archive.ubuntu.com/ubuntu noble main
            """
                .formatted(DOCKER)));
  }

  @Test
  void aStanzaGivesASourceForEachAddressAndSuite() {
    assertEquals(
        List.of("a noble", "a noble-updates", "b noble", "b noble-updates"),
        AptSources.parse(
                "x.sources",
                "Types: deb\nURIs: a\n b\nSuites: noble noble-updates\nSigned-By: /k\n")
            .stream()
            .map(Source::name)
            .toList());
  }

  @Test
  void stanzasThatAreSwitchedOffAndCommentsDoNotCount() {
    assertEquals(
        List.of(
            new Source(
                "c", "noble", List.of("/k1", "/k2"), List.of(), List.of(), "x.sources", 6, false)),
        AptSources.parse(
            "x.sources",
            """
            Enabled: no
            URIs: a
            Suites: noble

            # URIs: b
            Types: deb
            URIs: c
            Suites: noble
            Signed-By: /k1, /k2
            """));
  }

  @Test
  void aKeyInTheStanzaIsKeptAndShownAsOne() {
    Source source =
        AptSources.parse(
                "x.sources",
                "URIs: a\n"
                    + "Suites: noble\n"
                    + "Signed-By:\n"
                    + " -----BEGIN PGP PUBLIC KEY BLOCK-----\n"
                    + " .\n"
                    + " mDM\n")
            .getFirst();
    assertEquals(List.of("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDM"), source.signedBy());
    assertEquals(List.of("an embedded key"), source.shownKeys());
    assertEquals(List.of(), source.keyFiles());
  }

  @Test
  void anAddressIsThatOfWhatItLiesBelow() {
    Source source = new Source(DOCKER + "/", "noble", List.of(), List.of(), "x.list", 1);
    assertEquals(true, source.isOf(List.of("http://download.docker.com")));
    assertEquals(true, source.isOf(List.of("a.example.org", "download.docker.com/linux/ubuntu")));
    assertEquals(false, source.isOf(List.of("download.docker", "docker.com")));
  }

  @Test
  void filesWithOtherNamesArePassedOver() {
    FakeHost host =
        FakeHost.with("/etc/apt/sources.list.d/a.list", "deb a noble main\n")
            .file("/etc/apt/sources.list.d/b.list.save", "deb b noble main\n")
            .file("/etc/apt/sources.list", "deb c noble main\n");
    assertEquals(
        List.of("c", "a"),
        AptSources.read(host.host()).sources().toOptional().orElseThrow().stream()
            .map(Source::uri)
            .toList());
  }

  private static Reading<List<Source>> read(Map<String, String> files) {
    FakeHost host = FakeHost.empty();
    files.forEach((name, content) -> host.file("/etc/apt/sources.list.d/" + name, content));
    return AptSources.read(host.host()).sources();
  }

  private static String stanza(int types, int uris, int suites, int components) {
    return "Types:"
        + " deb".repeat(types)
        + "\nURIs:"
        + " http://a".repeat(uris)
        + "\nSuites:"
        + " b".repeat(suites)
        + "\nComponents:"
        + " c".repeat(components)
        + "\n\n";
  }

  @Test
  void aStanzaNamesAThousandRepositoriesAndNoMore() {
    assertEquals(
        50, read(Map.of("x.sources", stanza(2, 10, 5, 10))).toOptional().orElseThrow().size());
    for (String more :
        List.of(stanza(2, 10, 5, 11), stanza(1001, 1, 1, 0), stanza(1, 1, 1, 1001))) {
      assertEquals(
          new Unreadable<>(
              "/etc/apt/sources.list.d/x.sources",
              "the stanza at line 1 names more than 1000 repositories"
                  + " (Types x URIs x Suites x Components)"),
          read(Map.of("x.sources", more)));
    }
  }

  @Test
  void aHostNamesTwoThousandRepositoriesAndNoMore() {
    String thousand = stanza(1, 10, 100, 1);
    String line = "deb http://a b c\n";
    assertEquals(
        2000,
        read(Map.of("a.sources", thousand, "b.list", line.repeat(1000))).toOptional().get().size());
    for (String more : List.of(line.repeat(1001), line.repeat(50_000))) {
      assertEquals(
          new Unreadable<>(
              "/etc/apt/sources.list.d/b.list", "the host names more than 2000 repositories"),
          read(Map.of("a.sources", thousand, "b.list", more)));
    }
  }
}
