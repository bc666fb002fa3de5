package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.VersionNumber;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * The config of the running kernel, from the first of nine files that can be read. Source:
 * proc_config.gz(5); the files are those of moby's contrib/check-config.sh and of
 * kubernetes/system-validators together.
 */
public record KernelConfig(Reading<KernelOptions> options) {

  /** A large config has 300 kB; a file that unpacks to more than this is invalid. */
  private static final int MAX_UNPACKED_BYTES = 8 * 1024 * 1024;

  private static final String COMPRESSED = "/proc/config.gz";

  /** Belongs to the kernel that was last built there, unlike the paths that name the release. */
  private static final String SOURCES = "/usr/src/linux/.config";

  public static KernelConfig read(Host host) {
    return host.fact(KernelConfig.class, KernelConfig::look);
  }

  private static KernelConfig look(Host host) {
    Optional<VersionNumber> release = KernelRelease.read(host).version().toOptional();
    List<String> places = places(release.map(VersionNumber::text));
    List<String> unusable = new ArrayList<>();
    for (String place : places) {
      Reading<KernelOptions> options = at(host, place, release);
      switch (options) {
        case Present(_, _) -> {
          return new KernelConfig(options);
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> unusable.add(where + ": " + why);
      }
    }
    return new KernelConfig(new Unreadable<>("kernel config", reason(places, unusable, release)));
  }

  /** Every option's verdict repeats this, so files that do not exist are only counted. */
  private static String reason(
      List<String> places, List<String> unusable, Optional<VersionNumber> release) {
    String seen =
        unusable.isEmpty()
            ? "not found at "
                + places.get(0)
                + ", "
                + places.get(1)
                + (places.size() > 2 ? " and " + (places.size() - 2) + " other paths" : "")
            : "not found at any of "
                + places.size()
                + " paths ("
                + String.join(", ", unusable)
                + ")";
    return seen
        + (release.isEmpty()
            ? "; paths with the kernel release were not tried, because the release is unknown"
            : unusable.stream().anyMatch(place -> place.startsWith(COMPRESSED + ":"))
                ? ""
                : "; run 'modprobe configs' (in a container: on its host), which creates "
                    + COMPRESSED
                    + " if CONFIG_IKCONFIG=m");
  }

  /**
   * The possible paths of a config, in order; if the release is unknown, only those without it in
   * the name.
   */
  static List<String> places(Optional<String> release) {
    return release
        .map(
            r ->
                List.of(
                    COMPRESSED,
                    "/boot/config-" + r,
                    "/usr/src/linux-" + r + "/.config",
                    SOURCES,
                    "/usr/lib/modules/" + r + "/config",
                    "/usr/lib/ostree-boot/config-" + r,
                    "/usr/lib/kernel/config-" + r,
                    "/usr/src/linux-headers-" + r + "/.config",
                    "/lib/modules/" + r + "/build/.config"))
        .orElse(List.of(COMPRESSED, SOURCES));
  }

  private static Reading<KernelOptions> at(
      Host host, String place, Optional<VersionNumber> release) {
    return host.bytes(place)
        .tryMap(
            content -> {
              KernelOptions options =
                  place.equals(COMPRESSED)
                      ? KernelOptions.of(unpack(content), false)
                      : KernelOptions.of(content, true);
              if (place.equals(SOURCES)) {
                rejectForeign(options, release);
              }
              return options;
            });
  }

  /**
   * Unpacks a config.
   *
   * @throws IllegalArgumentException if it is corrupt, truncated or too large
   */
  static byte[] unpack(byte[] gzip) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip), 16 * 1024)) {
      byte[] text = in.readNBytes(MAX_UNPACKED_BYTES + 1);
      if (text.length > MAX_UNPACKED_BYTES) {
        throw new IllegalArgumentException(
            "it unpacks to more than " + (MAX_UNPACKED_BYTES >> 20) + " MiB");
      }
      return text;
    } catch (IOException damaged) {
      throw new IllegalArgumentException(
          damaged.getMessage() == null
              ? "it is not a whole gzip file (it breaks off)"
              : "it is not a whole gzip file (" + damaged.getMessage() + ")",
          damaged);
    }
  }

  private static void rejectForeign(KernelOptions options, Optional<VersionNumber> release) {
    Function<VersionNumber, List<?>> series = v -> v.numbers().subList(0, 2);
    Optional<VersionNumber> built = options.kernelVersion().filter(v -> v.numbers().size() > 1);
    Optional<VersionNumber> running = release.filter(v -> v.numbers().size() > 1);
    if (built.isPresent()
        && running.isPresent()
        && !built.map(series).equals(running.map(series))) {
      throw new IllegalArgumentException(
          "it is of kernel " + built.get() + ", and " + running.get() + " is running");
    }
  }
}
