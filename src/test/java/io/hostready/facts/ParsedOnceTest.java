package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules ask for one file after another key or module: it is parsed for the first of them alone. */
class ParsedOnceTest {

  private static final int LINES = 20_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> facts() {
    BiConsumer<Host, String> sysctl =
        (host, name) -> SysctlSettings.read(host).atBoot(SysctlKey.parse(name));
    BiConsumer<Host, String> forbidden = ModuleLoading::forbidden;
    BiConsumer<Host, String> atBoot = ModuleLoading::atBoot;
    return Stream.of(
        Arguments.of("/etc/sysctl.d/a.conf", "some.key = 1\n", sysctl),
        Arguments.of("/etc/modprobe.d/a.conf", "install some command\n", forbidden),
        Arguments.of("/etc/modules-load.d/a.conf", "some_module\n", atBoot));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("facts")
  void furtherQuestionsCostLessThanTheFirst(
      String path, String line, BiConsumer<Host, String> question) {
    Host host = FakeHost.with(path, line.repeat(LINES)).host();
    long first = allocated(() -> question.accept(host, "one"));
    long further =
        allocated(
            () ->
                List.of("two", "three", "four", "five", "six", "seven")
                    .forEach(name -> question.accept(host, name)));
    assertTrue(further < first / 2, further + " bytes after " + first);
  }

  private static long allocated(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
