package io.hostready.monitoring;

import io.hostready.cli.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The files of examples/monitoring, and the metrics that they are about. */
final class Example {

  private static final Path DIRECTORY =
      Project.DIRECTORY.resolve("src/main/dist/examples/monitoring");
  private static final Path HOSTS = Project.FIXTURES.resolve("hosts");

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern HOSTNAME = Pattern.compile("(-- /proc/sys/kernel/hostname\n).*\n");
  private static final Pattern FORWARDING =
      Pattern.compile("(-- /proc/sys/net/ipv4/ip_forward)\n1\n");

  private Example() {}

  static Path file(String name) {
    return DIRECTORY.resolve(name);
  }

  static JsonNode dashboard() throws IOException {
    return JSON.readTree(Files.readString(file("hostready-dashboard.json")));
  }

  /** The queries of the dashboard by panel, as Grafana sends them if all is selected. */
  static Map<String, List<String>> queries() throws IOException {
    Map<String, List<String>> queries = new LinkedHashMap<>();
    for (JsonNode panel : dashboard().path("panels")) {
      queries.put(
          panel.path("title").asString(),
          StreamSupport.stream(panel.path("targets").spliterator(), false)
              .map(target -> target.path("expr").asString().replaceAll("\\$(host|level)\\b", ".*"))
              .toList());
    }
    return queries;
  }

  /** Writes the metrics of hosts that are named after their states. */
  static void check(Path metrics, Path scratch) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("check", "--format", "prometheus=" + metrics));
    for (Map.Entry<String, String> host :
        Map.of(
                "ready", "debian-13-docker",
                "not-ready", "ubuntu-24.04-fresh",
                "reboot", "ubuntu-24.04-reboot-pending",
                "undecided", "debian-13-docker")
            .entrySet()) {
      String text = Files.readString(HOSTS.resolve(host.getValue() + ".host"));
      String named = HOSTNAME.matcher(text).replaceFirst("$1" + host.getKey() + "\n");
      Path file = scratch.resolve(host.getKey() + ".host");
      Files.writeString(
          file,
          host.getKey().equals("undecided")
              ? FORWARDING.matcher(named).replaceFirst("$1 denied\n")
              : named);
      arguments.addAll(List.of("--host", file.toString()));
    }
    Project.hostready(arguments.toArray(String[]::new));
  }
}
