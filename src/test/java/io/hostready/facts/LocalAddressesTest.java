package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {

  @Test
  void onlyLocalLeavesAreAddressesOfTheHost() {
    assertEquals(
        Set.of("192.168.7.31", "127.0.0.1"),
        LocalAddresses.parse(
            """
            Main:
              +-- 0.0.0.0/0 3 0 5
                 |-- 0.0.0.0
                    /0 universe UNICAST
                 |-- 192.168.7.31
                    /32 host LOCAL
                 |-- 192.168.7.255
                    /32 link BROADCAST
                 |-- 127.0.0.1
                    /32 host LOCAL
            """));
  }

  @Test
  void aFileOfAnotherFormIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> LocalAddresses.parse("nonsense\n"));
  }
}
