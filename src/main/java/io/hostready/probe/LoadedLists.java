package io.hostready.probe;

import io.hostready.facts.Subnet;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import io.hostready.probe.LoadedOptions.Difference;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lists of options of which a running daemon reports other items than it would start with, each
 * compared as a set in the daemon's own form. Items of IPv6 are not compared.
 */
record LoadedLists(DaemonValues values, Set<String> runtimes, JsonValue info) {

  /** Each daemon trusts registries on the loopback addresses: {@code loadInsecureRegistries}. */
  private static final String LOOPBACK = "127.0.0.0/8";

  /** The value of the flag default-address-pool. */
  private static final Pattern POOL = Pattern.compile("base=([^,]+),size=(\\d+)");

  /** The first release whose /info has the address pools; it leaves out an empty list. */
  private static final VersionNumber REPORTS_POOLS = VersionNumber.parse("20.10");

  List<Difference> differences() {
    List<Difference> found = new ArrayList<>();
    registryMirrors().ifPresent(found::add);
    insecureRegistries().ifPresent(found::add);
    labels().ifPresent(found::add);
    addressPools().ifPresent(found::add);
    missingRuntimes().ifPresent(found::add);
    return found;
  }

  private static Optional<Difference> differ(
      String key, Set<String> configured, Set<String> loaded) {
    return configured.equals(loaded)
        ? Optional.empty()
        : Optional.of(
            new Difference(
                key,
                configured.isEmpty() ? "not set" : String.join(" ", configured),
                loaded.isEmpty() ? "none" : String.join(" ", loaded)));
  }

  private static Set<String> sorted(Stream<String> items) {
    Set<String> sorted = new TreeSet<>();
    items.forEach(sorted::add);
    return sorted;
  }

  /** The strings of an array; none for null; empty if the answer does not have it. */
  private Optional<Stream<String>> items(String pointer) {
    return info.at(pointer)
        .flatMap(
            json ->
                switch (json) {
                  case JsonArray array -> Optional.of(array.scalarTexts().stream());
                  case JsonScalar _ -> Optional.of(Stream.empty());
                  case JsonObject _ -> Optional.empty();
                });
  }

  private Optional<Difference> registryMirrors() {
    return items("/RegistryConfig/Mirrors")
        .flatMap(
            loaded ->
                differ(
                    "registry-mirrors",
                    sorted(values.items("registry-mirrors").stream().map(LoadedLists::noSlash)),
                    sorted(loaded.map(LoadedLists::noSlash))));
  }

  private static String noSlash(String url) {
    return url.replaceFirst("/+$", "");
  }

  private Optional<Difference> labels() {
    return items("/Labels")
        .flatMap(
            loaded -> differ("labels", sorted(values.items("labels").stream()), sorted(loaded)));
  }

  private Optional<Difference> insecureRegistries() {
    return items("/RegistryConfig/InsecureRegistryCIDRs")
        .flatMap(
            subnets ->
                differ(
                    "insecure-registries",
                    registries(
                        values.items("insecure-registries").stream()
                            .map(name -> name.replaceFirst("(?i)^https?://", ""))),
                    registries(Stream.concat(subnets, insecureNames()))));
  }

  private static Set<String> registries(Stream<String> names) {
    return sorted(
        names
            .map(name -> Subnet.parse(name).map(Subnet::toString).orElse(name))
            .filter(name -> !name.equals(LOOPBACK) && !name.matches("[0-9a-fA-F:.]*:.*/\\d+"))
            .filter(name -> !name.matches("(index\\.)?docker\\.io")));
  }

  private Stream<String> insecureNames() {
    return info.at("/RegistryConfig/IndexConfigs").orElse(null) instanceof JsonObject indexes
        ? indexes.members().entrySet().stream()
            .filter(
                index -> LoadedNames.text(index.getValue(), "/Secure").equals(Optional.of("false")))
            .map(Map.Entry::getKey)
        : Stream.empty();
  }

  /** The daemon also reports runtimes that are not configured, such as runc. */
  private Optional<Difference> missingRuntimes() {
    return info.at("/Runtimes").orElse(null) instanceof JsonObject loaded
            && !loaded.members().keySet().containsAll(runtimes)
        ? differ("runtimes", sorted(runtimes.stream()), sorted(loaded.members().keySet().stream()))
        : Optional.empty();
  }

  private Optional<Difference> addressPools() {
    boolean isReported =
        LoadedNames.text(info, "/ServerVersion")
            .filter(text -> text.matches("\\d.*"))
            .filter(text -> VersionNumber.parse(text).compareTo(REPORTS_POOLS) >= 0)
            .isPresent();
    Set<String> loaded = pools(info.at("/DefaultAddressPools").orElse(null), "Base", "Size");
    Set<String> configured = pools(values.file().get("default-address-pools"), "base", "size");
    for (String flag : values.items("default-address-pools")) {
      Matcher pool = POOL.matcher(flag);
      if (pool.matches()) {
        pool(pool.group(1), pool.group(2)).ifPresent(configured::add);
      }
    }
    return isReported ? differ("default-address-pools", configured, loaded) : Optional.empty();
  }

  private static Set<String> pools(@Nullable JsonValue json, String base, String size) {
    return json instanceof JsonArray array
        ? sorted(
            array.items().stream()
                .flatMap(
                    item ->
                        LoadedNames.text(item, "/" + base)
                            .flatMap(
                                subnet ->
                                    LoadedNames.text(item, "/" + size)
                                        .flatMap(bits -> pool(subnet, bits)))
                            .stream()))
        : new TreeSet<>();
  }

  private static Optional<String> pool(String base, String size) {
    return Subnet.parse(base).map(subnet -> subnet + " in /" + size);
  }
}
