package io.hostready.probe;

import io.hostready.docker.DaemonSettings;
import io.hostready.docker.DockerRelease;
import io.hostready.docker.StorageChoice;
import io.hostready.docker.StorageDriver;
import io.hostready.docker.StorageDrivers;
import io.hostready.docker.StorageSupport;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the storage drivers that work on a host, and the one that Docker would choose. */
record StorageDriversProbe(
    DockerRelease release, Optional<String> asked, String dataRoot, String containerdRoot)
    implements Probe {

  private static final String AUTO = "auto";
  private static final String CONTAINERD = "containerd";
  private static final String GRAPH_DRIVER = "graph-driver";

  static final ProbeKind KIND =
      new ProbeKind(
          "storage-drivers",
          "the storage drivers that a Docker version can use on this host, and the one"
              + " that it chooses",
          MapSchema.of(
              DockerVersionArgument.KEY,
              MapSchema.optional(
                  "driver",
                  ValueSchema.matching("the name of a storage driver", "[a-z0-9-]+"),
                  "the configured driver; auto (the default): the one in daemon.json, else"
                      + " Docker's choice"),
              MapSchema.optional(
                  "data-root",
                  ValueSchema.path(),
                  "Docker's data root; /var/lib/docker by default"),
              MapSchema.optional(
                  "containerd-root",
                  ValueSchema.path(),
                  "containerd's root directory, which can hold images (Docker 24 and later);"
                      + " /var/lib/containerd by default")),
          List.of(
              Facet.text("chosen", "the driver that Docker uses; none if Docker does not start")
                  .said("{subject} would use the storage driver {}"),
              Facet.text("refusal", "why Docker does not start")
                  .said("{subject} would not start: {}", "{subject} would start"),
              Facet.flag(
                      "usable",
                      "whether the chosen driver works and, unless configured, is a copy-on-write"
                          + " driver")
                  .saidIfTrue(
                      "{subject} has a usable storage driver",
                      "{subject} has no usable storage driver"),
              Facet.words("available", "drivers that work, in Docker's order of preference")
                  .said("available storage drivers: {}"),
              Facet.words(
                      "left-behind",
                      "removed drivers (aufs, overlay, devicemapper) that have data in the data"
                          + " root")
                  .said("data of drivers that {subject} does not have: {}"),
              Facet.word(
                      "image-store",
                      List.of(CONTAINERD, GRAPH_DRIVER),
                      "what stores images and layers")
                  .said("image store {}")),
          false,
          "/proc/filesystems, the kernel's modules, /proc/self/mountinfo, the data root,"
              + " /etc/docker/daemon.json; order and conditions as in moby's daemon/graphdriver",
          """
          storage-drivers:
            docker-version: "29"
            expect: {usable: true}
          """,
          StorageDriversProbe::of);

  private static Probe of(Values arguments) {
    return new StorageDriversProbe(
        new DockerRelease(DockerVersionArgument.of(arguments)),
        arguments.findText("driver").filter(name -> !name.equals(AUTO)),
        arguments.findText("data-root").orElse("/var/lib/docker"),
        arguments.findText("containerd-root").orElse("/var/lib/containerd"));
  }

  @Override
  public String subject() {
    return "Docker " + release.version();
  }

  @Override
  public List<String> commands() {
    return List.of(
        "docker info --format '{{.Driver}}'", ShellCommand.of("findmnt", "-T", dataRoot));
  }

  @Override
  public Observation observe(Host host) {
    Optional<String> named =
        DaemonSettings.read(host).toOptional().flatMap(DaemonSettings::storageDriver);
    return asked.isEmpty() && named.isPresent()
        ? new StorageDriversProbe(release, named, dataRoot, containerdRoot).look(host)
        : look(host);
  }

  private Observation look(Host host) {
    StorageDrivers drivers = new StorageDrivers(host, release, dataRoot, containerdRoot);
    Map<StorageDriver, StorageSupport> support = new LinkedHashMap<>();
    Stream.of(snapshotters(host), release.all())
        .flatMap(List::stream)
        .forEach(driver -> support.put(driver, drivers.of(driver)));
    StorageChoice choice = StorageChoice.of(host, drivers, asked, support);

    Map<String, Value> facets = new LinkedHashMap<>();
    List<Evidence> evidence = new ArrayList<>();
    support.forEach((d, s) -> evidence.add(Evidence.of(s.source(), d.id(), s.preview())));
    facets.put(
        "left-behind",
        switch (StorageChoice.leftBehind(host, drivers)) {
          case Present(var left, _) -> {
            left.forEach(
                driver ->
                    evidence.add(
                        Evidence.of(
                            drivers.directory(driver),
                            driver.id(),
                            "no: this Docker release does not have the driver, and cannot use its"
                                + " data")));
            yield new Value.Words(left.stream().map(StorageDriver::id).toList());
          }
          case Absent(var where) -> new Value.Missing(where);
          case Unreadable(var where, var why) -> new Value.Unreadable(where, why);
        });
    choose(choice, support, facets, evidence);
    facets.putIfAbsent("refusal", new Value.Missing("the daemon's choice"));
    facets.put("available", available(support));
    return new Observation.Found(facets, evidence);
  }

  /** Snapshotters of containerd that this probe supports, if Docker may use them. */
  private List<StorageDriver> snapshotters(Host host) {
    boolean might =
        release.prefersContainerdStore()
            || release.hasContainerdStore()
                && DaemonSettings.read(host)
                    .toOptional()
                    .flatMap(DaemonSettings::wantsContainerdStore)
                    .orElse(false);
    return might ? List.of(StorageDriver.OVERLAYFS, StorageDriver.NATIVE) : List.of();
  }

  private void choose(
      StorageChoice choice,
      Map<StorageDriver, StorageSupport> support,
      Map<String, Value> facets,
      List<Evidence> evidence) {
    String subject = "choice of Docker " + release.version();
    switch (choice) {
      case StorageChoice.Takes(String driver, boolean inContainerd, String source, String why) -> {
        String store = inContainerd ? CONTAINERD : GRAPH_DRIVER;
        facets.put("chosen", new Value.Text(driver));
        facets.put("usable", usable(driver, inContainerd, support));
        facets.put("image-store", new Value.Text(store));
        String as = inContainerd ? driver + " (io.containerd.snapshotter.v1)" : driver;
        evidence.add(Evidence.of(source, subject, as + ": " + why));
      }
      case StorageChoice.Refuses(String source, String why) -> {
        facets.put("chosen", new Value.Text("none"));
        facets.put("refusal", new Value.Text(why));
        facets.put("usable", new Value.Flag(false, "it would not start: " + why));
        facets.put("image-store", new Value.Missing(source));
        evidence.add(Evidence.of(source, subject, "it would not start: " + why));
      }
      case StorageChoice.Unknown(String source, String why, boolean ofDrivers) -> {
        Value unknown = new Value.Unreadable(source, why);
        facets.put("chosen", unknown);
        facets.put("usable", unknown);
        facets.put("image-store", ofDrivers ? new Value.Text(GRAPH_DRIVER) : unknown);
        evidence.add(Evidence.of(source, subject, "unknown: " + why));
      }
    }
  }

  private Value usable(
      String name, boolean inContainerd, Map<StorageDriver, StorageSupport> support) {
    Optional<StorageDriver> driver =
        StorageDriver.find(name).filter(d -> !inContainerd || !release.all().contains(d));
    StorageSupport found = driver.map(support::get).orElse(null);
    if (driver.isEmpty() || found == null) {
      return new Value.Unreadable("containerd", "whether it has a snapshotter " + name);
    }
    return switch (found.state()) {
      case WORKS ->
          asked.isPresent() || driver.get().copiesOnWrite()
              ? new Value.Flag(true)
              : new Value.Flag(false, told(name, found) + betterOne(support));
      case FAILS, MOUNT_FAILS -> new Value.Flag(false, told(name, found));
      case UNKNOWN -> new Value.Unreadable(found.source(), found.why());
    };
  }

  /** Why the driver with the highest precedence was not chosen, as an additional phrase. */
  private static String betterOne(Map<StorageDriver, StorageSupport> support) {
    return support.entrySet().stream()
        .filter(entry -> entry.getKey().copiesOnWrite() && !entry.getValue().works())
        .findFirst()
        .map(entry -> "; " + told(entry.getKey().id(), entry.getValue()))
        .orElse("");
  }

  private static String told(String driver, StorageSupport support) {
    return driver + ": " + support.why();
  }

  /** The working drivers; unknown if only vfs works and others are unknown. */
  private static Value available(Map<StorageDriver, StorageSupport> support) {
    List<StorageDriver> working = new ArrayList<>();
    Optional<StorageSupport> unknown = Optional.empty();
    for (Map.Entry<StorageDriver, StorageSupport> entry : support.entrySet()) {
      if (entry.getValue().works()) {
        working.add(entry.getKey());
      } else if (entry.getValue().state() == StorageSupport.State.UNKNOWN && unknown.isEmpty()) {
        unknown = Optional.of(entry.getValue());
      }
    }
    boolean isTold = unknown.isEmpty() || working.stream().anyMatch(StorageDriver::copiesOnWrite);
    return isTold
        ? new Value.Words(working.stream().map(StorageDriver::id).toList())
        : new Value.Unreadable(unknown.get().source(), unknown.get().why());
  }
}
