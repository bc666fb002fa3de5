package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AptSourceTextTest {

  private static final String URI = "https://download.docker.com/linux/ubuntu";

  private static String list(String text) {
    return new AptSourceText("/etc/apt/sources.list.d/docker.list", text).without(URI);
  }

  private static String sources(String text) {
    return new AptSourceText("/etc/apt/sources.list.d/old.sources", text).without(URI);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deb https://download.docker.com/linux/ubuntu noble stable\n",
        "deb [arch=amd64 signed-by=/etc/apt/keyrings/docker.gpg]"
            + " https://download.docker.com/linux/ubuntu noble stable\n",
        "deb [ arch=amd64 ] https://download.docker.com/linux/ubuntu/ jammy stable\n",
        "  deb-src https://download.docker.com/linux/ubuntu noble stable # comment\n",
        "deb http://DOWNLOAD.docker.com/linux/ubuntu noble stable",
        "deb [trusted=yes] http://download.docker.com/linux/./x/../ubuntu/ noble stable\n",
        "deb [trusted=yes] http://download.docker.com/../linux//%75bunt%75/. noble stable\n",
        "deb [trusted=yes] http://user:secret@download.docker.com.:80/linux/ubuntu noble stable\n",
      })
  void aLineOfTheRepositoryIsCommentedOut(String line) {
    assertEquals("# taken out by hostready: " + line, list(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# deb https://download.docker.com/linux/ubuntu noble stable\n",
        "deb https://download.docker.com/linux/debian trixie stable\n",
        "deb https://download.docker.com/linux/ubuntu-archive noble stable\n",
        "deb https://download.docker.com/linux/ubuntu/../debian trixie stable\n",
        "deb https://download.docker.com/linux%2fubuntu noble stable\n",
        "deb https://download.docker.com:8443/linux/ubuntu noble stable\n",
        "deb http://archive.ubuntu.com/ubuntu noble main\n",
        "\n",
        "",
      })
  void otherLinesStay(String line) {
    assertEquals(line, list(line));
  }

  @Test
  void aStanzaOfTheRepositoryIsSwitchedOff() {
    assertEquals(
        """
        # first
        Types: deb
        URIs: http://archive.ubuntu.com/ubuntu
        Suites: noble
        Components: main

        Types: deb
        URIs: https://download.docker.com/linux/ubuntu
        Suites: noble
        Components: stable
        Enabled: no
        """,
        sources(
            """
            # first
            Types: deb
            URIs: http://archive.ubuntu.com/ubuntu
            Suites: noble
            Components: main

            Types: deb
            URIs: https://download.docker.com/linux/ubuntu
            Suites: noble
            Components: stable
            """));
  }

  @Test
  void aStanzaThatSaysEnabledSaysOtherwiseThen() {
    assertEquals(
        "URIs: " + URI + "\nSuites: noble\nEnabled: no\n\nTypes: deb\n",
        sources("enabled: yes\nURIs: " + URI + "\nSuites: noble\n\nTypes: deb\n"));
  }

  @Test
  void aStanzaThatIsOffStaysAsItIs() {
    String off = "Enabled: no\nTypes: deb\nURIs: " + URI + "\n";
    assertEquals(off, sources(off));
  }

  @Test
  void amongSeveralAddressesOneIsTaken() {
    assertEquals(
        "URIs: http://example.org/a http://example.org/b\n",
        sources("URIs: http://example.org/a " + URI + " http://example.org/b\n"));
    assertEquals(
        "URIs:\n http://example.org/a\nSuites: noble\n",
        sources("URIs:\n http://example.org/a\n " + URI + "\nSuites: noble\n"));
  }

  @Test
  void aSignatureBlockIsNoAddress() {
    String text = "URIs: http://example.org\nSigned-By:\n " + URI + "\n";
    assertEquals(text, sources(text));
  }
}
