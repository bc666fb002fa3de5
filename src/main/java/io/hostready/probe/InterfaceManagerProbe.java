package io.hostready.probe;

import io.hostready.facts.InterfaceManagers;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the files that make a network manager configure interfaces of Docker. */
record InterfaceManagerProbe(String manager, List<String> names) implements Probe {

  private static final String NETWORKD = "systemd-networkd";
  private static final String NETWORK_MANAGER = "NetworkManager";

  InterfaceManagerProbe {
    names = List.copyOf(names);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "interface-manager",
          "files that make systemd-networkd or NetworkManager configure bridges or veth interfaces",
          MapSchema.of(
              MapSchema.required(
                  "manager",
                  ValueSchema.word(List.of(NETWORKD, NETWORK_MANAGER)),
                  "the program; whether it runs is not considered"),
              MapSchema.required(
                  "names",
                  ValueSchema.oneOrMore(
                      ValueSchema.matching("the name of an interface", "[A-Za-z0-9_.-]{1,15}")),
                  "names of interfaces that need not exist: a name that starts with veth is that of"
                      + " a veth interface, any other that of a bridge")),
          List.of(
              Facet.words("files", "the files").said("files of {subject}: {}"),
              Facet.words("interfaces", "the names that a file applies to")
                  .said("interfaces that {subject} configures: {}")),
          true,
          "*.network in /etc/systemd/network, /run/systemd/network (netplan writes these) and"
              + " /usr/lib/systemd/network (systemd.network(5)): the first file that matches,"
              + " unless it has Unmanaged=yes; sections [device] with managed=1 in"
              + " NetworkManager.conf and conf.d (NetworkManager.conf(5))",
          """
          interface-manager:
            manager: systemd-networkd
            names: [docker0, veth0a1b2c3]
            expect: {present: false}
          """,
          arguments ->
              new InterfaceManagerProbe(arguments.text("manager"), arguments.texts("names")));

  @Override
  public String subject() {
    return manager + " for " + String.join(", ", names);
  }

  @Override
  public String presence() {
    return manager + " configures one of " + String.join(", ", names);
  }

  @Override
  public String absence() {
    return manager + " configures none of " + String.join(", ", names);
  }

  @Override
  public List<String> commands() {
    return List.of(
        manager.equals(NETWORKD)
            ? "grep -n '' /etc/systemd/network/*.network /run/systemd/network/*.network"
            : "NetworkManager --print-config");
  }

  @Override
  public Observation observe(Host host) {
    Reading<Map<String, String>> found =
        manager.equals(NETWORKD)
            ? InterfaceManagers.networkd(host, names)
            : InterfaceManagers.networkManager(host, names);
    return Observation.of(
        found,
        (files, source) -> {
          if (files.isEmpty()) {
            return Observation.absent(source, "file for " + String.join(", ", names));
          }
          List<Evidence> evidence = new ArrayList<>();
          files.forEach((name, path) -> evidence.add(Evidence.of(path, "applies to", name)));
          return new Facets()
              .words("files", files.values().stream().distinct().toList())
              .words("interfaces", List.copyOf(files.keySet()))
              .found(evidence);
        });
  }
}
