package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final String TABLE =
      """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
      eth0\t00000000\t017AA8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
      docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
      tun0\t000014AC\t00000000\t0000\t0\t0\t0\t0000FCFF\t0\t0\t0
      """;

  @Test
  void addressesAreReadWithTheLowByteFirst() {
    List<Routes.Route> routes = Routes.parse(TABLE, false);
    assertEquals(
        List.of("0.0.0.0/0", "0.0.0.0/0", "172.17.0.0/16"),
        routes.stream().map(route -> route.to().toString()).toList());
    assertEquals("192.168.122.1", routes.get(1).gateway());
  }

  @Test
  void onMachinesWithTheHighByteFirstTheyStandAsTheyAre() {
    String line = "Iface\nenc1 AC110000 00000000 0001 0 0 0 FFFF0000 0 0 0\n";
    assertEquals("172.17.0.0/16", Routes.parse(line, true).getFirst().to().toString());
  }

  @Test
  void theDefaultRouteWithTheSmallestMetricIsTaken() {
    assertEquals("eth0", Routes.defaultOf(Routes.parse(TABLE, false)).orElseThrow().device());
  }

  @Test
  void aLineOfAnotherFormIsNamed() {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> Routes.parse("Iface\neth0 zz\n", false));
    assertEquals("line 2 has too few fields", wrong.getMessage());
  }
}
