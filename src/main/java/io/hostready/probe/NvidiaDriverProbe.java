package io.hostready.probe;

import io.hostready.facts.MatchingPaths;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares the version of the loaded NVIDIA kernel module with those of the installed libraries.
 * Source: /proc/driver/nvidia (README of the driver); file names of libnvidia-ml.so.
 */
record NvidiaDriverProbe() implements Probe {

  private static final String VERSION = "/proc/driver/nvidia/version";

  /** "NVRM version: NVIDIA UNIX x86_64 Kernel Module 535.183.01 Sun May 12 ...". */
  private static final Pattern MODULE =
      Pattern.compile("(?m)^NVRM version:.*?\\s(\\d{3,4}(?:\\.\\d{1,4}){1,2})\\s");

  private static final Pattern LIBRARY =
      Pattern.compile(".*/libnvidia-ml\\.so\\.(\\d{3,4}(?:\\.\\d{1,4}){1,2})");

  /** The library's SONAME, which programs load. */
  private static final String LINK = "libnvidia-ml.so.1";

  private static final List<String> DIRECTORIES =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/x86_64-linux-gnu/nvidia/current",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu/nvidia/current",
          "/usr/lib64",
          "/usr/lib64/nvidia");

  static final ProbeKind KIND =
      new ProbeKind(
          "nvidia-driver",
          "the loaded NVIDIA driver and its libraries",
          MapSchema.of(),
          List.of(
              Facet.text("module", "the version of the loaded kernel module")
                  .said("NVIDIA kernel module {}"),
              Facet.words("libraries", "the versions of the installed libraries")
                  .said("NVIDIA libraries {}"),
              Facet.words("linked", "the versions to which the links libnvidia-ml.so.1 lead")
                  .said("libnvidia-ml.so.1 is of version {}"),
              Facet.flag(
                      "consistent",
                      "whether a library of the module's version is installed, and a link to a"
                          + " library leads to it")
                  .saidIfTrue(
                      "the NVIDIA libraries fit the kernel module",
                      "no NVIDIA library fits the kernel module")),
          true,
          VERSION + ", libnvidia-ml.so.* in " + String.join(", ", DIRECTORIES),
          """
          nvidia-driver:
            expect: {consistent: true}
          """,
          _ -> new NvidiaDriverProbe());

  @Override
  public String subject() {
    return "NVIDIA driver";
  }

  @Override
  public String presence() {
    return "an NVIDIA driver is loaded";
  }

  @Override
  public String absence() {
    return "no NVIDIA driver is loaded";
  }

  @Override
  public List<String> commands() {
    return List.of("cat " + VERSION, "nvidia-smi");
  }

  @Override
  public Observation observe(Host host) {
    Reading<String> version =
        host.text(VERSION)
            .find(
                text -> {
                  Matcher module = MODULE.matcher(text);
                  return module.find() ? Optional.of(module.group(1)) : Optional.empty();
                });
    return Observation.of(
        version,
        "NVIDIA driver",
        (module, source) -> {
          List<String> libraries = new ArrayList<>();
          List<String> linked = new ArrayList<>();
          for (String directory : DIRECTORIES) {
            switch (MatchingPaths.of(host, directory + "/libnvidia-ml.so.*")) {
              case Present(var paths, _) ->
                  paths.stream().flatMap(NvidiaDriverProbe::version).forEach(libraries::add);
              case Absent(_) -> {}
              case Unreadable(var where, var why) -> {
                return new Observation.Unreadable(where, why);
              }
            }
            ResolvedPath.of(host, directory + "/" + LINK).toOptional().stream()
                .flatMap(resolved -> version(resolved.path()))
                .forEach(linked::add);
          }
          return new Facets()
              .text("module", module)
              .words("libraries", libraries.stream().distinct().toList())
              .words("linked", linked.stream().distinct().toList())
              .value(
                  "consistent",
                  libraries.isEmpty()
                      ? new Value.Missing("libnvidia-ml.so")
                      : new Value.Flag(
                          libraries.contains(module)
                              && (linked.isEmpty() || linked.contains(module))))
              .found(
                  Evidence.of(source, "NVIDIA kernel module", module),
                  Evidence.of("libnvidia-ml.so", "NVIDIA libraries", String.join(", ", libraries)),
                  Evidence.of(LINK, "the library that programs load", String.join(", ", linked)));
        });
  }

  private static Stream<String> version(String path) {
    Matcher library = LIBRARY.matcher(path);
    return library.matches() ? Stream.of(library.group(1)) : Stream.empty();
  }
}
