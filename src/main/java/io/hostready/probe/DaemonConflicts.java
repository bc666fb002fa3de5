package io.hostready.probe;

import io.hostready.facts.Subnet;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options of which each is valid and that dockerd does not accept together. Source: moby's {@code
 * verifyDaemonSettings}, {@code initBridgeDriver} (daemon/daemon_unix.go), {@code
 * GetConflictFreeLabels} (daemon/config/config.go), and the options of log drivers and overlay2.
 */
record DaemonConflicts(DaemonValues values, VersionNumber version) {

  /** daemon/config/config.go: DefaultContainersNamespace, DefaultPluginNamespace. */
  private static final String NAMESPACE = "moby";

  private static final String PLUGINS_NAMESPACE = "plugins.moby";

  /** The conflicts, each as one phrase that names the options. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (String address : List.of("bip", "bip6")) {
      if (isSet("bridge") && isSet(address)) {
        complaints.add("bridge and " + address + " (remove one of them)");
      }
    }
    if (values.is("icc", false) && values.is("iptables", false)) {
      complaints.add("icc=false and iptables=false (icc=false needs iptables)");
    }
    if (isAtLeast("27")
        && values.is("icc", false)
        && values.is("ipv6", true)
        && values.is("ip6tables", false)) {
      complaints.add("icc=false and ip6tables=false (icc=false needs ip6tables with ipv6)");
    }
    if (isAtLeast("20.10")
        && !isAtLeast("27")
        && values.is("ip6tables", true)
        && !values.is("experimental", true)) {
      complaints.add("ip6tables=true without experimental=true (before Docker 27)");
    }
    if (isAtLeast("20.10")
        && !isAtLeast("28")
        && values.is("ipv6", true)
        && !isSet("fixed-cidr-v6")
        && !isSet("bridge")) {
      complaints.add("ipv6=true without fixed-cidr-v6 (before Docker 28)");
    }
    if (outside("bip", "fixed-cidr")) {
      complaints.add("fixed-cidr and bip (fixed-cidr must be within the subnet of bip)");
    }
    if (isAtLeast("19.03.3")
        && namespace("containerd-namespace", NAMESPACE)
            .equals(namespace("containerd-plugins-namespace", PLUGINS_NAMESPACE))) {
      complaints.add("containerd-namespace and containerd-plugins-namespace (they must differ)");
    }
    cgroups().ifPresent(complaints::add);
    labels().ifPresent(complaints::add);
    realTime().ifPresent(complaints::add);
    complaints.addAll(DaemonLogOptions.complaints(values, version));
    complaints.addAll(storageOptions());
    return complaints;
  }

  private boolean isAtLeast(String docker) {
    return version.compareTo(VersionNumber.parse(docker)) >= 0;
  }

  private boolean isSet(String key) {
    return values.text(key).isPresent();
  }

  private String namespace(String key, String otherwise) {
    return values.text(key).orElse(otherwise);
  }

  private boolean outside(String bridge, String range) {
    Optional<Subnet> outer = values.text(bridge).flatMap(Subnet::parse);
    Optional<Subnet> inner = values.text(range).flatMap(Subnet::parse);
    return outer.isPresent()
        && inner.isPresent()
        && !(outer.get().overlaps(inner.get()) && outer.get().bits() <= inner.get().bits());
  }

  private Optional<String> cgroups() {
    boolean isSystemd =
        values.items("exec-opts").stream()
            .anyMatch(
                option -> option.matches("(?i)\\s*native\\.cgroupdriver\\s*=\\s*systemd\\s*"));
    return values
        .text("cgroup-parent")
        .filter(parent -> isSystemd && !parent.matches("(?s).+\\.slice"))
        .map(parent -> "cgroup-parent and native.cgroupdriver=systemd (expected a name.slice)");
  }

  private Optional<String> labels() {
    Map<String, String> seen = new LinkedHashMap<>();
    for (String label : values.items("labels")) {
      String name = label.replaceFirst("(?s)=.*", "");
      String before = seen.put(name, label);
      if (before != null && !before.equals(label)) {
        return Optional.of("labels " + before + " and " + label);
      }
    }
    return Optional.empty();
  }

  private Optional<String> realTime() {
    long period = number("cpu-rt-period");
    long runtime = number("cpu-rt-runtime");
    return period != 0 && runtime > period
        ? Optional.of("cpu-rt-runtime and cpu-rt-period (the runtime must not exceed the period)")
        : Optional.empty();
  }

  private long number(String key) {
    return values
        .text(key)
        .filter(text -> text.matches("-?\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }

  /** Options of another storage driver than overlay2, if that one is set. */
  private List<String> storageOptions() {
    if (!values.text("storage-driver").filter("overlay2"::equals).isPresent()) {
      return List.of();
    }
    String valid = isAtLeast("24") ? "size" : "size|override_kernel_check";
    return values.items("storage-opts").stream()
        .filter(option -> !option.matches("(?is)\\s*overlay2\\.(" + valid + ")\\s*=.*"))
        .map(
            option ->
                "storage-driver=overlay2 and storage-opts "
                    + option
                    + " (expected overlay2.size=SIZE)")
        .toList();
  }
}
