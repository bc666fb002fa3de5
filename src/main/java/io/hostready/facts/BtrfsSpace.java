package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Space of a mounted btrfs filesystem that statfs(2) does not show: a full metadata pool makes
 * writes fail while df still shows free space. Source: fs/btrfs/sysfs.c, btrfs(5).
 *
 * @param uuid the filesystem
 * @param unallocated bytes of its devices that no pool has
 * @param metadataUsed used bytes of the metadata pool
 * @param metadataTotal size of the metadata pool
 */
public record BtrfsSpace(String uuid, long unallocated, long metadataUsed, long metadataTotal) {

  private static final String ROOT = "/sys/fs/btrfs";
  private static final List<String> POOLS = List.of("data", "metadata", "system");
  private static final int SECTOR = 512;

  /** The used part of the metadata pool in percent, rounded down. */
  public long metadataPercent() {
    return metadataTotal == 0 ? 0 : (long) Math.floor(100.0 * metadataUsed / metadataTotal);
  }

  /** All mounted btrfs filesystems; absent if none is mounted. */
  public static Reading<List<BtrfsSpace>> read(Host host) {
    return host.list(ROOT)
        .flatMap(
            names -> {
              List<BtrfsSpace> all = new ArrayList<>();
              for (String name : names) {
                String directory = ROOT + "/" + name;
                if (host.has(directory + "/allocation")) {
                  switch (one(host, name, directory)) {
                    case Present(var space, _) -> all.add(space);
                    case Absent(var where) -> {
                      return new Unreadable<>(where, "no such file");
                    }
                    case Unreadable(var where, var why) -> {
                      return new Unreadable<>(where, why);
                    }
                  }
                }
              }
              return all.isEmpty() ? new Absent<>(ROOT) : new Present<>(List.copyOf(all), ROOT);
            });
  }

  private static Reading<BtrfsSpace> one(Host host, String uuid, String directory) {
    String allocation = directory + "/allocation/";
    return sum(host, MatchingPaths.of(host, directory + "/devices/*/size"))
        .flatMap(
            sectors ->
                sum(
                        host,
                        new Present<>(
                            POOLS.stream().map(p -> allocation + p + "/disk_total").toList(),
                            allocation))
                    .flatMap(
                        allocated ->
                            number(host, allocation + "metadata/bytes_used")
                                .flatMap(
                                    used ->
                                        number(host, allocation + "metadata/total_bytes")
                                            .map(
                                                total ->
                                                    new BtrfsSpace(
                                                        uuid,
                                                        Math.max(0, sectors * SECTOR - allocated),
                                                        used,
                                                        total)))));
  }

  private static Reading<Long> sum(Host host, Reading<List<String>> paths) {
    return paths.flatMap(
        all -> {
          Reading<Long> sum = new Present<>(0L, paths.place());
          for (String path : all) {
            sum = sum.flatMap(before -> number(host, path).map(next -> before + next));
          }
          return sum;
        });
  }

  private static Reading<Long> number(Host host, String path) {
    return host.text(path)
        .parse(
            text -> {
              String digits = text.strip();
              if (!Columns.isNumber(digits, 16)) {
                throw new IllegalArgumentException("'" + digits + "' is no number");
              }
              return Long.parseLong(digits);
            });
  }
}
