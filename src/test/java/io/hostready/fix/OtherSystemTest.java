package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherSystemTest {

  private static final String INSTALL = "install-packages: {names: [iptables, conntrack]}";
  private static final String KEY =
      "install-signing-key: {url: 'https://a/b', path: /k.asc, fingerprint:"
          + " 9DC858229FC7DD38854AE2D88D81803C0EBFCD88}";

  private static Host host(String id) {
    return FakeHost.with("/etc/os-release", "ID=" + id + "\nPRETTY_NAME=The-system\n")
        .directory("/usr/bin")
        .host();
  }

  @ParameterizedTest
  @CsvSource({
    "sles, zypper install iptables conntrack-tools",
    "alpine, apk add iptables conntrack-tools",
    "arch, pacman -S iptables conntrack-tools",
    "void, xbps-install iptables conntrack",
    "gentoo, emerge iptables conntrack",
    "fedora, dnf install iptables-nft conntrack-tools",
  })
  void manualStepHasTheCommandOfTheSystem(String id, String command) {
    String why = Planning.fix(INSTALL).refusal(host(id)).orElseThrow();
    assertTrue(why.contains("this host is The-system without dpkg"), why);
    assertTrue(why.endsWith(". Run '" + command + "'."), why);
  }

  @Test
  void unknownSystemHasNoCommand() {
    String why = Planning.fix(INSTALL).refusal(host("nixos")).orElseThrow();
    assertTrue(why.endsWith(". Make this change by hand."), why);
  }

  @Test
  void stepThatIsNoCommandHasNone() {
    String why = Planning.fix(KEY).refusal(host("alpine")).orElseThrow();
    assertTrue(why.endsWith(". Make this change by hand."), why);
  }

  @Test
  void hostWithDpkgIsNotRefused() {
    Host debian = FakeHost.with("/var/lib/dpkg/status", "").host();
    assertEquals(Optional.empty(), Planning.fix(INSTALL).refusal(debian));
  }
}
