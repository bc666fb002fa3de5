package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonOptionsProbeTest {

  private static final String JSON = "/etc/docker/daemon.json";
  private static final String UNIT = "/usr/lib/systemd/system/docker.service";

  private static FakeHost host(String json, String flags) {
    return FakeHost.with(JSON, json)
        .file(UNIT, "[Service]\nExecStart=/usr/bin/dockerd " + flags + "\n")
        .directory("/usr/bin");
  }

  private static String facet(Host host, String facet) {
    return switch (new DaemonOptionsProbe(VersionNumber.parse("26.1.5")).observe(host)) {
      case Observation.Found found -> found.facets().get(facet).preview();
      case Observation.Absent(String where, _) -> "absent: " + where;
      case Observation.Unreadable(String where, String why) -> "unreadable: " + where + ": " + why;
    };
  }

  /** As dockerd 26.1.5 --validate refuses them; the last three it refuses when it starts. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "{\"log-opts\":{\"a\":1}}; log-opts.a is 1 (expected a string)",
        "{\"log-opts\":[\"a\"]}; log-opts is a list (expected an object of strings)",
        "{\"debug\":\"true\"}; debug is \"true\" (expected a boolean)",
        "{\"bridge\":true}; bridge is true (expected a string)",
        "{\"mtu\":\"1400\"}; mtu is \"1400\" (expected a number)",
        "{\"mtu\":1.5}; mtu is 1.5 (expected an integer that is not negative)",
        "{\"mtu\":-1}; mtu is -1 (expected an integer that is not negative)",
        "{\"hosts\":\"fd://\"}; hosts is \"fd://\" (expected a list of strings)",
        "{\"dns\":[\"1.2.3\"]}; an item of dns is \"1.2.3\" (expected an IP address)",
        "{\"dns\":[1]}; an item of dns is 1 (expected a string)",
        "{\"labels\":[\"a\"]}; an item of labels is \"a\" (expected NAME=VALUE)",
        "{\"default-ulimits\":{\"nofile\":1}}; default-ulimits.nofile is 1 (expected an object)",
        "{\"features\":{\"x\":\"y\"}}; features.x is \"y\" (expected a boolean)",
        "{\"default-address-pools\":[\"a\"]}; an item of default-address-pools is \"a\" (expected"
            + " an object)",
        "{\"log-level\":\"loud\"}; log-level is \"loud\" (expected trace or debug or info or warn"
            + " or error or fatal or panic)",
        "{\"log-level\":\"WARN\"}; none",
        "{\"debug\":null,\"dns\":[\"fd00::1\"],\"default-shm-size\":\"64M\",\"proxies\":{\"http-proxy\":\"x\"}};"
            + " none",
        "{\"http-proxy\":1,\"restart\":\"x\",\"label\":1}; none",
        "{\"bip\":\"10.0.0.1\"}; bip is \"10.0.0.1\" (expected an address with a prefix length,"
            + " such as 192.168.200.1/24)",
        "{\"data-root\":\"docker\"}; data-root is \"docker\" (expected an absolute path)",
        "{\"default-runtime\":\"x\"}; default-runtime is \"x\" (expected one of runtimes)",
      })
  void valuesOfTheFileAreJudgedAsTheDaemonDoes(String json, String invalid) {
    assertEquals(invalid, facet(host(json, "").host(), "invalid"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "{\"foo\":1}; ; foo",
        "{\"Debug\":true}; ; Debug",
        "{\"foo\":{\"debug\":true,\"bar\":1}}; ; foo.bar",
        "{\"proxies\":{\"foo\":\"x\"}}; ; proxies.foo",
        "{\"graph\":\"/x\",\"resolv-conf\":\"/x\"}; ; graph, resolv-conf",
        "{\"label\":[\"a=b\"]}; ; none",
        "{}; --foo --debug; --foo",
        "{}; daemon; daemon",
        "{}; --foo bar; --foo",
        "{}; -x; --x",
        "{}; -DH unix:///x -lwarn; none",
      })
  void whatThisDockerDoesNotHaveIsUnknown(String json, String flags, String unknown) {
    String given = flags == null ? "" : flags;
    assertEquals(unknown, facet(host(json, given).host(), "unknown"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "{\"debug\":true}; -D; debug",
        "{\"labels\":[\"a=b\"]}; --label c=d; labels",
        "{\"hosts\":[\"fd://\"]}; -H fd://; hosts",
        "{\"proxies\":{\"http-proxy\":\"x\"}}; --http-proxy=y; http-proxy",
        "{\"runtimes\":{\"a\":{\"path\":\"/x\"}}}; --add-runtime b=/x; none",
      })
  void whatIsSetByFlagAndFileIsTold(String json, String flags, String twice) {
    assertEquals(twice, facet(host(json, flags).host(), "set-twice"));
  }

  @Test
  void certificatesAreNeededWhereTlsIsOn() {
    assertEquals(
        "tlscert (not set), tlskey (not set)",
        facet(host("{\"tlsverify\":true}", "").host(), "missing-files"));
    assertEquals(
        "tlscert (/root/.docker/cert.pem), tlskey (/root/.docker/key.pem)",
        facet(host("{}", "--tls").host(), "missing-files"));
    assertEquals("none", facet(host("{\"tls\":false}", "").host(), "missing-files"));
    assertEquals(
        "tlscacert (/c/ca.pem)",
        facet(
            host(
                    "{\"tls\":true,\"tlscacert\":\"/c/ca.pem\",\"tlscert\":\"/c/c\",\"tlskey\":\"/c/k\"}",
                    "")
                .file("/c/c", "x")
                .file("/c/k", "x")
                .host(),
            "missing-files"));
  }

  @Test
  void theFileOfTheFlagIsRead() {
    Host host = host("{\"foo\":1}", "--config-file=/srv/d.json").file("/srv/d.json", "{}").host();
    assertEquals("none", facet(host, "unknown"));
  }

  @Test
  void whatCannotBeReadIsNoFinding() {
    assertInstanceOf(
        Observation.Unreadable.class,
        new DaemonOptionsProbe(VersionNumber.parse("29"))
            .observe(FakeHost.empty().denied(JSON).host()));
    // Another rule says that it is no JSON.
    assertEquals("none", facet(host("{,}", "").host(), "unknown"));
    assertEquals("--foo", facet(host("{,}", "--foo").host(), "unknown"));
  }
}
