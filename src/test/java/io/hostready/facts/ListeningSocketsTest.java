package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.facts.ListeningSockets.Listener;
import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningSocketsTest {

  private static final String HEAD = "  sl  local_address rem_address   st\n";

  private static List<Listener> listeners(FakeHost host, String protocol) {
    return ListeningSockets.read(host.host(), protocol).sockets().toOptional().orElseThrow();
  }

  @Test
  void onlySocketsThatListenCountAndThoseOfIpv6WithThem() {
    FakeHost host =
        FakeHost.with(
                "/proc/net/tcp",
                HEAD
                    + "   0: 0100007F:0035 00000000:0000 0A 0\n"
                    + "   1: 0F02000A:0016 0202000A:C001 01 0\n")
            .file(
                "/proc/net/tcp6",
                HEAD + "   0: " + "0".repeat(32) + ":192B " + "0".repeat(32) + ":0000 0A 0\n");
    assertEquals(
        List.of(
            new Listener(53, true, "/proc/net/tcp", 2),
            new Listener(6443, false, "/proc/net/tcp6", 2)),
        listeners(host, "tcp"));
  }

  @Test
  void udpSocketsListenWhereTheyHaveNoPeer() {
    FakeHost host =
        FakeHost.with(
            "/proc/net/udp",
            HEAD
                + "  12: 00000000:12B5 00000000:0000 07 0\n"
                + "  13: 0F02000A:A001 0202000A:0035 01 0\n");
    assertEquals(List.of(new Listener(4789, false, "/proc/net/udp", 2)), listeners(host, "udp"));
  }

  @Test
  void aTreeWithoutTheTableTellsNothing() {
    assertInstanceOf(
        Unreadable.class, ListeningSockets.read(FakeHost.empty().host(), "tcp").sockets());
  }

  @Test
  void aTableThatIsNoneIsNamedByItsLine() {
    Reading<List<Listener>> read =
        ListeningSockets.read(FakeHost.with("/proc/net/tcp", HEAD + "x\n").host(), "tcp").sockets();
    assertEquals(
        new Unreadable<>("/proc/net/tcp", "not as expected: line 2 has too few fields"), read);
  }
}
