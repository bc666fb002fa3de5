package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.AppArmorProfiles.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppArmorProfilesTest {

  @Test
  void profilesAreReadWithWhatTheyAreForAndWhetherTheyAllowUserNamespaces() {
    String text =
        """
        abi <abi/4.0>,
        # profile old /usr/bin/old {
        profile a /usr/bin/a flags=(unconfined) {
          userns,
        }
        "/home/ada/bin/b" flags=(unconfined) { userns, }
        profile /usr/bin/c {
          deny userns,
          /etc/{x,y} r,
        }
        profile named {
          file,
        }
        /usr/{bin,sbin}/d {
          allow userns create, # so that it can
        }
        """;
    assertEquals(
        List.of(
            new Profile("/usr/bin/a", true, 3),
            new Profile("/home/ada/bin/b", true, 6),
            new Profile("/usr/bin/c", false, 7),
            new Profile("/usr/{bin,sbin}/d", true, 14)),
        AppArmorProfiles.parse(text).profiles());
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/x, /usr/bin/x, true",
    "/usr/bin/x, /usr/local/bin/x, false",
    "'/usr/{,local/}bin/x', /usr/local/bin/x, true",
    "/home/*/bin/x, /home/ada/bin/x, true",
    "/home/*/x, /home/ada/bin/x, false",
    "/home/**/x, /home/ada/bin/x, true",
    "@{HOME}/bin/x, /home/ada/bin/x, true",
    "@{HOME}/bin/x, /srv/ada/bin/x, false",
    "@{bin}/x, /usr/bin/x, true",
    "/usr/bin/[xy], /usr/bin/y, true",
    "/usr/bin/?, /usr/bin/xy, false",
  })
  void patternsAreThoseOfAppArmor(String attachment, String path, boolean matches) {
    assertEquals(
        matches,
        new Profile(attachment, true, 1).expression().orElseThrow().matcher(path).matches());
  }

  @Test
  void aVariableOfTheHostsOwnLeavesThePathsOpen() {
    assertEquals(true, new Profile("@{mine}/x", true, 1).expression().isEmpty());
  }
}
