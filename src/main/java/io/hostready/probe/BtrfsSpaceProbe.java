package io.hostready.probe;

import io.hostready.facts.BtrfsSpace;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.Comparator;
import java.util.List;

/** Finds the mounted btrfs filesystem that is closest to a full metadata pool. */
record BtrfsSpaceProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "btrfs-space",
          "the mounted btrfs filesystem with the least unallocated space",
          MapSchema.of(),
          List.of(
              Facet.text("uuid", "its UUID").said("btrfs filesystem {}"),
              Facet.bytes("unallocated", "space that neither data nor metadata has")
                  .said("{} unallocated on btrfs"),
              Facet.count("metadata-percent", "the used part of its metadata pool in percent")
                  .said("{} percent of the btrfs metadata used")),
          true,
          "/sys/fs/btrfs/*/allocation and /sys/fs/btrfs/*/devices",
          """
          btrfs-space:
            expect: {unallocated: {at-least: 1GiB}}
          """,
          _ -> new BtrfsSpaceProbe());

  @Override
  public String subject() {
    return "btrfs";
  }

  @Override
  public String presence() {
    return "a btrfs filesystem is mounted";
  }

  @Override
  public String absence() {
    return "no btrfs filesystem is mounted";
  }

  @Override
  public List<String> commands() {
    return List.of("btrfs filesystem usage /");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        BtrfsSpace.read(host),
        "btrfs filesystem",
        (all, source) -> {
          BtrfsSpace least =
              all.stream()
                  .min(
                      Comparator.comparingLong(BtrfsSpace::unallocated)
                          .thenComparing(
                              Comparator.comparingLong(BtrfsSpace::metadataPercent).reversed()))
                  .orElseThrow();
          return new Facets()
              .text("uuid", least.uuid())
              .count("unallocated", least.unallocated())
              .count("metadata-percent", least.metadataPercent())
              .found(
                  Evidence.of(
                      source + "/" + least.uuid(),
                      "unallocated bytes",
                      Long.toString(least.unallocated())),
                  Evidence.of(
                      source + "/" + least.uuid(),
                      "metadata bytes",
                      least.metadataUsed() + " of " + least.metadataTotal()));
        });
  }
}
