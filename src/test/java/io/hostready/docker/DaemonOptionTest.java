package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonOptionTest {

  /** Source: the tags of moby/moby: cmd/dockerd, from 29 on daemon/command. */
  @ParameterizedTest
  @CsvSource({
    "data-root, 17.03.2, false",
    "data-root, 17.06.2, true",
    "containerd-namespace, 19.03.2, false",
    "containerd-namespace, 19.03.15, true",
    "network-diagnostic-port, 17.09.1, false",
    "graph, 20.10.24, true",
    "graph, 23.0, false",
    "firewall-backend, 28.5.2, false",
    "firewall-backend, 29.0.0, true",
    "ip-forward-no-drop, 27.5.1, false",
    "ip-forward-no-drop, 28.0.0, true",
    "allow-direct-routing, 28.1.1, false",
    "allow-direct-routing, 28.2.0, true",
    "nri-opts, 29.1.5, false",
    "nri-opts, 29, true",
    "builder, 18.06.3, false",
    "builder, 18.09.0, true",
    "storage-opts, 17.09, true",
    "storage-opt, 29, true",
    "storage-option, 29, false",
  })
  void anOptionIsKnownFromOneDockerToAnother(String key, String docker, boolean isKnown) {
    assertEquals(isKnown, DaemonOption.ofKey(key, VersionNumber.parse(docker)).isPresent());
  }

  @Test
  void noDockerHasTwoOptionsOfOneKey() {
    for (String version :
        List.of("17.09", "18.09", "20.10", "23.0", "25.0", "27.3", "28.5", "29")) {
      List<String> keys =
          DaemonOption.all().stream()
              .filter(option -> option.isIn(VersionNumber.parse(version)))
              .map(DaemonOption::key)
              .filter(key -> !key.isEmpty())
              .toList();
      assertEquals(Set.copyOf(keys).size(), keys.size(), version);
    }
  }

  @Test
  void everyTypeIsOneThatIsChecked() {
    Set<String> types =
        DaemonOption.all().stream()
            .map(option -> option.type().replaceFirst(":.*", ""))
            .collect(Collectors.toSet());
    Set<String> known =
        Set.of(
            "any",
            "boolean",
            "boolean-map",
            "cidr",
            "group",
            "integer",
            "ipaddress",
            "ipaddresses",
            "map",
            "natural",
            "object-map",
            "objects",
            "one-of",
            "path",
            "size",
            "string",
            "string-map",
            "strings");
    assertTrue(known.containsAll(types), () -> types.toString());
  }

  @Test
  void aFormThatIsNotMetIsToldInWords() {
    for (DaemonOption option : DaemonOption.all()) {
      boolean hasForm = option.type().startsWith("string:") || option.type().startsWith("strings:");
      assertEquals(hasForm, !option.expected().isEmpty(), option.key());
    }
  }
}
