package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The package of rpm that has the running kernel. Its name without "-core" is the start of the
 * names of the packages with the kernel's modules: kernel, kernel-rt, kernel-64k, kernel-uek,
 * kernel6.12. Source: kernel.spec of Fedora and RHEL; uname(1), the release ends with +VARIANT.
 *
 * @param family the start of the names
 * @param version with the release and without the architecture: 5.14.0-570.12.1.el9_6
 */
public record KernelPackage(String family, String version) {

  private static final String CORE = "-core";

  /** Variants with the same version as the kernel without a variant. */
  private static final Pattern VARIANT = Pattern.compile(".*-(rt|64k|debug)");

  /** Of Amazon Linux, where the package of the kernel has no ending. */
  private static final Pattern WHOLE = Pattern.compile("kernel([0-9]+\\.[0-9]+)?");

  /** Empty if no package in rpm's database has the running kernel. */
  public static Optional<KernelPackage> read(Host host) {
    if (!(InstalledPackages.read(host).database()
        instanceof Present(PackageDatabase.Listed listed, _))) {
      return Optional.empty();
    }
    String release = host.trimmedText("/proc/sys/kernel/osrelease").orElse("");
    String plain = release.replaceFirst("\\+.*", "");
    String variant = release.substring(plain.length()).replaceFirst("\\+", "-");
    List<InstalledPackage> ofThisKernel =
        listed.packages().values().stream()
            .flatMap(List::stream)
            .filter(each -> each.name().startsWith("kernel"))
            .filter(each -> (version(each) + "." + each.architecture()).equals(plain))
            .toList();
    return ofThisKernel.stream()
        .filter(each -> each.name().endsWith(variant + CORE))
        .map(each -> of(each, CORE))
        .min(
            Comparator.comparing(
                    (KernelPackage each) ->
                        variant.isEmpty() && VARIANT.matcher(each.family()).matches())
                .thenComparing(each -> each.family().length()))
        .or(
            () ->
                ofThisKernel.stream()
                    .filter(each -> WHOLE.matcher(each.name()).matches())
                    .map(each -> of(each, ""))
                    .findFirst());
  }

  private static KernelPackage of(InstalledPackage each, String ending) {
    String family = each.name().substring(0, each.name().length() - ending.length());
    return new KernelPackage(family, version(each));
  }

  /** The version of a package without its epoch. */
  private static String version(InstalledPackage each) {
    return each.version().substring(each.version().indexOf(':') + 1);
  }

  /** The package with the modules that few hosts need. */
  public String extraModules() {
    return family + "-modules-extra";
  }

  /** Whether a package is of this kernel. */
  public boolean isVersionOf(InstalledPackage other) {
    return version(other).equals(version);
  }
}
