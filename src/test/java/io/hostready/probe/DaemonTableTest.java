package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.docker.DaemonOption;
import io.hostready.host.FakeHost;
import io.hostready.testbed.Dockerd;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of options says of several hundred configurations what the real dockerds of two
 * versions say of them with {@code --validate}.
 */
class DaemonTableTest {

  /** One value of each type that JSON and the options have, and some of each form. */
  private static final List<String> VALUES =
      List.of(
          "\"x\"",
          "-1",
          "1.5",
          "true",
          "null",
          "[\"x\"]",
          "[1]",
          "{}",
          "{\"a\": \"b\"}",
          "{\"a\": {}}");

  /** Values that are checked when the daemon starts; --validate accepts them. */
  private static final Set<String> AT_START =
      Set.of(
          "bip",
          "bip6",
          "data-root",
          "default-runtime",
          "exec-opts",
          "fixed-cidr",
          "insecure-registries",
          "registry-mirrors",
          "runtimes",
          "default-address-pools");

  /** Depends on the host: its users. */
  private static final String USERS = "userns-remap";

  private static final List<String> FORMS =
      List.of(
          "{\"default-ulimits\": {\"nofile\": {\"Name\": \"nofile\", \"Hard\": 64000, \"soft\":"
              + " 1}}}",
          "{\"default-ulimits\": {\"nofile\": {\"Name\": \"nofile\", \"Hard\": \"64000\"}}}",
          "{\"default-ulimits\": {\"nofile\": \"64000:64000\"}}",
          "{\"default-address-pools\": [{\"base\": \"10.10.0.0/16\", \"size\": 24}]}",
          "{\"default-address-pools\": [{\"base\": \"10.10.0.0/16\", \"size\": \"24\"}]}",
          "{\"default-address-pools\": {\"base\": \"10.10.0.0/16\", \"size\": 24}}",
          "{\"default-network-opts\": {\"bridge\": {\"com.docker.network.driver.mtu\": \"1450\"}}}",
          "{\"default-network-opts\": {\"bridge\": {\"com.docker.network.driver.mtu\": 1450}}}",
          "{\"builder\": {\"gc\": {\"enabled\": true, \"defaultKeepStorage\": \"20GB\"}}}",
          "{\"builder\": {\"gc\": {\"enabled\": \"true\"}}}",
          "{\"builder\": {\"GC\": {\"policy\": [{\"keepStorage\": \"1GB\", \"all\": true}]}}}",
          "{\"builder\": {\"GC\": {\"policy\": [{\"keepStorage\": 10, \"all\": true}]}}}",
          "{\"builder\": {\"GC\": {\"policy\": {\"all\": true}}}}",
          "{\"builder\": {\"entitlements\": {\"network-host\": true}}}",
          "{\"builder\": {\"entitlements\": {\"network-host\": \"yes\"}}}",
          "{\"proxies\": {\"http-proxy\": \"http://proxy.example:3128\"}}",
          "{\"proxies\": {\"http-proxy\": 3128}}",
          "{\"proxies\": {\"default\": {\"httpProxy\": \"http://proxy.example:3128\"}}}",
          "{\"runtimes\": {\"x\": {\"path\": \"/bin/true\", \"runtimeArgs\": [\"-v\"]}}}",
          "{\"runtimes\": {\"x\": {\"path\": \"/bin/true\", \"runtimeArgs\": \"-v\"}}}",
          "{\"runtimes\": {\"x\": {\"path\": [\"/bin/true\"]}}}",
          "{\"runtimes\": {\"x\": {\"runtimeType\": \"io.containerd.runc.v2\", \"options\": []}}}",
          "{\"features\": {\"containerd-snapshotter\": true, \"buildkit\": false}}",
          "{\"features\": {\"containerd-snapshotter\": \"true\"}}",
          "{\"features\": [\"containerd-snapshotter\"]}",
          "{\"dns\": [\"1.1.1.1\", \"2606:4700:4700::1111\"]}",
          "{\"dns\": [\"1.1.1\"]}",
          "{\"dns\": [\"dns.example\"]}",
          "{\"dns-search\": [\"example.com\", \".\"]}",
          "{\"dns-search\": [\"\"]}",
          "{\"dns-search\": [\"10.0.0.2\"]}",
          "{\"dns-search\": [\"a_b.example\"]}",
          "{\"labels\": [\"a=b\", \"c=\"]}",
          "{\"labels\": [\"a\"]}",
          "{\"hosts\": [\"unix:///run/docker.sock\", \"tcp://127.0.0.1:2375\"]}",
          "{\"hosts\": [\"fd://\"]}",
          "{\"hosts\": [\"http://127.0.0.1:2375\"]}",
          "{\"hosts\": [\"ssh://root@127.0.0.1\"]}",
          "{\"hosts\": [\"127.0.0.1:2375\"]}",
          "{\"default-shm-size\": \"64M\"}",
          "{\"default-shm-size\": \"64 MB\"}",
          "{\"default-shm-size\": \"0.5g\"}",
          "{\"default-shm-size\": \"big\"}",
          "{\"default-shm-size\": 67108864}",
          "{\"default-ipc-mode\": \"shareable\"}",
          "{\"default-ipc-mode\": \"host\"}",
          "{\"default-cgroupns-mode\": \"private\"}",
          "{\"default-cgroupns-mode\": \"shared\"}",
          "{\"fixed-cidr-v6\": \"fd00::/64\"}",
          "{\"fixed-cidr-v6\": \"10.0.0.0/8\"}",
          "{\"fixed-cidr-v6\": \"fd00::1\"}",
          "{\"ip\": \"0.0.0.0\", \"default-gateway\": \"172.17.0.1\"}",
          "{\"ip\": \"localhost\"}",
          "{\"host-gateway-ip\": \"10.0.0.1\"}",
          "{\"host-gateway-ip\": \"gateway\"}",
          "{\"log-level\": \"warning\"}",
          "{\"log-level\": \"INFO\"}",
          "{\"log-format\": \"text\"}",
          "{\"log-format\": \"yaml\"}",
          "{\"log-opts\": {\"max-size\": \"10m\", \"max-file\": \"3\"}}",
          "{\"log-opts\": {\"max-size\": \"10m\", \"max-file\": 3}}",
          "{\"log-opts\": {\"compress\": true}}",
          "{\"max-concurrent-downloads\": 0}",
          "{\"max-download-attempts\": -1}",
          "{\"mtu\": 9000}",
          "{\"mtu\": 1e3}",
          "{\"mtu\": 1500.0}",
          "{\"node-generic-resources\": [\"gpu=UUID1\"]}",
          "{\"node-generic-resources\": [\"gpu\"]}",
          "{\"cdi-spec-dirs\": [\"/etc/cdi\"]}",
          "{\"storage-opts\": {\"dm.basesize\": \"20G\"}}",
          "{\"storage-opts\": \"overlay2.size=10G\"}",
          "{\"exec-opts\": \"native.cgroupdriver=systemd\"}",
          "{\"authorization-plugins\": \"x\"}",
          "{\"userland-proxy\": false, \"userland-proxy-path\": \"\"}",
          "{\"userland-proxy-path\": \"/bin/true\"}",
          "{\"userland-proxy-path\": \"bin/true\"}",
          "{\"live-restore\": \"true\"}",
          "{\"group\": 999}",
          "{\"group\": {\"debug\": true}}",
          "{\"log\": {\"debug\": true, \"log-level\": \"info\"}}",
          "{\"Debug\": true}",
          "{\"debug\": true, \"debug\": 1}",
          "{\"insecure-registry\": [\"10.0.0.1:5000\"]}");

  private static String complaints(String json, VersionNumber version) {
    FakeHost host =
        FakeHost.with("/etc/docker/daemon.json", json).directory("/usr/bin").file("/bin/true", "");
    Observation seen = new DaemonOptionsProbe(version).observe(host.host());
    Map<String, Value> facets = ((Observation.Found) seen).facets();
    return List.of("unknown", "invalid", "set-twice", "missing-files").stream()
        .map(facet -> facets.get(facet).preview())
        .filter(text -> !text.equals("none"))
        .collect(Collectors.joining("; "));
  }

  private static List<String> configurations(VersionNumber version) {
    Set<String> keys = new TreeSet<>();
    for (DaemonOption option : DaemonOption.all()) {
      keys.add(option.key());
      keys.add(option.flag());
    }
    keys.removeAll(Set.of("", "config-file", "validate", USERS)); // the test's own flags
    List<String> all = new ArrayList<>(FORMS);
    for (String key : keys) {
      // What is no option of this version has one error, whatever its value.
      boolean isOption =
          DaemonOption.ofKey(key, version).filter(o -> o.key().equals(key)).isPresent();
      VALUES
          .subList(0, isOption ? VALUES.size() : 1)
          .forEach(value -> all.add("{\"" + key + "\": " + value + "}"));
    }
    return all;
  }

  /** What the table accepts is asked about at once, as long as dockerd accepts it, too. */
  private static List<String> refused(Dockerd dockerd, List<String> accepted) {
    String together =
        accepted.stream()
            .map(json -> json.substring(1, json.length() - 1))
            .filter(members -> !members.isBlank())
            .collect(Collectors.joining(",\n", "{", "}"));
    if (accepted.isEmpty() || dockerd.refusal(together).isEmpty()) {
      return List.of();
    }
    if (accepted.size() == 1) {
      return List.of(accepted.getFirst() + ": dockerd: " + dockerd.refusal(together));
    }
    int half = accepted.size() / 2;
    List<String> all = new ArrayList<>(refused(dockerd, accepted.subList(0, half)));
    all.addAll(refused(dockerd, accepted.subList(half, accepted.size())));
    return all;
  }

  /** Configurations of which no two set the same key. */
  private static List<List<String>> batches(List<String> accepted) {
    List<List<String>> batches = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String json : accepted) {
      int batch = seen.merge(json.replaceFirst(":.*", ""), 1, Integer::sum) - 1;
      while (batches.size() <= batch) {
        batches.add(new ArrayList<>());
      }
      batches.get(batch).add(json);
    }
    return batches;
  }

  @ParameterizedTest
  @ValueSource(strings = {"trixie", "forky"})
  void theTableAndTheDaemonAgree(String release) {
    Dockerd dockerd = Dockerd.of(release);
    VersionNumber version = VersionNumber.parse(dockerd.version());
    List<String> all = configurations(version);
    assertTrue(all.size() >= 400, () -> all.size() + " configurations");
    List<String> accepted = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (String json : all) {
      String complaints = complaints(json, version);
      if (complaints.isEmpty()) {
        accepted.add(json);
      } else if (dockerd.refusal(json).isEmpty()
          && AT_START.stream().noneMatch(key -> json.startsWith("{\"" + key + "\":"))) {
        differences.add(json + ": table: " + complaints);
      }
    }
    batches(accepted).forEach(batch -> differences.addAll(refused(dockerd, batch)));
    assertEquals("", String.join("\n", differences));
  }
}
