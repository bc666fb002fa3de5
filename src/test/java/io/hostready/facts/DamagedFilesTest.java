package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that lists something on every running Linux, and here lists nothing, tells nothing. */
class DamagedFilesTest {

  private static final Map<String, Function<Host, Reading<?>>> FILES =
      Map.of(
          "/etc/passwd", host -> Accounts.read(host).users(),
          "/etc/group", host -> Accounts.read(host).groups(),
          "/var/lib/dpkg/status", host -> DpkgStatus.read(host).stanzas(),
          "/proc/devices", host -> Devices.read(host).listing(),
          "/proc/filesystems", host -> Filesystems.read(host).listing(),
          "/proc/self/mountinfo", host -> Mounts.read(host).table(),
          "/proc/net/route", host -> Routes.read(host).table(),
          "/proc/net/tcp", host -> ListeningSockets.read(host, "tcp").sockets());

  static Stream<Arguments> damaged() {
    return FILES.keySet().stream()
        .sorted()
        .flatMap(
            file ->
                List.of("", "\n", "\0\0\0\0\0\0\0\0", "\uFFFD\uFFFDw:\uFFFD\u0001:\n\uFFFD")
                    .stream()
                    .map(content -> Arguments.of(file, content)));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void nothingIsConcludedFromIt(String file, String content) {
    assertInstanceOf(Unreadable.class, FILES.get(file).apply(FakeHost.with(file, content).host()));
  }
}
