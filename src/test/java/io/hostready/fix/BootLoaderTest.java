package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.capture.HostText;
import io.hostready.change.PlanningException;
import io.hostready.cli.Golden;
import io.hostready.cli.Project;
import io.hostready.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same kernel arguments, planned on a host of each boot loader. {@code -Dhostready.accept=true}
 * writes the plans again, for review.
 */
class BootLoaderTest {

  private static final Path FILE = Project.FIXTURES.resolve("boot-loaders.hosts");

  private static final String EXPECTED = "/expected.txt";

  private static final String FIX =
      "add-kernel-arguments: {add: [cgroup_enable=memory, swapaccount=1], remove:"
          + " [cgroup_disable=memory]}";

  static List<String> hosts() {
    return Fixtures.text(FILE).situations().stream().map(each -> each.name()).toList();
  }

  private static String plan(Host host) {
    try {
      return Planning.changes(host, FIX).stream()
          .flatMap(change -> change.preview().stream())
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (PlanningException cannot) {
      return cannot.why() + "\n";
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void planOfTheHost(String name) throws IOException {
    HostText text = Fixtures.text(FILE);
    Host host = Fixtures.host(text, name);
    String plan = plan(host);
    assertEquals(name.startsWith("cannot-"), !plan.contains("+++ "), plan);
    if (Project.ACCEPTS) {
      Files.write(FILE, Fixtures.with(text, name, EXPECTED, plan).bytes());
    } else {
      Golden.compare(name, host.text(EXPECTED).orElse(""), plan);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ro quiet | ro quiet a=1 b",
        "a=1 b | a=1 b",
        "b ro | b ro a=1",
        "gone | a=1 b",
        "gone ro gone quiet gone | ro quiet a=1 b",
        "gone=1 xgone | gone=1 xgone a=1 b",
        "a=1 gone  b | a=1 b",
        "a=1 b gone | a=1 b",
        "ro -- single | ro a=1 b -- single",
        "dyndbg=\"file x +p\"  ro | dyndbg=\"file x +p\"  ro a=1 b",
      })
  void lineWithTheArguments(String before, String after) {
    KernelArguments arguments = new KernelArguments(List.of("a=1", "b"), List.of("gone"));
    assertEquals(after, arguments.in(before));
    assertEquals(after, arguments.in(after));
  }

  @ParameterizedTest
  @CsvSource({"'ro\nquiet\n', 'ro\nquiet a\n'", "'a ro\nquiet', 'a ro\nquiet'"})
  void severalLinesAreOneCommandLine(String before, String after) {
    KernelArguments arguments = new KernelArguments(List.of("a"), List.of());
    assertEquals(after, arguments.inLastLine(before, Pattern.compile("(?m)^()(.+)$")));
  }

  @Test
  @Timeout(60)
  void longLineOfBlanksIsReadInLinearTime() {
    String line = " ".repeat(1_000_000) + "gone" + "\t".repeat(1_000_000) + "ro";
    KernelArguments arguments = new KernelArguments(List.of("a"), List.of("gone"));
    assertEquals(" ".repeat(1_000_000) + "ro a", arguments.in(line));
  }

  @Test
  void thereIsAHostForEachBootLoader() {
    List<String> used =
        hosts().stream()
            .filter(name -> !name.startsWith("cannot-"))
            .map(name -> Fixtures.host(Fixtures.text(FILE), name))
            .map(host -> BootLoader.of(host, new KernelArguments(List.of("a"), List.of())))
            .map(loader -> loader.getClass().getSimpleName())
            .distinct()
            .toList();
    for (Class<?> each : BootLoader.class.getPermittedSubclasses()) {
      assertTrue(used.contains(each.getSimpleName()), each.getSimpleName() + " has no host");
    }
  }
}
