package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolvConfTest {

  private static List<String> of(FakeHost host) {
    return ResolvConf.read(host.host()).addresses().toOptional().orElseThrow();
  }

  @Test
  void behindSystemdResolvedAreThoseOfItsOwnFile() {
    assertEquals(
        List.of("192.0.2.1"),
        of(
            FakeHost.with("/etc/resolv.conf", "nameserver 127.0.0.53\n")
                .file("/run/systemd/resolve/resolv.conf", "nameserver 192.0.2.1\n")));
  }

  @Test
  void anotherServerBesideItKeepsTheFirstFile() {
    assertEquals(
        List.of("127.0.0.53", "192.0.2.9"),
        of(
            FakeHost.with("/etc/resolv.conf", "nameserver 127.0.0.53\nnameserver 192.0.2.9\n")
                .file("/run/systemd/resolve/resolv.conf", "nameserver 192.0.2.1\n")));
  }

  @Test
  void commentsAndOptionsAreNoServers() {
    assertEquals(
        List.of("2001:db8::1"),
        ResolvConf.parse("# nameserver 192.0.2.1\noptions edns0\n nameserver\t2001:db8::1 # x\n"));
  }
}
