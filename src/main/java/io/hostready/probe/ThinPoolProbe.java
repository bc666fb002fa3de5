package io.hostready.probe;

import io.hostready.facts.MatchingPaths;
import io.hostready.facts.Mounts;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how full the LVM thin pools of a host are, if a path is on a thin volume. df does not show
 * it. Source: the kernel's Documentation/admin-guide/device-mapper/thin-provisioning.rst.
 */
record ThinPoolProbe(String path) implements Probe {

  private static final List<String> STATUS = List.of("dmsetup", "status");

  private static final String UUIDS = "/sys/block/dm-*/dm/uuid";

  /** LVM's UUID of a pool, which is named in /sys without privileges. */
  private static final String POOL_UUID = "-tpool";

  /** "NAME: START LENGTH thin-pool TRANSACTION METADATA/TOTAL DATA/TOTAL ROOT STATE ...". */
  private static final Pattern POOL =
      Pattern.compile(
          "(?m)^(\\S+): \\d+ \\d+ thin-pool \\d+ (\\d{1,15})/(\\d{1,15}) (\\d{1,15})/(\\d{1,15})"
              + " \\S+ (\\S+)");

  static final ProbeKind KIND =
      new ProbeKind(
          "thin-pool",
          "the fullest LVM thin pool, if a path is on a thin volume",
          MapSchema.of(
              MapSchema.required("path", ValueSchema.path(), "the path, such as the data root")),
          List.of(
              Facet.text("name", "the pool's name in the device mapper").said("thin pool {}"),
              Facet.count("data-percent", "the used part of its data in percent")
                  .said("{} percent of the thin pool used"),
              Facet.count("metadata-percent", "the used part of its metadata in percent")
                  .said("{} percent of the thin pool's metadata used"),
              Facet.word(
                      "mode",
                      List.of("rw", "ro", "out_of_data_space"),
                      "the pool's mode in dmsetup status")
                  .said("the thin pool is {}")),
          true,
          UUIDS + ", /proc/self/mountinfo; only with a thin pool, the command dmsetup status",
          """
          thin-pool:
            path: /var/lib/docker
            expect: {data-percent: {at-most: 94}}
          """,
          arguments -> new ThinPoolProbe(arguments.text("path")));

  @Override
  public String subject() {
    return path;
  }

  @Override
  public String presence() {
    return path + " is on an LVM thin volume";
  }

  @Override
  public String absence() {
    return path + " is not on an LVM thin volume";
  }

  @Override
  public List<String> commands() {
    return List.of("lvs -a", ShellCommand.of(STATUS));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        hasPool(host),
        "LVM thin pool",
        (_, _) ->
            Observation.of(
                device(host),
                "device of " + path,
                (device, _) ->
                    Observation.of(
                        host.output(STATUS), (text, source) -> fullest(text, device, source))));
  }

  private static Reading<Boolean> hasPool(Host host) {
    return MatchingPaths.of(host, UUIDS)
        .flatMap(
            paths ->
                paths.stream().anyMatch(p -> host.trimmedText(p).orElse("").endsWith(POOL_UUID))
                    ? new Present<>(true, UUIDS)
                    : new Absent<>(UUIDS));
  }

  /** The name of the device that has the path; absent if it is none of the device mapper. */
  private Reading<String> device(Host host) {
    String mapped = "/dev/mapper/";
    return ResolvedPath.of(host, path)
        .flatMap(
            resolved ->
                Mounts.read(host)
                    .table()
                    .flatMap(
                        mounts ->
                            Mounts.under(mounts, resolved.path())
                                .map(Mounts.Mount::source)
                                .filter(source -> source.startsWith(mapped))
                                .<Reading<String>>map(
                                    source ->
                                        new Present<>(source.substring(mapped.length()), source))
                                .orElseGet(() -> new Absent<>("/proc/self/mountinfo"))));
  }

  private static Observation fullest(String text, String device, String source) {
    Pattern volume = Pattern.compile("(?m)^" + Pattern.quote(device) + ": \\d+ \\d+ thin ");
    if (!volume.matcher(text).find()) {
      return new Observation.Absent(source);
    }
    Observation result = new Observation.Unreadable(source, "it shows no thin pool");
    long most = -1;
    Matcher pool = POOL.matcher(text);
    while (pool.find()) {
      long metadata = percent(pool.group(2), pool.group(3));
      long data = percent(pool.group(4), pool.group(5));
      if (Math.max(metadata, data) > most) {
        most = Math.max(metadata, data);
        result =
            new Facets()
                .text("name", pool.group(1))
                .count("data-percent", data)
                .count("metadata-percent", metadata)
                .value(
                    "mode",
                    List.of("rw", "ro", "out_of_data_space").contains(pool.group(6))
                        ? new Value.Text(pool.group(6))
                        : new Value.Unreadable(source, "an unknown mode " + pool.group(6)))
                .found(
                    Evidence.of(source, "data blocks", pool.group(4) + " of " + pool.group(5)),
                    Evidence.of(source, "metadata blocks", pool.group(2) + " of " + pool.group(3)),
                    Evidence.of(source, "mode", pool.group(6)));
      }
    }
    return result;
  }

  private static long percent(String used, String total) {
    long all = Long.parseLong(total);
    return all == 0 ? 0 : Long.parseLong(used) * 100 / all;
  }
}
