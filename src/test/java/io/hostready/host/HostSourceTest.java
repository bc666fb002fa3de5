package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSourceTest {

  @Test
  void thisMachineIsLiveInReports() {
    assertEquals("live", new HostSource.ThisMachine().toString());
    assertTrue(HostSource.parse("live").isThisMachine());
  }

  @Test
  void aPathIsNeverReadBackAsThisMachine() {
    for (String path : List.of("live", "./live", "/live", "live/", "", "web-1.host.gz")) {
      for (HostSource files : List.of(new HostSource.Tree(path), new HostSource.Capture(path))) {
        assertFalse(files.isThisMachine());
        assertInstanceOf(HostSource.Tree.class, HostSource.parse(files.toString()), path);
      }
    }
    assertEquals("web-1.host.gz", new HostSource.Capture("web-1.host.gz").toString());
    assertEquals("./live", new HostSource.Tree("live").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://web-1, web-1",
    "ssh://root@web-1:2222, web-1",
    "ssh://ops@[2001:db8::1]:22, [2001:db8::1]",
    "ssh://2001:db8::1, 2001:db8::1",
    "ssh://, ssh://",
    "captures/web-1.host.gz, captures/web-1.host.gz",
    "live, this host",
  })
  void theNameOfAHostThatDoesNotSayItsName(String source, String name) {
    assertEquals(name, HostSource.parse(source).name());
    assertEquals(source, HostSource.parse(source).toString());
  }
}
