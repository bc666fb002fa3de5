package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "{\"proxies\":null}; ; proxies",
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

  /** Each is valid alone: dockerd refuses them when it starts. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "26.1.5; {\"bridge\":\"br0\",\"bip\":\"10.0.0.1/24\"}; bridge and bip (remove one of them)",
        "26.1.5; {\"bridge\":\"none\"}; none",
        "26.1.5; {\"icc\":false,\"iptables\":false}; icc=false and iptables=false (icc=false needs"
            + " iptables)",
        "26.1.5; {\"icc\":false}; none",
        "27.0.3; {\"icc\":false,\"ipv6\":true,\"ip6tables\":false,\"fixed-cidr-v6\":\"fd00::/64\"};"
            + " icc=false and ip6tables=false (icc=false needs ip6tables with ipv6)",
        "26.1.5; {\"ip6tables\":true}; ip6tables=true without experimental=true (before Docker 27)",
        "27.0.3; {\"ip6tables\":true}; none",
        "27.5.1; {\"ipv6\":true}; ipv6=true without fixed-cidr-v6 (before Docker 28)",
        "28.0.0; {\"ipv6\":true}; none",
        "19.03.15; {\"ipv6\":true}; none",
        "29.7.2; {\"bip\":\"10.0.0.1/24\",\"fixed-cidr\":\"10.0.1.0/25\"}; fixed-cidr and bip"
            + " (fixed-cidr must be within the subnet of bip)",
        "29.7.2; {\"bip\":\"10.0.0.1/24\",\"fixed-cidr\":\"10.0.0.128/25\"}; none",
        "29.7.2; {\"containerd-namespace\":\"plugins.moby\"}; containerd-namespace and"
            + " containerd-plugins-namespace (they must differ)",
        "29.7.2; {\"exec-opts\":[\"native.cgroupdriver=systemd\"],\"cgroup-parent\":\"/docker\"};"
            + " cgroup-parent and native.cgroupdriver=systemd (expected a name.slice)",
        "29.7.2;"
            + " {\"exec-opts\":[\"native.cgroupdriver=systemd\"],\"cgroup-parent\":\"docker.slice\"};"
            + " none",
        "29.7.2; {\"labels\":[\"a=1\",\"a=2\"]}; labels a=1 and a=2",
        "29.7.2; {\"labels\":[\"a=1\",\"a=1\"]}; none",
        "29.7.2; {\"cpu-rt-period\":10,\"cpu-rt-runtime\":11}; cpu-rt-runtime and cpu-rt-period"
            + " (the runtime must not exceed the period)",
        "29.7.2; {\"log-opts\":{\"max-sizes\":\"10m\"}}; log-driver=json-file and log-opts"
            + " max-sizes",
        "29.7.2; {\"log-driver\":\"journald\",\"log-opts\":{\"max-size\":\"10m\"}};"
            + " log-driver=journald and log-opts max-size",
        "29.7.2;"
            + " {\"log-driver\":\"gelf\",\"log-opts\":{\"gelf-address\":\"udp://10.0.0.1:12201\"}};"
            + " none",
        "28.5.2; {\"log-driver\":\"local\",\"log-opts\":{\"tag\":\"x\"}}; log-driver=local and"
            + " log-opts tag",
        "29.5.0; {\"log-driver\":\"local\",\"log-opts\":{\"tag\":\"x\",\"mode\":\"non-blocking\"}};"
            + " none",
        "29.7.2; {\"log-opts\":{\"mode\":\"async\"}}; log-opts mode=async (expected blocking or"
            + " non-blocking)",
        "29.7.2; {\"log-opts\":{\"max-buffer-size\":\"4m\"}}; log-opts max-buffer-size without"
            + " mode=non-blocking",
        "29.7.2; {\"log-opts\":{\"max-size\":\"10 megabytes\"}}; log-opts max-size=10 megabytes"
            + " (expected a size such as 10m)",
        "29.7.2; {\"log-opts\":{\"max-size\":\"10MiB\",\"max-file\":\"0\"}}; log-opts max-file=0"
            + " (expected a number from 1)",
        "29.7.2;"
            + " {\"storage-driver\":\"overlay2\",\"storage-opts\":[\"overlay2.override_kernel_check=true\"]};"
            + " storage-driver=overlay2 and storage-opts overlay2.override_kernel_check=true"
            + " (expected overlay2.size=SIZE)",
        "23.0.6;"
            + " {\"storage-driver\":\"overlay2\",\"storage-opts\":[\"overlay2.override_kernel_check=true\"]};"
            + " none",
      })
  void optionsThatExcludeEachOther(String docker, String json, String conflicts) {
    Observation seen =
        new DaemonOptionsProbe(VersionNumber.parse(docker)).observe(host(json, "").host());
    Observation.Found found = assertInstanceOf(Observation.Found.class, seen);
    assertEquals(conflicts, found.facets().get("conflicts").preview());
  }

  @Test
  void theDaemonIsAskedWhatItRefuses() {
    String command = "dockerd --validate --host=fd:// --debug --log-level=info";
    FakeHost host =
        host("{\"userns-remap\":\"x\"}", "-H fd:// -D --log-level info --http-proxy=http://u:p@x");
    assertEquals("none", facet(host.host(), "refused"));
    host.command(
        command,
        new io.hostready.host.CommandOutcome.Ended(
            1, "", "time=\"now\" level=warning msg=x\nError during uid lookup for \"x\"\n"));
    assertEquals("Error during uid lookup for \"x\"", facet(host.host(), "refused"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--validate=false -D", "-D --validate=0", "--validate -D", "-D --validate false"})
  void noFlagOfTheUnitStartsTheDaemonInPlaceOfTheValidation(String flags) {
    FakeHost host =
        host("{}", flags)
            .command("dockerd --validate --debug", ended("an error"))
            .command("dockerd --validate --debug false", ended("an error"));
    assertEquals("an error", facet(host.host(), "refused"));
  }

  private static io.hostready.host.CommandOutcome ended(String error) {
    return new io.hostready.host.CommandOutcome.Ended(1, "", error);
  }

  @Test
  void theDaemonIsNotAskedAboutThePackagesOwnOptions() {
    FakeHost host =
        host("{}", "-H fd:// --containerd=/run/containerd/containerd.sock")
            .command(
                "dockerd --validate --host=fd:// --containerd=/run/containerd/containerd.sock",
                new io.hostready.host.CommandOutcome.Ended(1, "", "an error"));
    assertEquals("none", facet(host.host(), "refused"));
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
