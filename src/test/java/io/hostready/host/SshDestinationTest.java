package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshDestinationTest {

  @ParameterizedTest
  @CsvSource({
    "web-1, ssh://web-1",
    "root@web-1.example.org, ssh://root@web-1.example.org",
    "ssh://ops@web-1:2222, ssh://ops@web-1:2222",
    "EXAMPLE\\ops@web-1, ssh://EXAMPLE\\ops@web-1",
    "ops@example.org@web-1, ssh://ops@example.org@web-1",
    "2001:db8::1, ssh://2001:db8::1",
    "fe80::1%eth0, ssh://fe80::1%eth0",
    "ssh://[2001:db8::1]:22, ssh://[2001:db8::1]:22",
    "bücher.example, ssh://bücher.example",
  })
  void sourceIsAnAddressOfSsh(String text, String source) {
    assertEquals(source, new SshDestination(text).source().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=id",
        "root@-web",
        "-root@web-1",
        "ssh://-web",
        "ssh://",
        "",
        "root@",
        "@web",
        "web 1",
        "web\t1",
        "web\u001b[2J",
        "web;id",
        "$(id)",
        "`id`@web",
        "web'1",
        "web|id",
        "a b@web",
        "web\\1",
        "ssh://web/path",
        "ssh://%24%28id%29@web",
        "ssh://%60id%60@web",
        "ssh://ops%00@web:22",
        "\ufeffweb",
        "web\u202e1",
      })
  void whatSshOrAShellCouldInterpretIsRefused(String text) {
    String why =
        assertThrows(IllegalArgumentException.class, () -> new SshDestination(text)).getMessage();
    assertTrue(why.startsWith("use HOST, USER@HOST or ssh://USER@HOST:PORT, "), why);
  }

  @Test
  void portNeedsAnAddress() {
    assertEquals(
        "name a port as in ssh://root@web-1:2222",
        assertThrows(IllegalArgumentException.class, () -> new SshDestination("root@web-1:2222"))
            .getMessage());
  }
}
