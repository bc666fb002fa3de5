package io.hostready.fix;

import static io.hostready.fix.Planning.described;
import static io.hostready.fix.Planning.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectAlternativeTest {

  private static final String NFT =
      "select-alternative: {name: iptables, path: /usr/sbin/iptables-nft, unless-running: dockerd}";

  private static FakeHost legacy() {
    return FakeHost.with("/usr/sbin/iptables-nft", "")
        .file("/proc/1/comm", "systemd\n")
        .command(
            "update-alternatives --query iptables",
            "Name: iptables\nStatus: manual\nValue: /usr/sbin/iptables-legacy\n");
  }

  @Test
  void theOtherVariantIsSelected() {
    assertEquals(
        List.of(
            "set alternative iptables to /usr/sbin/iptables-nft (was /usr/sbin/iptables-legacy)"),
        described(legacy().host(), NFT));
  }

  @Test
  void whileDockerRunsItsVariantStays() {
    FakeHost host = legacy().file("/proc/7/comm", "dockerd\n");
    assertTrue(refusal(host.host(), NFT).startsWith("dockerd is running, and uses iptables."));
  }

  @Test
  void aProgramThatIsNotInstalledCannotBeSelected() {
    FakeHost host = FakeHost.with("/proc/1/comm", "systemd\n");
    assertTrue(refusal(host.host(), NFT).startsWith("/usr/sbin/iptables-nft does not exist."));
  }
}
