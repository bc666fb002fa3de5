package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.AptSources.Source;
import io.hostready.host.FakeHost;
import java.util.List;
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
        List.of(new Source("c", "noble", List.of("/k1", "/k2"), List.of(), "x.sources", 6, false)),
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
    assertEquals(List.of("a key of its own"), source.shownKeys());
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
        AptSources.read(host.host()).sources().known().orElseThrow().stream()
            .map(Source::uri)
            .toList());
  }
}
