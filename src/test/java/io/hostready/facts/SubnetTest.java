package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {

  private static Subnet subnet(String text) {
    return Subnet.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "172.20.0.0/14,   172.23.255.0/24, true",
    "172.20.0.0/14,   172.24.0.0/16,   false",
    "172.16.0.0/12,   172.17.0.0/16,   true",
    "192.168.0.0/16,  192.168.1.0/24,  true",
    "0.0.0.0/0,       10.0.0.0/8,      true",
    "10.0.0.1/32,     10.0.0.2/32,     false",
    "255.255.255.255/32, 255.0.0.0/8,  true",
  })
  void subnetsOverlapWhereOneIsInTheOther(String one, String other, boolean overlap) {
    assertEquals(overlap, subnet(one).overlaps(subnet(other)));
    assertEquals(overlap, subnet(other).overlaps(subnet(one)));
  }

  @Test
  void bitsBehindTheMaskDoNotCount() {
    assertEquals(subnet("192.168.1.0/24"), subnet("192.168.1.77/24"));
    assertEquals("192.168.1.0/24", subnet("192.168.1.77/24").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"172.17.0.0", "172.17.0.256/16", "172.17.0.0/33", "fd00::/64", "x"})
  void otherFormsAreNoSubnets(String text) {
    assertEquals(Optional.empty(), Subnet.parse(text));
  }

  @Test
  void theWholeOfIpv4HasNoFixedBit() {
    assertTrue(subnet("0.0.0.0/0").overlaps(subnet("223.1.2.3/32")));
    assertFalse(subnet("0.0.0.0/1").overlaps(subnet("223.1.2.3/32")));
  }
}
